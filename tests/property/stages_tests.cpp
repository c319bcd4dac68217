#include "tests/property/shares.hpp"
#include "tests/reference/kernel_run.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

using agents::Stage;
using agents::StageEnd;
using reference::constant;
using reference::just;
using reference::KernelRun;
using reference::World;

namespace {

constexpr agents::Luck stages_luck{.seed = 4711, .replicate = 2};

/// A stage that has the design's own features and prompts.
Stage stage_of(agents::Design const& design, agents::StageRule const& when, StageEnd until) {
    Stage stage;
    stage.name = "stage";
    stage.when = when;
    stage.until = until;
    stage.features = design.features;
    stage.prompts = design.prompts;
    return stage;
}

agents::StageRule at_once() {
    agents::StageRule rule;
    rule.days_since_install = 0;
    return rule;
}

agents::StageRule after_idle(int days) {
    agents::StageRule rule;
    rule.idle_days = days;
    return rule;
}

/// Nobody opens the app without the one feature, everybody does with it.
World feature_world(std::size_t users, int horizon_days) {
    World world = reference::plain_world(users, horizon_days);
    world.theory.features.push_back({"call", "", ""});
    world.theory.engagement.intercept = just(-30.0);
    world.theory.engagement.features.push_back({"call", just(60.0), 0.0});
    world.design.features = {0.0};
    return world;
}

std::vector<int> days_opened(KernelRun const& run, std::size_t user) {
    std::vector<int> days;
    for (int t = 0; t <= run.outcomes.horizon_days; ++t) {
        if (property::opened_on(run.outcomes, user, static_cast<std::size_t>(t))) {
            days.push_back(t);
        }
    }
    return days;
}

/// Days on which the totals of a column with one stage are not zero.
std::vector<int> days_of(std::vector<std::int64_t> const& totals) {
    std::vector<int> days;
    for (std::size_t t = 0; t < totals.size(); ++t) {
        if (totals[t] != 0) {
            days.push_back(static_cast<int>(t));
        }
    }
    return days;
}

/// Nothing that installing decides depends on features.
void free_installing_of_features(agents::Theory& theory) {
    auto const free_of_features = [](agents::LinearPredictor& predictor) {
        predictor.features.clear();
        predictor.products.clear();
    };
    for (auto& subtheme : theory.subthemes) {
        free_of_features(subtheme.first);
    }
    free_of_features(theory.session.expectation);
}

/// Whether two runs left the same bits, but for what is told of stages.
bool same_lives(KernelRun const& a, KernelRun const& b) {
    auto const& x = a.outcomes;
    auto const& y = b.outcomes;
    auto const& s = a.totals;
    auto const& t = b.totals;
    return x.leave_day == y.leave_day && x.cause == y.cause && x.use == y.use &&
           x.sessions == y.sessions && x.failed_attempts == y.failed_attempts &&
           x.distress_end == y.distress_end && x.alliance_start == y.alliance_start &&
           x.alliance_end == y.alliance_end && x.components_end == y.components_end &&
           s.active == t.active && s.prompts == t.prompts && s.distress == t.distress &&
           s.alliance == t.alliance && s.components == t.components && s.left == t.left;
}

} // namespace

TEST_CASE("a stage that everybody enters on day 0 for good is the design merged with it") {
    std::size_t different = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        World merged = reference::random_world(seed, 200);
        free_installing_of_features(merged.theory);
        merged.design.stages.clear();
        World staged = merged;
        staged.design.stages = {stage_of(merged.design, at_once(), StageEnd::for_good)};
        // What the design itself says is never in force.
        staged.design.prompts = reference::random_world(seed + 1, 1).design.prompts;
        for (double& degree : staged.design.features) {
            degree = 1.0 - degree;
        }
        auto const run = reference::run_kernel(staged, stages_luck);
        INFO("world " << seed);
        CHECK(same_lives(run, reference::run_kernel(merged, stages_luck)));
        CHECK(run.totals.in_stage == run.totals.active);
        CHECK(run.totals.entered_stage[0] == 200);
        CHECK(run.totals.switched_stage[0] == 200);
        staged.design.stages.clear();
        different += same_lives(reference::run_kernel(staged, stages_luck), run) ? 0U : 1U;
    }
    CHECK(different > 35);
}

TEST_CASE("a stage whose rule never holds changes nothing") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        World plain = reference::random_world(seed, 200);
        plain.design.stages.clear();
        World staged = plain;
        Stage never = stage_of(plain.design, after_idle(3000), StageEnd::use);
        never.features.assign(never.features.size(), 1.0);
        staged.design.stages = {never};
        auto const run = reference::run_kernel(staged, stages_luck);
        CHECK(same_lives(run, reference::run_kernel(plain, stages_luck)));
        CHECK(days_of(run.totals.in_stage).empty());
        CHECK(days_of(run.totals.switched_stage).empty());
    }
}

TEST_CASE("who goes back from a stage has the design's own fixed parts again") {
    // The stage that people go in and out of is like the design; another, that nobody enters,
    // makes the kernel keep copies of everything.
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        World plain = reference::random_world(seed, 200);
        plain.design.stages.clear();
        World staged = plain;
        Stage twin = stage_of(plain.design, {}, StageEnd::days);
        twin.when.distress_at_least = 0.5;
        twin.days = 1;
        Stage other = stage_of(plain.design, after_idle(3000), StageEnd::use);
        other.features.assign(other.features.size(), 0.77);
        staged.design.stages = {other, twin};
        auto const run = reference::run_kernel(staged, stages_luck);
        CHECK(same_lives(run, reference::run_kernel(plain, stages_luck)));
        auto const& in = run.totals.in_stage;
        auto const& switches = run.totals.switched_stage;
        CHECK(std::accumulate(in.begin(), in.end(), std::int64_t{0}) > 0);
        CHECK(std::count_if(switches.begin(), switches.end(), [](auto n) { return n > 0; }) > 5);
    }
}

