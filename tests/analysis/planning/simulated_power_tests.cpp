#include "analysis/planning/hazard_ratio_trial.hpp"
#include "analysis/planning/restricted_mean_trial.hpp"
#include "analysis/planning/simulated_power.hpp"
#include "analysis/planning/size_search.hpp"
#include "tests/analysis/simulate.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace analysis;

namespace {

/// People with exponential times, all seen to the end.
EventTable population(double hazard, std::size_t people, std::uint64_t seed) {
    tests::Luck luck(seed);
    EventTable table;
    for (std::size_t i = 0; i < people; ++i) {
        table.time.push_back(luck.exponential() / hazard);
        table.status.push_back(1);
    }
    return table;
}

EventTable const& baseline() {
    static auto const table = population(0.02, 20000, 1);
    return table;
}
EventTable const& variant() {
    static auto const table = population(0.014, 20000, 2);
    return table;
}

/// Events a day, everybody seen to the end.
double rate_of(EventTable const& table) {
    return static_cast<double>(table.size()) /
           std::accumulate(table.time.begin(), table.time.end(), 0.0);
}

SimulatedTrial trial_of(std::size_t people) {
    return {.people = {people, people},
            .enrolment = {.accrual_days = 30, .follow_up_days = 90, .loss_rate = 0.003}};
}

/// Five standard errors of a share: a false alarm in a million.
void near(double share, double expected, std::size_t trials) {
    double const error = std::sqrt(expected * (1 - expected) / static_cast<double>(trials));
    CHECK(std::abs(share - expected) < 5 * error);
}

} // namespace

TEST_CASE("simulated power does not depend on the number of threads") {
    PowerSimulation simulation{.trials = 60, .seed = 5};
    simulation.loop.threads = 1;
    auto const one = simulated_power(variant(), baseline(), trial_of(60), simulation);
    simulation.loop.threads = 4;
    auto const four = simulated_power(variant(), baseline(), trial_of(60), simulation);
    CHECK(one.shown == four.shown);
    CHECK(one.mean_events == four.mean_events);
    simulation.seed = 6;
    CHECK(simulated_power(variant(), baseline(), trial_of(60), simulation).mean_events !=
          one.mean_events);
}

TEST_CASE("a larger trial has the smaller one's people, and more") {
    auto const small = simulate_trial(variant(), baseline(), trial_of(20), 3, 7);
    auto const large = simulate_trial(variant(), baseline(), trial_of(50), 3, 7);
    CHECK(std::equal(small.variant.time.begin(), small.variant.time.end(),
                     large.variant.time.begin()));
    CHECK(std::equal(small.baseline.status.begin(), small.baseline.status.end(),
                     large.baseline.status.begin()));
    CHECK(small.variant.time !=
          simulate_trial(variant(), baseline(), trial_of(20), 3, 8).variant.time);
}

TEST_CASE("simulated trials see as many events as the formula says") {
    auto const groups = simulate_trial(baseline(), baseline(), trial_of(40000), 9, 0);
    auto const& enrolment = trial_of(1).enrolment;
    auto const events = std::count(groups.variant.status.begin(), groups.variant.status.end(), 1);
    near(static_cast<double>(events) / 40000,
         event_probability(ExponentialLifetime{0.02}, enrolment), 20000);
    CHECK(*std::max_element(groups.variant.time.begin(), groups.variant.time.end()) <= 120);
}

TEST_CASE("a share lost early is lost by its day") {
    SimulatedTrial trial{.people = {20000, 1}, .enrolment = {.follow_up_days = 1e6}};
    trial.loss = {.share = 0.3, .by_day = 1e-3};
    auto const groups = simulate_trial(baseline(), baseline(), trial, 9, 0);
    auto const lost = std::count(groups.variant.status.begin(), groups.variant.status.end(), 0);
    near(static_cast<double>(lost) / 20000, 0.3, 20000);
}

TEST_CASE("who is drawn, when they enrol and when they are lost hang together in no way") {
    EventTable halves;
    halves.time.assign(500, 1000);
    halves.time.resize(1000, 2000);
    halves.status.assign(1000, 1);
    SimulatedTrial trial{
        .people = {20000, 1},
        .enrolment = {.accrual_days = 1000, .follow_up_days = 1500, .loss_rate = 0.0005}};
    trial.loss = {.share = 0.2, .by_day = 1e-3};
    auto const times = simulate_trial(halves, halves, trial, 10, 0).variant;
    auto const share_at = [&](double t) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < times.size(); ++i) {
            count += times.time[i] == t && times.status[i] == 1 ? 1U : 0U;
        }
        return static_cast<double>(count) / 20000;
    };
    near(share_at(1000), 0.5 * 0.8 * std::exp(-0.5), 20000);
    near(share_at(2000), 0.5 * 0.8 * 0.5 * std::exp(-1), 20000);
}

