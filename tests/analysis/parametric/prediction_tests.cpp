#include "analysis/parametric/parametric_prediction.hpp"
#include "tests/analysis/parametric/fits.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <utility>
#include <vector>

using namespace analysis;
using namespace tests;

namespace {

ParametricFit fit_of_lung(Family family) {
    return fit_parametric(events(lung(), "time", "status", 2), {family},
                          {covariates(lung(), {"age", "sex"})});
}

void agrees(std::string const& key, Estimate const& estimate) {
    INFO(key);
    auto const& r = numbers_of_r("parametric");
    CHECK(estimate.value == Approx(r.at(key + ".value")).epsilon(1e-8));
    CHECK(estimate.standard_error == Approx(r.at(key + ".standard_error")).epsilon(1e-8));
    CHECK(estimate.low < estimate.value);
    CHECK(estimate.high > estimate.value);
}

void agrees_with_r_at_365(std::string const& key, Family family) {
    ParametricPrediction const person(fit_of_lung(family), {{60, 2}});
    agrees(key + ".survival", person.survival(365));
    agrees(key + ".hazard", person.hazard(365));
    agrees(key + ".restricted_mean", person.restricted_mean(500));
}

/// Made as if fitted, to read known distributions out.
ParametricFit made_fit(ParametricModel model, std::vector<double> const& values) {
    ParametricFit fit;
    fit.model = model;
    fit.status = FitStatus::converged;
    for (double const value : values) {
        fit.coefficients.push_back({"", {value}, undefined, undefined});
    }
    auto const size = static_cast<Eigen::Index>(values.size());
    fit.covariance = Eigen::MatrixXd::Identity(size, size) * 1e-4;
    return fit;
}

double mean_of(Family family, std::vector<double> const& values) {
    return ParametricPrediction(made_fit({family}, values)).mean().value;
}

} // namespace

TEST_CASE(
    "R gives the same survival, hazard and restricted mean, with errors by the delta method") {
    agrees_with_r_at_365("lung.weibull.60_2", Family::weibull);
    agrees_with_r_at_365("lung.generalised gamma.60_2", Family::generalised_gamma);
    agrees("lung.weibull.60_2.mean",
           ParametricPrediction(fit_of_lung(Family::weibull), {{60, 2}}).mean());
}

TEST_CASE("R's predict gives the same quantiles with their errors") {
    auto const& r = numbers_of_r("parametric");
    ParametricPrediction const person(fit_of_lung(Family::weibull), {{60, 2}});
    for (auto const& [share, key] : {std::pair{0.1, "10"}, {0.5, "50"}, {0.9, "90"}}) {
        auto const quantile = person.quantile(share);
        std::string const name = std::string("lung.quantile.") + key;
        CHECK(quantile.value == Approx(r.at(name)).epsilon(1e-8));
        CHECK(quantile.standard_error == Approx(r.at(name + ".standard_error")).epsilon(1e-8));
    }
}

TEST_CASE("A mean is the restricted mean until nobody is left") {
    using enum Family;
    for (auto const& [family, values] :
         std::vector<std::pair<Family, std::vector<double>>>{{exponential, {0.3}},
                                                             {weibull, {0.3, -0.4}},
                                                             {log_normal, {0.3, -0.4}},
                                                             {generalised_gamma, {0.3, -0.4, 1.7}},
                                                             {generalised_gamma, {0.3, -1, -0.5}},
                                                             {generalised_gamma, {0.3, -0.4, 1e-5}},
                                                             {gompertz, {0.3, 0.8}}}) {
        ParametricPrediction const person(made_fit({family}, values));
        INFO(name_of(family));
        CHECK(person.mean().value == Approx(person.restricted_mean(1e4).value).epsilon(1e-8));
        CHECK(person.mean().standard_error ==
              Approx(person.restricted_mean(1e4).standard_error).epsilon(1e-8));
    }
}

