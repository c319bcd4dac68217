#include "analysis/parametric/model_comparison.hpp"
#include "analysis/parametric/piecewise_exponential.hpp"
#include "tests/analysis/parametric/fits.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace analysis;
using namespace tests;
using Catch::Matchers::Contains;

namespace {

/// The fit has this status, a reason, and no number.
void is_no_fit(ParametricFit const& fit, FitStatus status, std::string const& reason) {
    INFO(name_of(fit.model));
    CHECK(fit.status == status);
    CHECK_THAT(fit.reason, Contains(reason));
    CHECK(std::isnan(fit.log_likelihood));
    CHECK(std::isnan(fit.aic));
    for (auto const& coefficient : fit.coefficients) {
        CHECK(std::isnan(coefficient.estimate.value));
        CHECK(std::isnan(coefficient.estimate.standard_error));
    }
}

std::vector<ParametricModel> all_models() {
    auto models = continuous_models();
    models.push_back({Family::beta_geometric});
    return models;
}

void same_fit(ParametricFit const& first, ParametricFit const& second, double scale = 1) {
    INFO(name_of(first.model));
    REQUIRE(first.status == FitStatus::converged);
    REQUIRE(second.status == FitStatus::converged);
    CHECK(first.log_likelihood == Approx(second.log_likelihood).epsilon(1e-11));
    for (std::size_t j = 0; j < first.coefficients.size(); ++j) {
        auto const& one = first.coefficients[j].estimate;
        auto const& other = second.coefficients[j].estimate;
        CHECK(one.value == Approx(other.value).epsilon(1e-7).margin(1e-9));
        CHECK(one.standard_error == Approx(scale * other.standard_error).epsilon(1e-7));
    }
}

EventTable lung_events() {
    return events(lung(), "time", "status", 2);
}

} // namespace

TEST_CASE("Without rows or without events there is no parametric fit") {
    for (auto const model : all_models()) {
        is_no_fit(fit_parametric(EventTable{}, model), FitStatus::no_rows, "no rows");
        is_no_fit(fit_parametric(table({3, 5, 8}, {0, 0, 0}), model), FitStatus::no_events,
                  "censored");
    }
}

TEST_CASE("An event at time 0 has no density, and the beta-geometric counts whole days") {
    is_no_fit(fit_parametric(table({0, 5, 8}, {1, 0, 1}), {Family::weibull}),
              FitStatus::outside_support, "row 1");
    is_no_fit(fit_parametric(table({1, 5.5, 8}, {1, 0, 1}), {Family::beta_geometric}),
              FitStatus::outside_support, "row 2");
    CHECK(fit_parametric(table({0, 5, 8}, {0, 1, 1}), {Family::weibull}).log_likelihood ==
          Approx(fit_parametric(table({5, 8}, {1, 1}), {Family::weibull}).log_likelihood));
}

TEST_CASE("A covariate that is constant or a sum of others is named") {
    auto const age = lung().number("age");
    auto const sex = lung().number("sex");
    auto sum = age;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i] += 3 * sex[i];
    }
    for (auto const family : {Family::exponential, Family::generalised_gamma}) {
        is_no_fit(fit_parametric(lung_events(), {family},
                                 {covariates({{"age", age}, {"sex", sex}, {"both", sum}})}),
                  FitStatus::collinear, "both");
    }
    std::vector<double> const same(age.size(), 7.1);
    is_no_fit(fit_parametric(lung_events(), {Family::weibull, Cure::mixture},
                             {{}, covariates({{"same", same}})}),
              FitStatus::collinear, "same");
}

TEST_CASE("Times that are all equal have no maximum but for the exponential's rate") {
    auto const equal = table({5, 5, 5, 5}, {1, 1, 1, 1});
    for (auto const family : {Family::weibull, Family::log_normal, Family::log_logistic}) {
        is_no_fit(fit_parametric(equal, {family}), FitStatus::no_maximum, "sigma");
    }
    CHECK(fit_parametric(equal, {Family::generalised_gamma}).status != FitStatus::converged);
    CHECK(fit_parametric(equal, {Family::gompertz}).status == FitStatus::no_maximum);
    CHECK(fit_parametric(equal, {Family::exponential}).coefficients[0].estimate.value ==
          Approx(std::log(5)).epsilon(1e-12));
}

