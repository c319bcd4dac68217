#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/conditional_survival.hpp"
#include "analysis/curves/hazard_by_period.hpp"
#include "analysis/curves/influence.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/nelson_aalen.hpp"
#include "analysis/curves/number_at_risk.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/data/cause_specific.hpp"
#include "tests/analysis/curves/one_sample_data.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string>

using namespace analysis;
using namespace tests::one_sample;

namespace {

constexpr double tolerance = 1e-8;

void agrees(std::string const& key, double expected, double value) {
    INFO(key);
    if (std::isnan(expected)) {
        CHECK(std::isnan(value));
    } else {
        CHECK(value == Approx(expected).epsilon(tolerance).margin(1e-13));
    }
}

double field_of(Estimate const& estimate, std::string const& field) {
    if (field == "value") {
        return estimate.value;
    }
    if (field == "low") {
        return estimate.low;
    }
    return field == "high" ? estimate.high : estimate.standard_error;
}

/// Compares every number that R stored under KEY.SCALE.TIME.FIELD with the estimate at that time.
/// @return how many there were
int agree_all(std::string const& key,
              std::function<Estimate(LimitScale scale, double time)> const& at) {
    static std::map<std::string, LimitScale> const scales{
        {"plain", LimitScale::plain}, {"log", LimitScale::log}, {"log-log", LimitScale::log_log}};
    int compared = 0;
    for (auto const& [name, scale] : scales) {
        auto const prefix = key + "." + name + ".";
        for (auto const& [stored, expected] : tests::numbers_of_r("one_sample")) {
            if (stored.rfind(prefix, 0) == 0) {
                auto const end = stored.rfind('.');
                double const time = std::stod(stored.substr(prefix.size(), end - prefix.size()));
                agrees(stored, expected, field_of(at(scale, time), stored.substr(end + 1)));
                ++compared;
            }
        }
    }
    return compared;
}

/// The same for KEY.TIME, one number a time.
int agree_numbers(std::string const& key, std::function<double(double time)> const& at) {
    int compared = 0;
    auto const prefix = key + ".";
    for (auto const& [stored, expected] : tests::numbers_of_r("one_sample")) {
        if (stored.rfind(prefix, 0) == 0) {
            agrees(stored, expected, at(std::stod(stored.substr(prefix.size()))));
            ++compared;
        }
    }
    return compared;
}

void agree_on_curves(std::string const& key, EventTable const& table) {
    auto const survival = [&](LimitScale scale, double time) {
        return kaplan_meier(table, {}, scale).at(time);
    };
    CHECK(agree_all(key + ".km", survival) > 0);
    CHECK(agree_numbers(key + ".at_risk", [&](double time) {
              return number_at_risk(table, std::array{time}).weight.front();
          }) > 0);
    auto const quantile = [&](LimitScale scale, double p) {
        return kaplan_meier(table, {}, scale).quantile(p);
    };
    CHECK(agree_all(key + ".quantile", quantile) > 0);
}

void agree_on_hazards(std::string const& key, EventTable const& table, HazardTies ties) {
    auto const name =
        key + (ties == HazardTies::nelson_aalen ? ".nelson_aalen" : ".fleming_harrington");
    auto const curve = nelson_aalen(table, {}, LimitScale::log_log, ties);
    CHECK(agree_numbers(name + ".hazard", [&](double time) { return curve.at(time).value; }) > 0);
    CHECK(agree_numbers(name + ".error",
                        [&](double time) { return curve.at(time).standard_error; }) > 0);
    auto const survival = [&](LimitScale scale, double time) {
        return nelson_aalen(table, {}, scale, ties).survival(time);
    };
    CHECK(agree_all(name + ".survival", survival) > 0);
}

void agree_on_everything(std::string const& key, EventTable const& table) {
    agree_on_curves(key, table);
    agree_on_hazards(key, table, HazardTies::nelson_aalen);
    agree_on_hazards(key, table, HazardTies::fleming_harrington);
}

void agree_on_conditional(std::string const& key, EventTable const& table, double start) {
    auto const at = [&](LimitScale scale, double time) {
        return conditional_survival(table, start, {}, scale).at(time);
    };
    CHECK(agree_all(fmt::format("{}.given.{}", key, start), at) > 0);
}

void agree_on_estimate(std::string const& key, Estimate const& estimate) {
    auto const& stored = tests::numbers_of_r("one_sample");
    for (auto const* field : {"value", "low", "high", "standard_error"}) {
        agrees(key + "." + field, stored.at(key + "." + field), field_of(estimate, field));
    }
}

void agree_on_periods(std::string const& key, EventTable const& table,
                      std::vector<double> const& breaks) {
    auto const& stored = tests::numbers_of_r("one_sample");
    for (auto const& period : hazard_by_period(table, breaks)) {
        auto const name = fmt::format("{}.period.{}", key, period.from);
        agrees(name + ".events", stored.at(name + ".events"), period.events);
        agrees(name + ".exposure", stored.at(name + ".exposure"), period.exposure);
        agree_on_estimate(name + ".exact", period.exact);
        agree_on_estimate(name + ".log_normal", period.log_normal);
    }
}

void agree_on_incidence(std::string const& key, EventTable const& table, CurveVariance variance) {
    auto const curves = aalen_johansen(table, {}, variance);
    auto const* const name = variance == CurveVariance::model ? "aalen" : "jackknife";
    int compared = 0;
    for (int cause = 1; cause <= table.causes; ++cause) {
        auto const prefix = fmt::format("{}.{}.{}.", key, name, cause);
        for (auto const& [stored, expected] : tests::numbers_of_r("one_sample")) {
            if (stored.rfind(prefix, 0) == 0) {
                auto const end = stored.rfind('.');
                double const time = std::stod(stored.substr(prefix.size(), end - prefix.size()));
                agrees(stored, expected, field_of(curves.at(cause, time), stored.substr(end + 1)));
                ++compared;
            }
        }
    }
    CHECK(compared >= 12);
}

void agree_on_error(std::string const& key, std::vector<double> const& influence,
                    EventTable const& table) {
    agrees(key, tests::numbers_of_r("one_sample").at(key),
           std::sqrt(jackknife_variance(influence, table.cluster)));
}

} // namespace