TEST_CASE("an effect is above 0 when people stay longer under the variant") {
    auto const better = simulate_trial(variant(), baseline(), trial_of(2000), 4, 0);
    auto const worse = simulate_trial(baseline(), variant(), trial_of(2000), 4, 0);
    std::vector<TrialAnalysis> const analyses{ByLogRank{}, ByRestrictedMean{60}, BySurvival{30}};
    for (auto const& analysis : analyses) {
        CHECK(analyse(better, analysis).value > 3 * analyse(better, analysis).standard_error);
        CHECK(analyse(worse, analysis).value < -3 * analyse(worse, analysis).standard_error);
    }
    PowerSimulation const simulation{.trials = 20, .seed = 16};
    CHECK(simulated_power(baseline(), variant(), trial_of(2000), simulation).opposite == 20);
}

TEST_CASE("without an effect trials are wrong as often as alpha says") {
    PowerSimulation simulation{.trials = 1500, .seed = 11};
    std::vector<TrialAnalysis> const analyses{ByLogRank{}, ByRestrictedMean{60}, BySurvival{30}};
    for (auto const& analysis : analyses) {
        simulation.analysis = analysis;
        auto const power = simulated_power(baseline(), baseline(), trial_of(150), simulation);
        near(static_cast<double>(power.shown + power.opposite) / 1500, 0.05, 1500);
        CHECK(power.undefined == 0);
    }
}

TEST_CASE("simulated power is near the formulas'") {
    HazardRatioTrial const planned{.baseline = ExponentialLifetime{rate_of(baseline())},
                                   .enrolment = trial_of(1).enrolment};
    double const ratio = rate_of(variant()) / rate_of(baseline());
    PowerSimulation simulation{.trials = 1500, .seed = 12};
    auto const by_log_rank = simulated_power(variant(), baseline(), trial_of(130), simulation);
    near(by_log_rank.power.value, power_of_people(planned, ratio, 260), 1500);

    RestrictedMeanTrial const means{.variant = CurveLifetime{kaplan_meier(variant())},
                                    .baseline = CurveLifetime{kaplan_meier(baseline())},
                                    .tau = 90,
                                    .enrolment = trial_of(1).enrolment};
    simulation.analysis = ByRestrictedMean{90};
    auto const by_mean = simulated_power(variant(), baseline(), trial_of(130), simulation);
    near(by_mean.power.value, power_of_people(means, 260), 1500);
}

TEST_CASE("the search finds the people that the formula asks for") {
    HazardRatioTrial const planned{.baseline = ExponentialLifetime{rate_of(baseline())},
                                   .enrolment = trial_of(1).enrolment};
    PowerSimulation const simulation{.trials = 400, .seed = 13};
    auto const size = people_for_power(variant(), baseline(), trial_of(0), simulation, {});
    double const expected = people_needed(planned, rate_of(variant()) / rate_of(baseline()), 0.8);
    // Five Monte Carlo errors, on the scale of the limits.
    CHECK(std::abs(size.people - expected) < 2.6 * (size.high - size.low) / 2);
    CHECK(size.low < size.people);
    CHECK(size.people < size.high);
    CHECK(std::is_sorted(size.tried.begin(), size.tried.end(), [](auto const& a, auto const& b) {
        return a.people.variant < b.people.variant;
    }));
}

TEST_CASE("a power that cannot be reached has no number of people") {
    PowerSimulation const simulation{.trials = 50, .seed = 14};
    auto const size = people_for_power(baseline(), baseline(), trial_of(0), simulation,
                                       {.power = 0.9, .most = 500});
    CHECK(std::isnan(size.people));
    CHECK(std::isnan(size.low));
    CHECK(size.tried.size() == 4);
}

TEST_CASE("trials that define no effect show nothing") {
    PowerSimulation simulation{.trials = 20, .seed = 15};
    EventTable nobody_leaves = baseline();
    std::fill(nobody_leaves.status.begin(), nobody_leaves.status.end(), 0);
    auto const power = simulated_power(nobody_leaves, nobody_leaves, trial_of(20), simulation);
    CHECK(power.undefined == 20);
    CHECK(power.shown == 0);
    CHECK(power.mean_events == 0);
}

TEST_CASE("a verdict is that of the claim") {
    PlannedTest const two{Superiority{Sides::two}, 0.05};
    CHECK(verdict(two, {2, 1}) == Verdict::shown);
    CHECK(verdict(two, {-2, 1}) == Verdict::opposite);
    CHECK(verdict(two, {1.9, 1}) == Verdict::not_shown);
    CHECK(verdict({Superiority{Sides::one}, 0.05}, {1.9, 1}) == Verdict::shown);
    CHECK(verdict({Superiority{Sides::one}, 0.05}, {-9, 1}) == Verdict::not_shown);
    CHECK(verdict({NonInferiority{-2}, 0.025}, {0, 1}) == Verdict::shown);
    CHECK(verdict({NonInferiority{-2}, 0.025}, {-0.1, 1}) == Verdict::not_shown);
    CHECK(verdict({Equivalence{-2, 2}, 0.05}, {0.3, 1}) == Verdict::shown);
    CHECK(verdict({Equivalence{-2, 2}, 0.05}, {0.4, 1}) == Verdict::not_shown);
}