TEST_CASE("A group without events has no finite effect") {
    auto const days = table({1, 2, 3, 4, 5, 6, 7, 8}, {1, 1, 1, 1, 0, 0, 0, 0});
    auto const group = covariates({{"group", {0, 0, 0, 0, 1, 1, 1, 1}}});
    for (auto const family : {Family::exponential, Family::weibull, Family::log_normal,
                              Family::log_logistic, Family::gompertz}) {
        is_no_fit(fit_parametric(days, {family}, {group}), FitStatus::no_maximum, "group");
    }
}

TEST_CASE("A cured fraction at the border is no fit") {
    EventTable everybody;
    for (int i = 1; i <= 60; ++i) {
        everybody.time.push_back(-std::log(1 - (i - 0.5) / 60));
        everybody.status.push_back(1);
    }
    for (auto const family : {Family::exponential, Family::weibull, Family::log_normal}) {
        is_no_fit(fit_parametric(everybody, {family, Cure::mixture}), FitStatus::no_maximum,
                  "cured fraction");
    }
}

TEST_CASE("A beta-geometric without heterogeneity is no fit") {
    // a geometric of chance 1/2, exactly
    EventTable days{{1, 2, 3, 4, 4}, {1, 1, 1, 1, 0}};
    days.weight = {800, 400, 200, 100, 100};
    is_no_fit(fit_parametric(days, {Family::beta_geometric}), FitStatus::no_maximum, "a + b");
}

TEST_CASE("One event is enough for the exponential and too little for two parameters") {
    auto const one = table({5}, {1});
    CHECK(fit_parametric(one, {Family::exponential}).status == FitStatus::converged);
    for (auto const family : {Family::weibull, Family::log_normal, Family::generalised_gamma}) {
        CHECK(fit_parametric(one, {family}).status == FitStatus::no_maximum);
    }
}

TEST_CASE("Weight 2 is the row twice, and neither order nor threads change a fit") {
    auto const location = covariates(lung(), {"age", "sex"});
    auto const once = lung_events();
    auto twice = once;
    for (auto* const column : {&twice.time}) {
        column->insert(column->end(), once.time.begin(), once.time.end());
    }
    twice.status.insert(twice.status.end(), once.status.begin(), once.status.end());
    auto weighted = once;
    weighted.weight.assign(once.size(), 2.0);
    auto reversed = twice;
    std::reverse(reversed.time.begin(), reversed.time.end());
    std::reverse(reversed.status.begin(), reversed.status.end());
    Covariates both = location;
    both.values.resize(2 * location.values.rows(), location.values.cols());
    both.values << location.values, location.values;
    Covariates back = both;
    back.values = both.values.colwise().reverse().eval();
    for (auto const family : {Family::weibull, Family::gompertz, Family::generalised_gamma}) {
        auto const fit = fit_parametric(weighted, {family}, {location});
        same_fit(fit, fit_parametric(twice, {family}, {both}));
        same_fit(fit, fit_parametric(reversed, {family}, {back}));
        ParametricOptions options;
        options.loop.threads = 2;
        auto const threaded = fit_parametric(weighted, {family}, {location}, options);
        CHECK(threaded.log_likelihood == fit.log_likelihood);
        CHECK(threaded.values() == fit.values());
    }
}

TEST_CASE("A row cut at a time into two is the same row, for every model") {
    auto const whole = lung_events();
    EventTable cut;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        double const middle = std::floor(whole.time[i] / 2);
        if (middle > 0) {
            cut.time.push_back(middle);
            cut.status.push_back(0);
            cut.entry.push_back(0);
        }
        cut.time.push_back(whole.time[i]);
        cut.status.push_back(whole.status[i]);
        cut.entry.push_back(middle);
    }
    for (auto const family : all_families()) {
        if (family != Family::beta_geometric) {
            same_fit(fit_parametric(whole, {family}), fit_parametric(cut, {family}));
        }
    }
}

