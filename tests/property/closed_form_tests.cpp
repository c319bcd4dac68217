#include "tests/property/shares.hpp"
#include "tests/reference/kernel_run.hpp"
#include "tests/tolerance.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

using reference::constant;
using reference::just;
using reference::World;
using tests::share_error;
using tests::z_two_sided;

namespace {

constexpr agents::Luck closed_form_luck{.seed = 20240817, .replicate = 1};

void check_share(double observed, double expected, double users) {
    CHECK(std::abs(observed - expected) <= z_two_sided * share_error(expected, users));
}

/// Keeps one row of the table on every day, day by day. Shape (days, users).
class RowKeeper : public agents::Observer {
public:
    RowKeeper(std::size_t row, int horizon_days)
        : row_(row), values(static_cast<std::size_t>(horizon_days) + 1) {}
    void day_ended(agents::DayView const& view) override {
        float const* const first = view.table + row_ * view.stride;
        auto& of_day = values[static_cast<std::size_t>(view.day)];
        of_day.insert(of_day.end(), first, first + view.users.size());
    }

private:
    std::size_t row_;

public:
    std::vector<std::vector<float>> values;
};

double logit(double p) {
    return std::log(p / (1.0 - p));
}

} // namespace

TEST_CASE("without dynamics the days of opening are independent and retention is geometric") {
    double const users = 100000;
    World world = reference::plain_world(100000, 30);
    double const attempt = 0.05;
    double const leaving = 0.04;
    world.theory.engagement = constant(logit(attempt));
    world.theory.causes[0].hazard = constant(std::log(-std::log(1.0 - leaving)));
    auto const run = reference::run_kernel(world, closed_form_luck);
    double const open_a_day = 1.0 - std::pow(1.0 - attempt, 4);
    CHECK(property::open_share(run.outcomes, 0) == 1.0);
    for (std::size_t const t : {1U, 2U, 7U, 15U, 30U}) {
        double const here = std::pow(1.0 - leaving, static_cast<double>(t));
        INFO("day " << t);
        check_share(property::still_in(run.outcomes, static_cast<int>(t) - 1), here, users);
        check_share(property::open_share(run.outcomes, t), here * open_a_day, users);
    }
}

TEST_CASE("one constant hazard makes time to leaving exponential") {
    double const users = 100000;
    int const horizon = 60;
    for (double const lambda : {0.003, 0.05, 0.7}) {
        World world = reference::plain_world(100000, horizon);
        world.theory.causes[0].hazard = constant(std::log(lambda));
        auto const run = reference::run_kernel(world, closed_form_luck);
        INFO("hazard " << lambda);
        for (int const t : {0, 1, 5, 20, 60}) {
            check_share(property::still_in(run.outcomes, t), std::exp(-lambda * (t + 1)), users);
        }
        // Exits over days at risk estimate 1 - e^-lambda; given the days at risk its variance is
        // that of a share.
        double const days = static_cast<double>(
            std::accumulate(run.totals.active.begin(), run.totals.active.end(), 0LL));
        double const exits = static_cast<double>(
            std::accumulate(run.totals.left.begin(), run.totals.left.end(), 0LL));
        check_share(exits / days, 1.0 - std::exp(-lambda), days);
    }
}

TEST_CASE("constant hazards that differ by user as a beta give beta-geometric retention") {
    // The daily probability theta of leaving is beta(a, b); the hazard is log(-log(1 - theta)) on a
    // trait of weight 1, so that 1 - exp(-exp(hazard)) = theta exactly, and S(t) = B(a, b + t + 1)
    // / B(a, b). Source: Fader & Hardie 2007, eq. 6.
    double const a = 0.7;
    double const b = 3.0;
    double const users = 100000;
    World world = reference::plain_world(100000, 90);
    boost::math::beta_distribution<> const theta(a, b);
    std::mt19937_64 engine(5);
    reference::add_trait(world, "hazard", [&](std::size_t) {
        double const u = (static_cast<double>(engine() >> 11) + 0.5) * 0x1p-53;
        return std::log(-std::log1p(-boost::math::quantile(theta, u)));
    });
    world.theory.causes[0].hazard = constant(0.0);
    world.theory.causes[0].hazard.traits = {{"hazard", just(1.0), 0.0}};
    auto const run = reference::run_kernel(world, closed_form_luck);
    for (int const t : {0, 1, 6, 14, 29, 90}) {
        INFO("day " << t);
        double const expected = boost::math::beta(a, b + t + 1.0) / boost::math::beta(a, b);
        check_share(property::still_in(run.outcomes, t), expected, users);
    }
}