TEST_CASE("R's survfit gives the same curves and limits on its own data sets") {
    agree_on_everything("lung", lung());
    agree_on_everything("veteran", veteran());
    agree_on_everything("ovarian", ovarian());
    agree_on_everything("aml", aml());
    agree_on_everything("pbc", pbc());
}

TEST_CASE("R's survfit gives the same curves with late entry") {
    agree_on_everything("heart", heart());
    agree_on_everything("mgus2.age", mgus2_by_age());
}

TEST_CASE("R's survfit gives the same curves with weights and clusters") {
    agree_on_everything("veteran.counts", veteran_counts());
    agree_on_everything("lung.weighted", lung_weighted());
    agree_on_everything("kidney.cluster", kidney_by_person());
    agree_on_everything("lung.site", lung_by_site());
    agree_on_everything("heart.weighted", heart_weighted());
}

TEST_CASE("R's survfit lets an event at time 0 bring S(0) down") {
    agree_on_everything("zero", tests::table({0, 0, 3, 5, 9}, {1, 0, 1, 0, 1}));
}

TEST_CASE("R's survfit gives the same restricted means with entry and weights") {
    auto const check = [](std::string const& key, EventTable const& table, double tau) {
        agree_on_estimate(fmt::format("{}.restricted_mean.{}", key, tau),
                          restricted_mean(table, tau));
    };
    check("lung", lung(), 365);
    check("lung", lung(), 1022);
    check("veteran", veteran(), 300);
    check("heart", heart(), 500);
    check("veteran.counts", veteran_counts(), 300);
}

