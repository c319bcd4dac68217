#include "tests/property/shares.hpp"
#include "tests/reference/kernel_run.hpp"
#include "tests/tolerance.hpp"

#include <boost/math/distributions/beta.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using agents::PerDayPart;
using agents::PromptPolicy;
using reference::constant;
using reference::just;
using reference::World;
using tests::share_error;
using tests::z_two_sided;

namespace {

constexpr agents::Luck learned_prompts_luck{.seed = 31337, .replicate = 5};

World learning_world(std::size_t users, int horizon_days) {
    World world = reference::plain_world(users, horizon_days);
    auto& prompts = world.design.prompts;
    prompts.policy = PromptPolicy::learned;
    prompts.at = {true, true, true, true};
    prompts.prompts_a_day = 1;
    return world;
}

/// Prompts of a day by day-part, shape (days).
class PromptCounter : public agents::Observer {
public:
    PromptCounter(World const& world)
        : prompted_(agents::StateLayout(world.theory).prompted),
          sent(static_cast<std::size_t>(world.horizon_days) + 1) {}
    void day_ended(agents::DayView const& view) override {
        for (std::size_t p = 0; p < agents::day_parts; ++p) {
            float const* const row = view.table + (prompted_ + p) * view.stride;
            for (std::size_t slot = 0; slot < view.users.size(); ++slot) {
                sent[static_cast<std::size_t>(view.day)][p] += static_cast<double>(row[slot]);
            }
        }
    }

private:
    std::size_t prompted_;

public:
    std::vector<PerDayPart<double>> sent;
};

std::vector<PerDayPart<double>> prompts_sent(World const& world) {
    PromptCounter counter(world);
    (void)reference::run_kernel(world, learned_prompts_luck, 500, &counter);
    return counter.sent;
}

/// Share of the prompts of days [from, to) that went to day-part p.
double share_of(std::vector<PerDayPart<double>> const& sent, std::size_t p, std::size_t from,
                std::size_t to) {
    double here = 0.0;
    double all = 0.0;
    for (std::size_t t = from; t < to; ++t) {
        for (std::size_t q = 0; q < agents::day_parts; ++q) {
            all += sent[t][q];
            here += q == p ? sent[t][q] : 0.0;
        }
    }
    return here / all;
}

/// P(X > Y) of independent betas, midpoint rule.
double larger(boost::math::beta_distribution<> const& x,
              boost::math::beta_distribution<> const& y) {
    int const steps = 100000;
    double probability = 0.0;
    for (int i = 0; i < steps; ++i) {
        double const at = (i + 0.5) / steps;
        probability += boost::math::pdf(x, at) * boost::math::cdf(y, at) / steps;
    }
    return probability;
}

/// Opens the app of its own in the evening on every other day, in other day-parts on few.
World evening_world(std::size_t users, int horizon_days) {
    World world = learning_world(users, horizon_days);
    world.theory.engagement = constant(-3.0);
    world.theory.engagement.by_day_part = {0.0, 0.0, 0.0, 3.0};
    return world;
}

} // namespace

TEST_CASE("before anything is learned, day-parts are prompted as often as their draw is largest") {
    World world = learning_world(100000, 0);
    auto const even = prompts_sent(world);
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        CHECK(std::abs(even[0][p] / 1e5 - 0.25) < z_two_sided * share_error(0.25, 1e5));
    }
    world.design.prompts.at = {false, true, false, true};
    world.design.prompts.prior_answered = {1.0, 1.0, 1.0, 3.0};
    // P(X > U) is the mean of X where U is uniform.
    auto const tilted = prompts_sent(world);
    CHECK(tilted[0][0] + tilted[0][2] == 0.0);
    CHECK(std::abs(tilted[0][3] / 1e5 - 0.75) < z_two_sided * share_error(0.75, 1e5) + 1e-3);
    world.design.prompts.prior_answered = {1.0, 2.5, 1.0, 0.5};
    world.design.prompts.prior_ignored = {1.0, 6.0, 1.0, 2.0};
    double const evening = larger(boost::math::beta_distribution<>(0.5, 2.0),
                                  boost::math::beta_distribution<>(2.5, 6.0));
    auto const skewed = prompts_sent(world);
    CHECK(std::abs(skewed[0][3] / 1e5 - evening) < z_two_sided * share_error(evening, 1e5) + 1e-3);
}

TEST_CASE("a policy that learns ends in the day-part that is answered most, and regret falls") {
    World const world = evening_world(2000, 89);
    auto const sent = prompts_sent(world);
    CHECK(std::abs(share_of(sent, 3, 0, 1) - 0.25) < z_two_sided * share_error(0.25, 2000));
    double before = 0.0;
    for (std::size_t week = 0; week < 5; ++week) {
        double const evenings = share_of(sent, 3, 7 * week, 7 * week + 7);
        CHECK(evenings > before - 0.01);
        before = evenings;
    }
    // The regret of a prompt is 1/2 - 1/(1 + e^3) unless it is one in the evening.
    double const first_week = 1.0 - share_of(sent, 3, 0, 7);
    double const last_week = 1.0 - share_of(sent, 3, 83, 90);
    INFO("elsewhere than in the evening: " << first_week << ", then " << last_week);
    CHECK(last_week < 0.1);
    CHECK(last_week < first_week / 4.0);
}

TEST_CASE("a policy that forgets goes on trying") {
    World world = evening_world(2000, 89);
    double const sure = share_of(prompts_sent(world), 3, 60, 90);
    world.design.prompts.forgetting = 0.3;
    double const unsure = share_of(prompts_sent(world), 3, 60, 90);
    INFO("evenings " << sure << ", with forgetting " << unsure);
    CHECK(unsure < sure - 0.1);
    CHECK(unsure > 0.3);
}

TEST_CASE("a policy that may prompt in all its day-parts is the fixed one") {
    World world = evening_world(300, 40);
    world.theory.engagement.state.push_back({"prompted", just(1.0), 0.0});
    world.design.prompts.at = {false, true, false, true};
    world.design.prompts.prompts_a_day = 2;
    auto const learned = reference::run_kernel(world, learned_prompts_luck);
    world.design.prompts.policy = PromptPolicy::fixed;
    auto const fixed = reference::run_kernel(world, learned_prompts_luck);
    CHECK(learned.totals.prompts == fixed.totals.prompts);
    CHECK(learned.totals.prompts_answered == fixed.totals.prompts_answered);
    CHECK(learned.outcomes.use == fixed.outcomes.use);
    CHECK(learned.outcomes.sessions == fixed.outcomes.sessions);
}