TEST_CASE("competing causes share the exits in proportion to their hazards") {
    World world = reference::plain_world(100000, 40);
    std::vector<double> const hazards{0.02, 0.005, 0.04, 0.001};
    world.theory.causes.clear();
    for (double const hazard : hazards) {
        world.theory.causes.push_back(
            {"c" + std::to_string(hazard), "", constant(std::log(hazard))});
    }
    auto const run = reference::run_kernel(world, closed_form_luck);
    double const total = std::accumulate(hazards.begin(), hazards.end(), 0.0);
    check_share(property::still_in(run.outcomes, 40), std::exp(-total * 41.0), 100000);
    double const exits = 100000.0 * (1.0 - property::still_in(run.outcomes, 40));
    for (std::size_t c = 0; c < hazards.size(); ++c) {
        auto const of_cause = std::count(run.outcomes.cause.begin(), run.outcomes.cause.end(), c);
        INFO("cause " << c);
        check_share(static_cast<double>(of_cause) / exits, hazards[c] / total, exits);
    }
}

TEST_CASE("habit alone follows the asymptotic curve, up with use and down without") {
    double const gain = 0.07;
    double const loss = 0.03;
    World world = reference::plain_world(3, 100);
    world.theory.habit = {just(gain), just(loss)};
    std::size_t const row = agents::StateLayout(world.theory).habit;

    RowKeeper idle(row, world.horizon_days);
    (void)reference::run_kernel(world, closed_form_luck, 128, &idle);
    world.theory.engagement = constant(30.0);
    RowKeeper busy(row, world.horizon_days);
    (void)reference::run_kernel(world, closed_form_luck, 128, &busy);
    for (std::size_t t = 0; t <= 100; ++t) {
        auto const days = static_cast<double>(t);
        // Source: Lally et al. 2010, asymptotic growth. A hundred factors rounded to 6e-8 each.
        CHECK(busy.values[t][0] == Approx(1.0 - std::pow(1.0 - gain, days + 1.0)).epsilon(1e-5));
        CHECK(idle.values[t][0] == Approx(gain * std::pow(1.0 - loss, days)).epsilon(1e-5));
    }
}

TEST_CASE("distress alone is an AR(1) process with its stationary mean, variance and memory") {
    std::size_t const users = 100000;
    double const n = static_cast<double>(users);
    double const kappa = 0.2;
    double const sigma = 0.04; // bounds are 7.5 stationary standard deviations away
    World world = reference::plain_world(users, 61);
    world.theory.distress.reversion = just(kappa);
    world.theory.distress.noise = just(sigma);
    RowKeeper kept(agents::StateLayout(world.theory).distress, world.horizon_days);
    (void)reference::run_kernel(world, closed_form_luck, 128, &kept);

    double mean = 0.0;
    double variance = 0.0;
    double covariance = 0.0;
    for (std::size_t i = 0; i < users; ++i) {
        double const x = static_cast<double>(kept.values[60][i]) - 0.5;
        double const y = static_cast<double>(kept.values[61][i]) - 0.5;
        mean += x / n;
        variance += x * x / n;
        covariance += x * y / n;
    }
    // (1 - kappa)^122 = 2e-12 of the variance is still missing on day 60.
    double const stationary = sigma * sigma / (kappa * (2.0 - kappa));
    double const r = 1.0 - kappa;
    CHECK(std::abs(mean) <= z_two_sided * std::sqrt(stationary / n));
    CHECK(std::abs(variance - stationary) <= z_two_sided * stationary * std::sqrt(2.0 / n));
    CHECK(std::abs(covariance - r * stationary) <=
          z_two_sided * stationary * std::sqrt((1.0 + r * r) / n));
}

TEST_CASE("natural recovery pulls distress to a level that falls geometrically") {
    World world = reference::plain_world(1, 50);
    world.theory.distress.reversion = just(1.0);
    world.theory.distress.natural_recovery = just(0.02);
    RowKeeper kept(agents::StateLayout(world.theory).distress, world.horizon_days);
    auto const run = reference::run_kernel(world, closed_form_luck, 128, &kept);
    for (std::size_t t = 0; t <= 50; ++t) {
        CHECK(kept.values[t][0] ==
              Approx(0.5 * std::pow(0.98, static_cast<double>(t))).epsilon(1e-5));
    }
    CHECK(run.outcomes.distress_horizon[0] == Approx(0.5 * std::pow(0.98, 50)).epsilon(1e-5));
}

TEST_CASE("weekdays of installing are spread evenly, so two days in seven are weekends") {
    double const users = 70000;
    World world = reference::plain_world(70000, 6);
    RowKeeper kept(agents::StateLayout(world.theory).weekend, world.horizon_days);
    (void)reference::run_kernel(world, closed_form_luck, 128, &kept);
    double all = 0.0;
    for (auto const& of_day : kept.values) {
        double const weekends = std::accumulate(of_day.begin(), of_day.end(), 0.0);
        check_share(weekends / users, 2.0 / 7.0, users);
        all += weekends;
    }
    CHECK(all == 2.0 * users);
}