TEST_CASE("R's residuals of survfit give the same errors by the infinitesimal jackknife") {
    for (int const time : {100, 400}) {
        agree_on_error(fmt::format("lung.restricted_mean_error.{}", time),
                       restricted_mean_influence(lung(), time), lung());
        agree_on_error(fmt::format("lung.site.restricted_mean_error.{}", time),
                       restricted_mean_influence(lung_by_site(), time), lung_by_site());
        agree_on_error(fmt::format("lung.site.survival_error.{}", time),
                       survival_influence(lung_by_site(), time), lung_by_site());
    }
    auto heart_rows = heart_weighted();
    heart_rows.cluster.clear();
    for (int const time : {30, 200}) {
        agree_on_error(fmt::format("heart.rows.restricted_mean_error.{}", time),
                       restricted_mean_influence(heart_rows, time), heart_rows);
    }
}

TEST_CASE("R's survfit(start.time) gives the same conditional survival") {
    agree_on_conditional("lung", lung(), 163);
    agree_on_conditional("veteran", veteran(), 30);
    agree_on_conditional("heart", heart(), 30);
    agree_on_conditional("kidney", kidney_by_person(), 30);
}

TEST_CASE("R's pyears and chi-squared quantiles give the same hazard by period") {
    agree_on_periods("lung", lung(), {0, 30, 180, 310, 365, 900, 1100});
    agree_on_periods("veteran", veteran(), {0, 8, 100, 250, 600, 999});
    agree_on_periods("veteran.counts", veteran_counts(), {0, 8, 100, 250, 600, 999});
    agree_on_periods("heart", heart(), {0, 1, 30, 100, 900, 1800});
}

TEST_CASE("R's poisson.test gives the same exact limits of a rate") {
    EventTable const data{.time = {8.5, 10, 10, 10, 10, 10, 10, 55},
                          .status = {1, 1, 1, 1, 1, 1, 1, 0}};
    auto const rate = hazard_by_period(data, std::array{0.0, 60.0}).front();
    CHECK(rate.exposure == 123.5);
    agrees("poisson.low", tests::numbers_of_r("one_sample").at("poisson.low"), rate.exact.low);
    agrees("poisson.high", tests::numbers_of_r("one_sample").at("poisson.high"), rate.exact.high);
}

TEST_CASE("R's cmprsk gives the same cumulative incidence and variance on its data sets") {
    agree_on_incidence("mgus2", mgus2_causes(), CurveVariance::model);
    agree_on_incidence("transplant", transplant_causes(), CurveVariance::model);
}

TEST_CASE("R's survfit of several states gives the same infinitesimal jackknife") {
    agree_on_incidence("mgus2", mgus2_causes(), CurveVariance::jackknife);
    agree_on_incidence("transplant", transplant_causes(), CurveVariance::jackknife);
}

TEST_CASE("R's survfit of several states agrees with entry, weights and clusters") {
    agree_on_incidence("mgus2.weighted", mgus2_weighted(), CurveVariance::automatic);
    agree_on_incidence("mgus2.site", mgus2_by_site(), CurveVariance::automatic);
    agree_on_incidence("mgus2.age", mgus2_causes_by_age(), CurveVariance::jackknife);
    agree_on_incidence("mgus2.age.site", mgus2_causes_by_age_and_site(), CurveVariance::automatic);
}

TEST_CASE("R's survfit of one cause gives the same cause-specific cumulative hazard") {
    auto const hazard = nelson_aalen(cause_specific(transplant_causes(), 2));
    for (int const time : {10, 100, 735}) {
        auto const& stored = tests::numbers_of_r("one_sample");
        auto const key = fmt::format("transplant.hazard.2.{}", time);
        agrees(key + ".value", stored.at(key + ".value"), hazard.at(time).value);
        agrees(key + ".standard_error", stored.at(key + ".standard_error"),
               hazard.at(time).standard_error);
    }
}