TEST_CASE("A change of the unit of time moves the intercept and the likelihood's Jacobian alone") {
    auto const days = lung_events();
    auto years = days;
    for (auto& time : years.time) {
        time /= 365.25;
    }
    for (auto const family : {Family::weibull, Family::log_normal, Family::generalised_gamma}) {
        auto const one = fit_parametric(days, {family});
        auto const other = fit_parametric(years, {family});
        double const shift = std::log(365.25);
        CHECK(one.coefficients[0].estimate.value ==
              Approx(other.coefficients[0].estimate.value + shift).epsilon(1e-10));
        CHECK(one.coefficients[1].estimate.value ==
              Approx(other.coefficients[1].estimate.value).epsilon(1e-9));
        CHECK(
            one.log_likelihood ==
            Approx(other.log_likelihood - shift * static_cast<double>(one.events)).epsilon(1e-12));
    }
}

TEST_CASE("Exact times and right-censored ones are intervals too") {
    auto const days = lung_events();
    IntervalTable intervals;
    for (std::size_t i = 0; i < days.size(); ++i) {
        intervals.left.push_back(days.time[i]);
        intervals.right.push_back(days.status[i] == 1 ? days.time[i]
                                                      : std::numeric_limits<double>::infinity());
    }
    same_fit(fit_parametric(days, {Family::gompertz}),
             fit_parametric(intervals, {Family::gompertz}));
}

TEST_CASE("Models are compared by AIC, those without a fit last") {
    auto const models = all_models();
    auto const compared = compare_models(lung_events(), models);
    REQUIRE(compared.size() == models.size());
    CHECK(compared.front().aic_difference == 0);
    for (std::size_t i = 1; i < compared.size(); ++i) {
        auto const& fit = compared[i].fit;
        CHECK((std::isnan(fit.aic) || fit.aic >= compared[i - 1].fit.aic));
        CHECK(std::isnan(fit.aic) == (fit.status != FitStatus::converged));
        CHECK((std::isnan(fit.aic) || compared[i].aic_difference >= 0));
    }
}

TEST_CASE("R's Poisson regression gives the same piecewise exponential") {
    auto const& r = numbers_of_r("parametric");
    std::array const cuts{100.0, 300.0, 600.0};
    auto const fit = piecewise_exponential(lung_events(), cuts);
    REQUIRE(fit.pieces.size() == 4);
    for (std::size_t j = 0; j < 4; ++j) {
        auto const& piece = fit.pieces[j];
        CHECK(piece.events == r.at(fmt::format("piecewise.{}.events", j + 1)));
        CHECK(piece.rate.value ==
              Approx(r.at(fmt::format("piecewise.{}.rate", j + 1))).epsilon(1e-10));
        CHECK(piece.rate.standard_error ==
              Approx(r.at(fmt::format("piecewise.{}.standard_error", j + 1))).epsilon(1e-10));
    }
    CHECK(fit.log_likelihood == Approx(r.at("piecewise.log_likelihood")).epsilon(1e-8));
}

TEST_CASE("A piecewise exponential without cuts is the exponential") {
    auto const fit = piecewise_exponential(lung_events(), {});
    auto const same = fit_parametric(lung_events(), {Family::exponential});
    CHECK(fit.log_likelihood == Approx(same.log_likelihood).epsilon(1e-12));
    CHECK(fit.aic == Approx(same.aic).epsilon(1e-12));
    CHECK(fit.bic == Approx(same.bic).epsilon(1e-12));
    CHECK(-std::log(fit.pieces[0].rate.value) ==
          Approx(same.coefficients[0].estimate.value).epsilon(1e-12));
}

TEST_CASE("A piece without events has rate 0, and one without time at risk none") {
    std::array const cuts{2.0, 4.0, 10.0};
    auto const fit = piecewise_exponential(table({1, 3, 5}, {1, 0, 1}), cuts);
    CHECK(fit.pieces[0].rate.value == Approx(1.0 / 5));
    CHECK(fit.pieces[1].rate.value == 0);
    CHECK(std::isnan(fit.pieces[1].rate.high));
    CHECK(fit.pieces[2].rate.value == Approx(1.0));
    CHECK(std::isnan(fit.pieces[3].rate.value));
    CHECK(fit.survival(3).value == Approx(std::exp(-2.0 / 5)));
    CHECK(std::isnan(fit.survival(11).value));
    CHECK(std::isnan(piecewise_exponential(EventTable{}, cuts).log_likelihood));
}
