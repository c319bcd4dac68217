#include "analysis/planning/claim.hpp"
#include "analysis/planning/event_count.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

std::vector<PlannedTest> tests_of_all_kinds() {
    return {{Superiority{Sides::two}, 0.05},
            {Superiority{Sides::one}, 0.05},
            {NonInferiority{-1.5}, 0.025},
            {NonInferiority{2}, 0.025},
            {Equivalence{-1, 1.2}, 0.05}};
}

} // namespace

TEST_CASE("power, error and effect are each other's inverses") {
    for (auto const& test : tests_of_all_kinds()) {
        for (double const effect : {0.3, 0.7}) {
            for (double const power : {0.5, 0.8, 0.95}) {
                double const error = error_for_power(test, effect, power);
                CHECK(power_of(test, effect, error) == Approx(power).epsilon(1e-10));
                double const back = effect_for_power(test, error, power);
                CHECK(power_of(test, back, error) == Approx(power).epsilon(1e-10));
            }
        }
    }
}

TEST_CASE("a superiority test without an effect is right as often as alpha says on its side") {
    CHECK(power_of({Superiority{Sides::two}, 0.05}, 0, 1) == Approx(0.025));
    CHECK(power_of({NonInferiority{-2}, 0.05}, -2, 0.5) == Approx(0.05));
    CHECK(std::isnan(error_for_power({}, 0, 0.8)));
}

TEST_CASE("on or beyond a margin nothing can be shown") {
    CHECK(std::isnan(error_for_power({NonInferiority{-2}, 0.05}, -2, 0.8)));
    CHECK(std::isnan(error_for_power({NonInferiority{std::log(1.3)}, 0.05}, std::log(1.4), 0.8)));
    CHECK(std::isnan(error_for_power({Equivalence{-1, 1}, 0.05}, 1.1, 0.8)));
    CHECK(std::isnan(effect_for_power({Equivalence{-1, 1}, 0.05}, 1, 0.8)));
    CHECK(power_of({Equivalence{-1, 1}, 0.05}, 0, 100) == 0);
    CHECK(std::isnan(power_of({}, std::nan(""), 1)));
}

TEST_CASE("people are rounded up in each group, but not for rounding's sake") {
    auto const equal = group_sizes(100, {});
    CHECK(equal.variant == 50);
    CHECK(equal.baseline == 50);
    auto const odd = group_sizes(100.5, {2});
    CHECK(odd.variant == 67);
    CHECK(odd.baseline == 34);
    CHECK(group_sizes(300, {2}).variant == 200);
    CHECK(group_sizes(0, {}).variant == 0);
}

TEST_CASE("a detectable hazard ratio is detected with its power") {
    EventPlan plan{};
    plan.allocation = {1.5};
    for (auto const method : {EventMethod::schoenfeld, EventMethod::freedman}) {
        plan.method = method;
        for (auto const direction : {Direction::fewer_events, Direction::more_events}) {
            double const ratio = detectable_ratio(plan, 200, 0.8, direction);
            CHECK((ratio < 1) == (direction == Direction::fewer_events));
            CHECK(power_of_events(plan, ratio, 200) == Approx(0.8));
        }
    }
    plan = {.test = {Equivalence{-std::log(1.4), std::log(1.25)}, 0.05}};
    double const low = detectable_ratio(plan, 1500, 0.8, Direction::fewer_events);
    double const high = detectable_ratio(plan, 1500, 0.8, Direction::more_events);
    CHECK(low < high);
    CHECK(power_of_events(plan, low, 1500) == Approx(0.8));
    CHECK(power_of_events(plan, high, 1500) == Approx(0.8));
    plan = {.test = {NonInferiority{std::log(1.3)}, 0.025}};
    double const worst = detectable_ratio(plan, 800, 0.8, Direction::fewer_events);
    CHECK(worst < 1.3);
    CHECK(power_of_events(plan, worst, 800) == Approx(0.8));
}

TEST_CASE("Schoenfeld's and Freedman's events are those of textbooks") {
    // Hazard ratio 0.5, two-sided 0.05, power 0.8: 65.3 and 70.6 events.
    EventPlan plan{};
    CHECK(events_needed(plan, 0.5, 0.8) == Approx(65.35).margin(0.01));
    plan.method = EventMethod::freedman;
    CHECK(events_needed(plan, 0.5, 0.8) == Approx(70.64).margin(0.01));
    CHECK(std::isnan(events_needed(plan, 1, 0.8)));
}
