#include "tests/property/shares.hpp"
#include "tests/reference/kernel_run.hpp"

#include <catch2/catch.hpp>
#include <numeric>

using reference::constant;
using reference::just;
using reference::KernelDay;
using reference::World;

namespace {

constexpr agents::Luck rules_luck{.seed = 77, .replicate = 0};

/// Prompts in every day-part, every day.
World prompting_world(std::size_t users, int horizon_days) {
    World world = reference::plain_world(users, horizon_days);
    world.design.prompts.policy = agents::PromptPolicy::fixed;
    world.design.prompts.at = {true, true, true, true};
    return world;
}

/// Every user's diary in a random world of each policy.
template <class Check>
void in_worlds_of(agents::PromptPolicy policy, Check const& check) {
    for (std::uint64_t n = 0; n < 8; ++n) {
        std::uint64_t const seed = 6 * n + static_cast<std::uint64_t>(policy);
        World world = reference::random_world(seed, 100);
        REQUIRE(world.design.prompts.policy == policy);
        world.design.stages.clear(); // which would bring policies of their own
        world.design.prompts.stop_after_ignored = static_cast<int>(n % 4) * 2;
        agents::StateLayout const layout(world.theory);
        reference::Diary diary(layout, 100);
        (void)reference::run_kernel(world, rules_luck, 128, &diary);
        for (auto const& life : diary.lives) {
            check(world, layout, life);
        }
    }
}

int prompts_of(KernelDay const& day, agents::StateLayout const& layout) {
    int prompts = 0;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        prompts += day.rows[layout.prompted + p] > 0.0F ? 1 : 0;
    }
    return prompts;
}

} // namespace

TEST_CASE("prompts keep to their day-parts, their cap and their back-off under every policy") {
    for (auto const policy : {agents::PromptPolicy::none, agents::PromptPolicy::fixed,
                              agents::PromptPolicy::random, agents::PromptPolicy::on_need,
                              agents::PromptPolicy::after_idle, agents::PromptPolicy::learned}) {
        std::size_t broken = 0;
        std::size_t prompts = 0;
        in_worlds_of(policy, [&](World const& world, auto const& layout, auto const& life) {
            agents::Prompts const& rule = world.design.prompts;
            int ignored = 0;
            for (std::size_t t = 0; t < life.size(); ++t) {
                KernelDay const& day = life[t];
                int const today = prompts_of(day, layout);
                prompts += static_cast<std::size_t>(today);
                broken += today > rule.cap_a_day ? 1U : 0U;
                broken +=
                    rule.stop_after_ignored > 0 && ignored >= rule.stop_after_ignored && today > 0
                        ? 1U
                        : 0U;
                bool any = false;
                for (std::size_t p = 0; p < agents::day_parts; ++p) {
                    bool const prompted = day.rows[layout.prompted + p] > 0.0F;
                    broken += prompted && !rule.at[p] ? 1U : 0U;
                    ignored += prompted && !day.attempted[p] ? 1 : 0;
                    any = any || day.attempted[p];
                }
                ignored = any ? 0 : ignored;
            }
        });
        INFO("policy " << static_cast<int>(policy));
        CHECK(broken == 0);
        CHECK((prompts > 0) == (policy != agents::PromptPolicy::none));
    }
}

TEST_CASE("who never answers gets prompts until enough in a row were ignored, and no more") {
    World world = prompting_world(10, 30);
    world.design.prompts.cap_a_day = 2;
    world.design.prompts.stop_after_ignored = 5;
    auto const run = reference::run_kernel(world, rules_luck);
    // Day 0 has the first attempt and so ignores none in a row; then 2, 4, 6 are ignored and 6
    // >= 5.
    for (std::size_t t = 0; t <= 30; ++t) {
        CHECK(run.totals.prompts[t] == (t <= 3 ? 20 : 0));
    }
}

TEST_CASE("prompts after idle days wait for them") {
    World world = prompting_world(10, 10);
    world.design.prompts.policy = agents::PromptPolicy::after_idle;
    world.design.prompts.idle_days = 3;
    auto const run = reference::run_kernel(world, rules_luck);
    // Opened on day 0, so three idle days have passed when day 4 begins.
    for (std::size_t t = 0; t <= 10; ++t) {
        CHECK(run.totals.prompts[t] == (t < 4 ? 0 : 40));
    }
}