TEST_CASE("a stage until use brings idle users back, lets them go, and brings them back again") {
    World world = feature_world(50, 12);
    Stage calling = stage_of(world.design, after_idle(2), StageEnd::use);
    calling.features = {1.0};
    world.design.stages = {calling};
    auto const run = reference::run_kernel(world, stages_luck);
    // Opened on day 0; two idle days have passed on the morning of day 3.
    CHECK(days_opened(run, 7) == std::vector<int>{0, 3, 6, 9, 12});
    CHECK(days_of(run.totals.in_stage) == std::vector<int>{3, 6, 9, 12});
    CHECK(days_of(run.totals.entered_stage) == std::vector<int>{3, 6, 9, 12});
    CHECK(days_of(run.totals.switched_stage) == std::vector<int>{3, 4, 6, 7, 9, 10, 12});
    CHECK(run.totals.in_stage[3] == 50);
}

TEST_CASE("a stage for good is never left, one of some days is left or entered anew") {
    World world = reference::plain_world(20, 10);
    world.design.stages = {stage_of(world.design, after_idle(3), StageEnd::for_good)};
    auto run = reference::run_kernel(world, stages_luck);
    CHECK(days_of(run.totals.in_stage) == std::vector<int>{4, 5, 6, 7, 8, 9, 10});
    CHECK(days_of(run.totals.entered_stage) == std::vector<int>{4});

    world.design.stages[0].until = StageEnd::days;
    world.design.stages[0].days = 2;
    run = reference::run_kernel(world, stages_luck);
    // The rule still holds when two days are over.
    CHECK(days_of(run.totals.in_stage) == std::vector<int>{4, 5, 6, 7, 8, 9, 10});
    CHECK(days_of(run.totals.entered_stage) == std::vector<int>{4, 6, 8, 10});
    CHECK(days_of(run.totals.switched_stage) == std::vector<int>{4});

    world.design.stages[0].when.ignored_prompts = 1; // and nobody is prompted
    CHECK(days_of(reference::run_kernel(world, stages_luck).totals.in_stage).empty());
}

TEST_CASE("of several stages whose rules hold the first is entered") {
    World world = reference::plain_world(20, 10);
    Stage const late = stage_of(world.design, after_idle(5), StageEnd::for_good);
    Stage soon = stage_of(world.design, after_idle(2), StageEnd::days);
    soon.days = 1;
    world.design.stages = {late, soon};
    auto const run = reference::run_kernel(world, stages_luck);
    std::vector<int> first;
    std::vector<int> second;
    for (std::size_t t = 0; t <= 10; ++t) {
        if (run.totals.in_stage[2 * t] > 0) {
            first.push_back(static_cast<int>(t));
        }
        if (run.totals.in_stage[2 * t + 1] > 0) {
            second.push_back(static_cast<int>(t));
        }
    }
    CHECK(second == std::vector<int>{3, 4, 5});
    CHECK(first == std::vector<int>{6, 7, 8, 9, 10});
}

TEST_CASE("prompts of a stage stand in for the design's own while it lasts") {
    World world = reference::plain_world(10, 12);
    world.design.prompts.policy = agents::PromptPolicy::fixed;
    world.design.prompts.at = {false, true, false, false};
    Stage quiet = stage_of(world.design, {}, StageEnd::days);
    quiet.when.ignored_prompts = 4;
    quiet.days = 3;
    quiet.prompts = {};
    world.design.stages = {quiet};
    auto const run = reference::run_kernel(world, stages_luck);
    // Ignored on days 1 to 4 (day 0 has the first attempt); then the stage never ends: nothing that
    // is sent is nothing that is ignored, and nobody comes back.
    CHECK(days_of(run.totals.prompts) == std::vector<int>{0, 1, 2, 3, 4});
    CHECK(days_of(run.totals.in_stage) == std::vector<int>{5, 6, 7, 8, 9, 10, 11, 12});
    CHECK(days_of(run.totals.entered_stage) == std::vector<int>{5, 8, 11});
}

TEST_CASE("first impressions stay those of installing when a stage changes features") {
    World world = reference::plain_world(1, 30);
    world.theory.features.push_back({"warm", "", ""});
    auto& subtheme = world.theory.subthemes[0];
    subtheme.first = constant(-1.0);
    subtheme.first.features.push_back({"warm", just(2.0), 0.0});
    subtheme.target = subtheme.first;
    subtheme.fading_rate = just(0.5);
    world.design.features = {0.0};
    Stage warm = stage_of(world.design, after_idle(2), StageEnd::for_good);
    warm.features = {1.0};
    world.design.stages = {warm};
    auto const run = reference::run_kernel(world, stages_luck);
    // Nobody opens the app again, so the state is what it was on installing.
    CHECK(run.outcomes.alliance_end[0] == run.outcomes.alliance_start[0]);
    CHECK(run.outcomes.alliance_start[0] == Approx(1.0 / (1.0 + std::exp(1.0))));
}
