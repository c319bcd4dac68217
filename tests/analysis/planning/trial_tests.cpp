#include "analysis/planning/hazard_ratio_trial.hpp"
#include "analysis/planning/restricted_mean_trial.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

HazardRatioTrial hazard_ratio_trial() {
    return {.baseline = WeibullLifetime{0.8, 60},
            .enrolment = {.accrual_days = 30, .follow_up_days = 90, .loss_rate = 0.002}};
}

} // namespace

TEST_CASE("people, power and ratio of a log-rank trial are each other's inverses") {
    auto const trial = hazard_ratio_trial();
    double const people = people_needed(trial, 0.75, 0.85);
    CHECK(power_of_people(trial, 0.75, people) == Approx(0.85).epsilon(1e-10));
    CHECK(detectable_ratio(trial, people, 0.85, Direction::fewer_events) ==
          Approx(0.75).epsilon(1e-9));
    double const worse = detectable_ratio(trial, people, 0.85, Direction::more_events);
    CHECK(worse > 1);
    CHECK(power_of_people(trial, worse, people) == Approx(0.85).epsilon(1e-9));
}

TEST_CASE("more loss, smaller effects and more power ask for more people") {
    auto trial = hazard_ratio_trial();
    double const people = people_needed(trial, 0.75, 0.85);
    CHECK(people_needed(trial, 0.8, 0.85) > people);
    CHECK(people_needed(trial, 0.75, 0.9) > people);
    trial.enrolment.loss_rate = 0.02;
    CHECK(people_needed(trial, 0.75, 0.85) > people);
    CHECK(std::isnan(people_needed(trial, 1, 0.85)));
    CHECK(std::isnan(detectable_ratio(trial, 2, 0.95, Direction::fewer_events)));
}

TEST_CASE("near a ratio of 1 Lachin and Foulkes need as many people as Schoenfeld") {
    Enrolment const enrolment{.accrual_days = 30, .follow_up_days = 90, .loss_rate = 0.002};
    HazardRatioTrial const trial{.baseline = ExponentialLifetime{0.02}, .enrolment = enrolment};
    double const rates = lachin_foulkes_people({0.0198}, {0.02}, enrolment, {}, PlannedTest{}, 0.9);
    CHECK(people_needed(trial, 0.99, 0.9) == Approx(rates).epsilon(1e-3));
    CHECK(std::isnan(lachin_foulkes_people({0.02}, {0.02}, enrolment, {}, PlannedTest{}, 0.9)));
}

TEST_CASE("people, power and difference of a restricted-mean trial are each other's inverses") {
    RestrictedMeanTrial trial{.variant = ExponentialLifetime{0.015},
                              .baseline = ExponentialLifetime{0.02},
                              .tau = 90,
                              .enrolment = {.accrual_days = 30, .follow_up_days = 90}};
    double const people = people_needed(trial, 0.8);
    CHECK(power_of_people(trial, people) == Approx(0.8).epsilon(1e-10));
    CHECK(detectable_difference(trial, people, 0.8) ==
          Approx(restricted_mean_effect(trial)).epsilon(1e-10));
    trial.test = {NonInferiority{-3}, 0.025};
    CHECK(people_needed(trial, 0.8) < people);
    trial.variant = trial.baseline;
    trial.test = {};
    CHECK(restricted_mean_effect(trial) == 0);
    CHECK(std::isnan(people_needed(trial, 0.8)));
}