TEST_CASE("who installs opens the app on day 0, and only then without engagement") {
    World const world = reference::plain_world(1000, 20);
    auto const& out = reference::run_kernel(world, rules_luck).outcomes;
    for (std::size_t i = 0; i < out.users; ++i) {
        REQUIRE(out.last_use[i] == 0);
        REQUIRE(out.days_used[i] == 1);
        REQUIRE(out.sessions[i] == 1);
    }
}

TEST_CASE("who never gets the app open has no last use, no day of use and only failed attempts") {
    World world = reference::plain_world(1000, 20);
    world.theory.engagement = constant(0.0);
    world.theory.instruments.push_back({.name = "asked",
                                        .describes = "",
                                        .source = "",
                                        .low = 1.0,
                                        .high = 5.0,
                                        .noise = just(0.0),
                                        .days = {0, 10},
                                        .active_within_days = 30,
                                        .items = {{"", 0.0, {1.0}}}});
    world.design.reliability = 0.0;
    auto const run = reference::run_kernel(world, rules_luck);
    agents::Outcomes const& out = run.outcomes;
    for (std::size_t i = 0; i < out.users; ++i) {
        REQUIRE(out.last_use[i] == agents::never);
        REQUIRE(out.days_used[i] == 0);
        REQUIRE(out.sessions[i] == 0);
        REQUIRE(out.failed_attempts[i] > 0);
        REQUIRE(std::isnan(out.scores[0][2 * i]));
        REQUIRE(std::isnan(out.scores[0][2 * i + 1]));
    }
    CHECK(std::all_of(out.use.begin(), out.use.end(), [](int byte) { return byte == 0; }));
    CHECK(std::accumulate(run.totals.opened.begin(), run.totals.opened.end(), 0LL) == 0);
}

TEST_CASE("days of use, last use and leaving tell one story") {
    std::size_t wrong = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        World const world = reference::random_world(seed, 300);
        auto const& out = reference::run_kernel(world, rules_luck).outcomes;
        REQUIRE(out.bytes_of_use == static_cast<std::size_t>(world.horizon_days + 8) / 8);
        for (std::size_t i = 0; i < out.users; ++i) {
            int days = 0;
            int last = agents::never;
            for (std::size_t t = 0; t < 8 * out.bytes_of_use; ++t) {
                if (property::opened_on(out, i, t)) {
                    ++days;
                    last = static_cast<int>(t);
                }
            }
            bool const left = out.leave_day[i] != agents::never;
            wrong += days != out.days_used[i] ? 1U : 0U;
            wrong += last != out.last_use[i] ? 1U : 0U;
            wrong += last > (left ? out.leave_day[i] : world.horizon_days) ? 1U : 0U;
            wrong += left != (out.cause[i] != agents::no_cause) ? 1U : 0U;
            wrong += left && out.cause[i] >= world.theory.causes.size() ? 1U : 0U;
            wrong += out.sessions[i] < out.days_used[i] ? 1U : 0U;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("day totals are what the columns of users add up to") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        World const world = reference::random_world(seed, 300);
        auto const run = reference::run_kernel(world, rules_luck);
        agents::Outcomes const& out = run.outcomes;
        auto const days = static_cast<std::size_t>(world.horizon_days) + 1;
        std::size_t const causes = world.theory.causes.size();
        std::vector<std::int64_t> active(days, 0);
        std::vector<std::int64_t> opened(days, 0);
        std::vector<std::int64_t> left(days * causes, 0);
        for (std::size_t i = 0; i < out.users; ++i) {
            bool const gone = out.leave_day[i] != agents::never;
            std::size_t const last = gone ? static_cast<std::size_t>(out.leave_day[i]) : days - 1;
            for (std::size_t t = 0; t < days; ++t) {
                active[t] += t <= last ? 1 : 0;
                opened[t] += property::opened_on(out, i, t) ? 1 : 0;
            }
            left[last * causes + (gone ? out.cause[i] : 0U)] += gone ? 1 : 0;
        }
        INFO("world " << seed);
        CHECK(run.totals.active == active);
        CHECK(run.totals.opened == opened);
        CHECK(run.totals.left == left);
        auto const sum = [](auto const& values) {
            return std::accumulate(values.begin(), values.end(), std::int64_t{0});
        };
        CHECK(sum(run.totals.sessions) == sum(out.sessions));
        CHECK(sum(run.totals.failed_attempts) == sum(out.failed_attempts));
    }
}