TEST_CASE("Means have their closed forms, and none where they are infinite") {
    double const pi = std::acos(-1);
    CHECK(mean_of(Family::weibull, {0, std::log(2)}) == Approx(2).epsilon(1e-14));
    CHECK(mean_of(Family::log_normal, {1, 0}) == Approx(std::exp(1.5)).epsilon(1e-14));
    CHECK(mean_of(Family::generalised_gamma, {1, 0, 0}) == Approx(std::exp(1.5)).epsilon(1e-13));
    CHECK(mean_of(Family::generalised_gamma, {0, std::log(2), 1}) == Approx(2).epsilon(1e-13));
    CHECK(mean_of(Family::log_logistic, {0, std::log(0.5)}) == Approx(pi / 2).epsilon(1e-13));
    CHECK(mean_of(Family::beta_geometric, {std::log(3.0 / 4), std::log(7)}) ==
          Approx(3).epsilon(1e-13)); // a 3, b 4: (a + b - 1) / (a - 1)
    CHECK(std::isnan(mean_of(Family::log_logistic, {0, 0.1})));
    CHECK(std::isnan(mean_of(Family::generalised_gamma, {0, 0.1, -1})));
    CHECK(std::isnan(mean_of(Family::gompertz, {0, -0.1})));
    CHECK(std::isnan(mean_of(Family::beta_geometric, {0, std::log(1.9)})));
    CHECK(std::isnan(
        ParametricPrediction(made_fit({Family::weibull, Cure::mixture}, {0, 0, 0})).mean().value));
}

TEST_CASE("A quantile is where survival has come down to it") {
    for (auto const family : all_families()) {
        if (!is_continuous(family)) {
            continue;
        }
        std::vector<double> values(1 + ancillary_names(family).size(), 0.4);
        ParametricPrediction const person(made_fit({family}, values));
        INFO(name_of(family));
        for (double const share : {0.01, 0.5, 0.99}) {
            CHECK(person.survival(person.quantile(share).value).value ==
                  Approx(1 - share).epsilon(1e-12));
        }
    }
}

TEST_CASE("Who is cured keeps survival up and late quantiles undefined") {
    ParametricPrediction const person(
        made_fit({Family::exponential, Cure::mixture}, {0, std::log(0.25 / 0.75)}));
    CHECK(person.cure_fraction().value == Approx(0.25));
    CHECK(person.cure_fraction().standard_error == Approx(0.25 * 0.75 * 0.01));
    CHECK(person.survival(1).value == Approx(0.25 + 0.75 * std::exp(-1)));
    CHECK(person.survival(1e6).value == Approx(0.25));
    CHECK(std::isnan(person.quantile(0.76).value));
    CHECK(person.quantile(0.5).value == Approx(std::log(3)));
    CHECK(std::isnan(
        ParametricPrediction(made_fit({Family::exponential}, {0})).cure_fraction().value));
}

TEST_CASE("The beta-geometric is read out on whole days") {
    // a 1, b 1: S(t) = 1 / (1 + t), hazard 1 / (1 + t)
    ParametricPrediction const person(made_fit({Family::beta_geometric}, {0, std::log(2)}));
    CHECK(person.survival(3).value == Approx(0.25));
    CHECK(person.survival(3.9).value == Approx(0.25));
    CHECK(person.hazard(3).value == Approx(0.25));
    CHECK(std::isnan(person.hazard(2.5).value));
    CHECK(person.quantile(0.7).value == 3);
    CHECK(person.restricted_mean(3).value == Approx(1 + 1.0 / 2 + 1.0 / 3));
}

TEST_CASE("What cannot be read out is not a number") {
    ParametricPrediction const nothing(fit_parametric(EventTable{}, {Family::weibull}));
    CHECK(std::isnan(nothing.survival(1).value));
    CHECK(std::isnan(nothing.hazard(1).value));
    CHECK(std::isnan(nothing.quantile(0.5).value));
    CHECK(std::isnan(nothing.mean().value));
    CHECK(std::isnan(nothing.restricted_mean(1).value));
    ParametricPrediction const person(made_fit({Family::weibull}, {0, 0}));
    CHECK(person.survival(0).value == 1);
    CHECK(std::isnan(person.survival(-1).value));
    CHECK(std::isnan(person.hazard(0).value));
    CHECK(std::isnan(person.quantile(1).value));
    CHECK(std::isnan(person.restricted_mean(0).value));
}
