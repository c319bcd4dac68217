#include "analysis/contrasts/log_rank.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/estimate.hpp"
#include "analysis/multiplicity.hpp"
#include "analysis/pairing.hpp"
#include "analysis/proportion.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>

using namespace analysis;
using tests::numbers_of_r;

namespace {

/// Both are double precision throughout; R prints 17 digits.
constexpr double tolerance = 1e-8;

void agrees(std::string const& key, double value) {
    INFO(key);
    double const expected = numbers_of_r("first").at(key);
    if (std::isnan(expected)) {
        CHECK(std::isnan(value));
    } else {
        CHECK(value == Approx(expected).epsilon(tolerance).margin(1e-300));
    }
}

void agrees(std::string const& key, Estimate const& estimate) {
    agrees(key + ".value", estimate.value);
    agrees(key + ".low", estimate.low);
    agrees(key + ".high", estimate.high);
    agrees(key + ".standard_error", estimate.standard_error);
}

void agrees_on_survival(std::string const& key, EventTable const& table,
                        std::vector<double> const& days, Level level = {}) {
    auto const curve = kaplan_meier(table, level);
    for (double const day : days) {
        agrees(fmt::format("{}.km.{}", key, day), curve.at(day));
    }
    agrees(key + ".median", curve.median());
}

void agrees_on_hazard_ratio(std::string const& key, HazardRatio const& fit) {
    CHECK(fit.converged);
    agrees(key, fit.ratio);
    agrees(key + ".p", fit.p);
}

void agrees_on_log_rank(std::string const& key, LogRank const& test) {
    agrees(key + ".observed", test.observed);
    agrees(key + ".expected", test.expected);
    agrees(key + ".chi_squared", test.chi_squared);
    agrees(key + ".p", test.p);
}

void agrees_on_incidence(std::string const& design) {
    auto const curves = aalen_johansen(tests::paired_days(design));
    for (int cause = 1; cause <= 3; ++cause) {
        for (int const day : {1, 7, 30, 90}) {
            agrees(fmt::format("paired.incidence.{}.cause_{}.{}", design, cause, day),
                   curves.at(cause, day));
        }
    }
}

} // namespace

TEST_CASE("R's survfit gives the same survival, limits and median") {
    agrees_on_survival("freireich.6mp", tests::freireich_6mp(), {6, 7, 10, 13, 16, 22, 23});
    agrees_on_survival("freireich.placebo", tests::freireich_placebo(), {1, 5, 12, 22});
    agrees_on_survival("paired.variant", tests::paired_days("variant"), {1, 7, 30, 60, 90});
    agrees_on_survival("paired.baseline", tests::paired_days("baseline"), {1, 7, 30, 60, 90});
    agrees_on_survival("paired.baseline.level_90", tests::paired_days("baseline"), {30}, {0.9});
}

TEST_CASE("R's survfit gives the same restricted means") {
    auto const check = [](std::string const& key, EventTable const& table, double tau) {
        agrees(fmt::format("{}.restricted_mean.{}", key, tau),
               restricted_mean(kaplan_meier(table), tau));
    };
    check("freireich.6mp", tests::freireich_6mp(), 20);
    check("freireich.6mp", tests::freireich_6mp(), 35);
    check("freireich.placebo", tests::freireich_placebo(), 20);
    check("paired.variant", tests::paired_days("variant"), 30);
    check("paired.variant", tests::paired_days("variant"), 91);
    check("paired.baseline", tests::paired_days("baseline"), 91);
}

TEST_CASE("R's influences of people on the restricted mean give the same paired difference") {
    auto const check = [](std::string const& key, EventTable const& variant,
                          EventTable const& baseline, double tau) {
        agrees(fmt::format("{}.unpaired.{}", key, tau),
               restricted_mean_difference(variant, baseline, tau, Pairing::unpaired));
        agrees(fmt::format("{}.same_people.{}", key, tau),
               restricted_mean_difference(variant, baseline, tau, Pairing::same_people));
    };
    check("freireich.difference", tests::freireich_6mp(), tests::freireich_placebo(), 23);
    check("paired.difference", tests::paired_days("variant"), tests::paired_days("baseline"), 30);
    check("paired.difference", tests::paired_days("variant"), tests::paired_days("baseline"), 91);
}

TEST_CASE("R's survdiff gives the same log-rank test") {
    agrees_on_log_rank("freireich.log_rank",
                       log_rank(tests::freireich_6mp(), tests::freireich_placebo()));
    agrees_on_log_rank("paired.log_rank",
                       log_rank(tests::paired_days("variant"), tests::paired_days("baseline")));
}

TEST_CASE(
    "R's coxph gives the same hazard ratio, with the model's error and the cluster-robust one") {
    agrees_on_hazard_ratio(
        "freireich.hazard_ratio.unpaired",
        hazard_ratio(tests::freireich_6mp(), tests::freireich_placebo(), Pairing::unpaired));
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    auto const check = [&](std::string const& key, Level level) {
        agrees_on_hazard_ratio(key + ".unpaired",
                               hazard_ratio(variant, baseline, Pairing::unpaired, level));
        agrees_on_hazard_ratio(key + ".same_people",
                               hazard_ratio(variant, baseline, Pairing::same_people, level));
    };
    check("paired.hazard_ratio", {});
    check("paired.hazard_ratio.level_90", {0.9});
}

TEST_CASE("R's cmprsk gives the same cumulative incidence and variance") {
    agrees_on_incidence("variant");
    agrees_on_incidence("baseline");
}

TEST_CASE("R gives the same Wilson limits, Holm's p-values and tails") {
    agrees("wilson.7_of_60.low", wilson(7, 60).low);
    agrees("wilson.7_of_60.high", wilson(7, 60).high);
    agrees("wilson.0_of_25.level_90.high", wilson(0, 25, {0.9}).high);
    std::vector<double> const p_values{0.01, 0.04, 0.03, 0.005, 0.6};
    auto const adjusted = holm(p_values);
    for (std::size_t i = 0; i < adjusted.size(); ++i) {
        agrees(fmt::format("holm.{}", i + 1), adjusted[i]);
    }
    agrees("chi_squared.p.3_84.1", chi_squared_p_value(3.84, 1));
    agrees("chi_squared.p.120.4", chi_squared_p_value(120, 4));
    agrees("normal.p.8", normal_p_value(8));
    agrees("normal.p.8", normal_p_value(-8));
    agrees("normal.quantile.99", normal_quantile_two_sided({0.99}));
}
