#include "analysis/planning/group_sequential.hpp"
#include "analysis/planning/hazard_ratio_trial.hpp"
#include "analysis/planning/restricted_mean_trial.hpp"
#include "analysis/planning/size_search.hpp"
#include "tests/analysis/frame.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <map>

using namespace analysis;

namespace {

void agrees(std::string const& key, double value, double tolerance = 1e-8) {
    INFO(key);
    double const expected = tests::numbers_of_r("planning").at(key);
    CHECK(value == Approx(expected).epsilon(tolerance).margin(1e-14));
}

PlannedTest const two_sided{Superiority{Sides::two}, 0.05};
Enrolment const enrolment{.accrual_days = 60, .follow_up_days = 90, .loss_rate = 0.004};
Lifetime const exponential = ExponentialLifetime{0.01};

std::map<std::string, Lifetime> lifetimes() {
    return {{"exponential", exponential},
            {"weibull", WeibullLifetime{1.5, 80}},
            {"piecewise", PiecewiseLifetime{{7, 30}, {0.05, 0.02, 0.005}}}};
}

RestrictedMeanTrial restricted_mean_trial(PlannedTest const& test) {
    return {.variant = WeibullLifetime{1.5, 80},
            .baseline = exponential,
            .tau = 100,
            .enrolment = enrolment,
            .test = test};
}

} // namespace

TEST_CASE("the formulas written in R give the same events for a hazard ratio") {
    for (double const ratio : {0.5, 0.7, 1.4}) {
        for (double const r : {1.0, 2.0}) {
            EventPlan plan{.test = two_sided, .allocation = {r}};
            agrees(fmt::format("events.schoenfeld.{}.{}", ratio, r),
                   events_needed(plan, ratio, 0.9));
            plan.test = {Superiority{Sides::one}, 0.05};
            agrees(fmt::format("power.schoenfeld.{}.{}", ratio, r),
                   power_of_events(plan, ratio, 150));
            plan.test.alpha = 0.025;
            plan.method = EventMethod::freedman;
            agrees(fmt::format("events.freedman.{}.{}", ratio, r), events_needed(plan, ratio, 0.8));
        }
    }
    EventPlan const non_inferior{.test = {NonInferiority{std::log(1.3)}, 0.025}};
    agrees("events.non_inferior", events_needed(non_inferior, 0.95, 0.8));
    EventPlan const equivalent{.test = {Equivalence{-std::log(1.3), std::log(1.3)}, 0.05}};
    agrees("power.equivalent", power_of_events(equivalent, 1.05, 700));
    agrees("events.equivalent", events_needed(equivalent, 1.05, 0.8));
    EventPlan const hopeless{.test = {Equivalence{-std::log(1.1), std::log(1.1)}, 0.05}};
    agrees("power.equivalent.hopeless", power_of_events(hopeless, 1, 50));
}

TEST_CASE("R's integrate gives the same probabilities of seeing an event") {
    Enrolment const at_once{.follow_up_days = 90, .loss_rate = 0.004};
    for (auto const& [name, lifetime] : lifetimes()) {
        agrees("seen." + name, event_probability(lifetime, enrolment));
        agrees("seen." + name + ".at_once", event_probability(lifetime, at_once));
    }
    agrees("seen.exponential.closed", event_probability(exponential, enrolment));
}

TEST_CASE("the formulas written in R give the same numbers of people for a hazard ratio") {
    HazardRatioTrial const trial{.baseline = exponential,
                                 .enrolment = enrolment,
                                 .plan = {.test = two_sided, .allocation = {2}}};
    agrees("people.hazard_ratio", people_needed(trial, 0.7, 0.9));
    agrees("power.people.400", power_of_people(trial, 0.7, 400));
    agrees("people.lachin_foulkes",
           lachin_foulkes_people({0.007}, {0.01}, enrolment, {2}, two_sided, 0.9));
}

TEST_CASE("R's integrate gives the same variances of restricted means, and people for them") {
    for (auto const& [name, lifetime] : lifetimes()) {
        agrees("rmst." + name, area_under(lifetime, 0, 100));
        agrees("rmst.variance." + name, restricted_mean_variance(lifetime, 100, enrolment));
    }
    agrees("people.rmst", people_needed(restricted_mean_trial(two_sided), 0.8));
    agrees("power.rmst.300", power_of_people(restricted_mean_trial(two_sided), 300));
    agrees("people.rmst.non_inferior",
           people_needed(restricted_mean_trial({NonInferiority{-5}, 0.025}), 0.9));
    agrees("power.rmst.equivalent",
           power_of_people(restricted_mean_trial({Equivalence{-20, 20}, 0.05}), 500));
}

TEST_CASE("without censoring a curve's variance is that of the truncated time") {
    auto const frame = tests::data_set("lung");
    auto status = frame.integer("status");
    for (int& s : status) {
        --s;
    }
    Lifetime const lung = CurveLifetime{kaplan_meier(tests::table(frame.number("time"), status))};
    agrees("rmst.lung", area_under(lung, 0, 500));
    agrees("rmst.variance.lung",
           restricted_mean_variance(lung, 500, {.accrual_days = 0, .follow_up_days = 900}));
}

TEST_CASE("a recursion on a fine grid in R gives the same sequential bounds") {
    std::map<std::string, std::vector<double>> const looks{{"equal", equal_looks(5)},
                                                           {"uneven", {0.3, 0.45, 1}}};
    std::map<std::string, Spending> const rules{{"obrien_fleming", OBrienFlemingSpending{}},
                                                {"pocock", PocockSpending{}}};
    for (auto const& [name, times] : looks) {
        for (auto const& [rule, spending] : rules) {
            auto const two = spending_boundary(times, 0.05, Sides::two, spending);
            auto const one = spending_boundary(times, 0.025, Sides::one, spending);
            for (std::size_t k = 0; k < times.size(); ++k) {
                agrees(fmt::format("bound.{}.{}.two.{}", rule, name, k + 1), two.z[k]);
                agrees(fmt::format("bound.{}.{}.one.{}", rule, name, k + 1), one.z[k]);
            }
        }
    }
    for (int const n : {2, 5}) {
        agrees(fmt::format("constant.obrien_fleming.{}", n),
               obrien_fleming_boundary(equal_looks(n), 0.05, Sides::two).z.back());
        agrees(fmt::format("constant.pocock.{}", n),
               pocock_boundary(equal_looks(n), 0.05, Sides::two).z.front());
    }
}

TEST_CASE("a recursion on a fine grid in R gives the same crossing probabilities and drift") {
    SequentialBoundary const boundary{
        .information = {0.25, 0.5, 0.9, 1}, .z = {4, 2.8, 2.1, 2}, .sides = Sides::two};
    auto const stopping = stopping_probabilities(boundary, 2.5);
    for (std::size_t k = 0; k < 4; ++k) {
        agrees(fmt::format("crossed.upper.{}", k + 1), stopping.upper[k]);
        agrees(fmt::format("crossed.lower.{}", k + 1), stopping.lower[k]);
    }
    agrees("drift.pocock.5",
           drift_for_power(pocock_boundary(equal_looks(5), 0.05, Sides::two), 0.9));
}

TEST_CASE("R's isoreg pools the same neighbours") {
    std::vector<double> const values{0.1, 0.4, 0.3, 0.2, 0.6};
    auto const fit = ascending_fit(values);
    agrees("pooled.1", fit[2]);
    CHECK(fit.front() == 0.1);
    CHECK(fit.back() == 0.6);
}
