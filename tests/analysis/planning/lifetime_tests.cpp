#include "analysis/planning/enrolment.hpp"
#include "analysis/planning/lifetime.hpp"
#include "analysis/planning/restricted_mean_trial.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

std::vector<Lifetime> smooth_lifetimes() {
    return {ExponentialLifetime{0.02}, WeibullLifetime{0.6, 50}, WeibullLifetime{2, 50},
            PiecewiseLifetime{{10, 40}, {0.03, 0, 0.01}}};
}

} // namespace

TEST_CASE("areas under survival add up, and are those of thin slices") {
    for (auto const& lifetime : smooth_lifetimes()) {
        double slices = 0;
        int const count = 200000;
        for (int k = 0; k < count; ++k) {
            slices += survival_of(lifetime, 5 + (k + 0.5) * 70 / count) * 70 / count;
        }
        CHECK(area_under(lifetime, 5, 75) == Approx(slices).epsilon(1e-9));
        CHECK(area_under(lifetime, 0, 5) + area_under(lifetime, 5, 75) ==
              Approx(area_under(lifetime, 0, 75)).epsilon(1e-12));
        CHECK(area_under(lifetime, 7, 7) == Approx(0).margin(1e-12));
    }
}

TEST_CASE("a hazard ratio raises survival to its power") {
    auto all = smooth_lifetimes();
    all.push_back(CurveLifetime{kaplan_meier(tests::freireich_6mp())});
    for (auto const& lifetime : all) {
        auto const faster = with_hazard_ratio(lifetime, 1.7);
        for (double const t : {0.0, 6.0, 10.0, 33.0}) {
            CHECK(survival_of(faster, t) == Approx(std::pow(survival_of(lifetime, t), 1.7)));
        }
    }
    CHECK(survival_of(with_median(30), 30) == Approx(0.5));
}

TEST_CASE("without loss, and with enough time, every event is seen") {
    for (auto const& lifetime : smooth_lifetimes()) {
        CHECK(event_probability(lifetime, {.accrual_days = 10, .follow_up_days = 1e5}) ==
              Approx(1).epsilon(1e-9));
        // Followed for the same time: 1 - S.
        CHECK(event_probability(lifetime, {.follow_up_days = 60}) ==
              Approx(1 - survival_of(lifetime, 60)).epsilon(1e-11));
    }
}

TEST_CASE("loss to follow-up takes its share") {
    double const rate = loss_rate_for(0.2, 90);
    CHECK(still_followed({.follow_up_days = 100, .loss_rate = rate}, 90) == Approx(0.8));
    CHECK(still_followed({.follow_up_days = 100, .loss_rate = rate}, 101) == 0);
    CHECK(still_followed({.accrual_days = 50, .follow_up_days = 100}, 125) == Approx(0.5));
}

TEST_CASE("a curve that ends before the trial tells nothing of it") {
    Lifetime const curve = CurveLifetime{kaplan_meier(tests::freireich_6mp())}; // to week 35
    CHECK(std::isnan(event_probability(curve, {.follow_up_days = 40})));
    CHECK(std::isnan(restricted_mean_variance(curve, 40, {.follow_up_days = 40})));
    CHECK(event_probability(curve, {.follow_up_days = 23}) ==
          Approx(1 - survival_of(curve, 23)).epsilon(1e-12));
    // The placebo group's curve falls to 0 at week 23.
    Lifetime const ended = CurveLifetime{kaplan_meier(tests::freireich_placebo())};
    CHECK(event_probability(ended, {.follow_up_days = 40}) == Approx(1));
}

TEST_CASE("followed to the end, the variance of a restricted mean is that of min(T, tau)") {
    double const rate = 0.02;
    double const tau = 60;
    double const mean = (1 - std::exp(-rate * tau)) / rate;
    double const square = 2 / (rate * rate) * (1 - std::exp(-rate * tau) * (1 + rate * tau));
    CHECK(restricted_mean_variance(ExponentialLifetime{rate}, tau, {.follow_up_days = tau}) ==
          Approx(square - mean * mean).epsilon(1e-10));
    CHECK(restricted_mean_variance(ExponentialLifetime{rate}, tau,
                                   {.accrual_days = 60, .follow_up_days = 0}) >
          square - mean * mean);
}
