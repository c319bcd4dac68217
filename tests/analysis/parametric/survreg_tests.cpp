#include "analysis/data/cause_specific.hpp"
#include "tests/analysis/parametric/fits.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>

using namespace analysis;
using namespace tests;

namespace {

constexpr std::array survreg_families{Family::exponential, Family::weibull, Family::log_normal,
                                      Family::log_logistic};

/// @param fit  called with the model, returns the fit
template <class Fit>
void agrees_on_families(std::string const& data, Fit const& fit) {
    for (auto const family : survreg_families) {
        agrees_with_r(data + "." + std::string(name_of(family)), fit(ParametricModel{family}));
    }
}

std::vector<double> indicator(std::vector<std::string> const& text, std::string const& of) {
    std::vector<double> result;
    for (auto const& one : text) {
        result.push_back(one == of ? 1 : 0);
    }
    return result;
}

std::vector<double> logarithms(std::vector<double> values) {
    for (auto& value : values) {
        value = std::log(value);
    }
    return values;
}

} // namespace

TEST_CASE("R's survreg gives the same regressions of lung, veteran, ovarian and colon") {
    auto const with = [](std::string const& data, EventTable const& table,
                         Covariates const& location) {
        agrees_on_families(
            data, [&](ParametricModel model) { return fit_parametric(table, model, {location}); });
    };
    with("lung", events(lung(), "time", "status", 2),
         covariates(lung(), {"age", "sex", "ph.ecog"}));
    with("lung.plain", events(lung(), "time", "status", 2), {});
    auto const veteran = data_set("veteran");
    with("veteran", events(veteran, "time", "status", 1), covariates(veteran, {"karno", "age"}));
    auto const ovarian = data_set("ovarian");
    with("ovarian", events(ovarian, "futime", "fustat", 1),
         covariates(ovarian, {"age", "ecog.ps"}));
    auto const colon = data_set("colon").where("etype", "2");
    with("colon", events(colon, "time", "status", 1),
         covariates(colon, {"sex", "obstruct", "node4"}));
}

TEST_CASE("R's survreg gives the same regressions of one cause with the others censored") {
    auto const pbc = data_set("pbc");
    auto const location = covariates({{"age", pbc.number("age")},
                                      {"log(bili)", logarithms(pbc.number("bili"))},
                                      {"albumin", pbc.number("albumin")}});
    EventTable const table{pbc.number("time"), pbc.integer("status"), 2};
    agrees_on_families("pbc.death", [&](ParametricModel model) {
        return fit_parametric(cause_specific(table, 2), model, {location});
    });
}

TEST_CASE("R's survreg gives the same regressions of aml and of the waiting for a transplant") {
    auto const aml = data_set("aml");
    auto group = indicator(aml.text("x"), "Nonmaintained");
    agrees_on_families("aml", [&](ParametricModel model) {
        return fit_parametric(events(aml, "time", "status", 1), model,
                              {covariates({{"x", group}})});
    });
    auto const waiting = data_set("transplant").without_missing({"futime", "event", "age"});
    auto const kind = indicator(waiting.text("event"), "ltx");
    auto const time = waiting.number("futime");
    auto const age = waiting.number("age");
    EventTable table;
    std::vector<double> known_age;
    for (std::size_t i = 0; i < time.size(); ++i) {
        if (time[i] > 0) {
            table.time.push_back(time[i]);
            table.status.push_back(static_cast<int>(kind[i]));
            known_age.push_back(age[i]);
        }
    }
    agrees_on_families("transplant.ltx", [&](ParametricModel model) {
        return fit_parametric(table, model, {covariates({{"age", known_age}})});
    });
}

TEST_CASE("R's survreg gives the same fits of weighted rows") {
    auto table = events(lung(), "time", "status", 2);
    for (std::size_t i = 0; i < table.size(); ++i) {
        table.weight.push_back(0.5 + static_cast<double>((i + 1) % 4));
    }
    agrees_on_families("lung.weighted", [&](ParametricModel model) {
        return fit_parametric(table, model, {covariates(lung(), {"age", "sex"})});
    });
}

TEST_CASE("R's survreg gives the same standard errors robust to clusters") {
    auto const kidney = data_set("kidney");
    auto table = events(kidney, "time", "status", 1);
    table.cluster = kidney.integer("id");
    ParametricOptions options;
    options.errors = ParametricErrors::robust;
    agrees_on_families("kidney.robust", [&](ParametricModel model) {
        return fit_parametric(table, model, {covariates(kidney, {"age", "sex"})}, options);
    });
}

TEST_CASE("R's survreg gives the same fits of times known to within 60 days") {
    auto const table = events(lung(), "time", "status", 2);
    IntervalTable looked;
    for (std::size_t i = 0; i < table.size(); ++i) {
        double const left = 60 * std::floor((table.time[i] - 1) / 60);
        bool const event = table.status[i] == 1;
        looked.left.push_back(event ? left : table.time[i]);
        looked.right.push_back(event ? left + 60 : std::numeric_limits<double>::infinity());
    }
    agrees_on_families("lung.interval", [&](ParametricModel model) {
        return fit_parametric(looked, model, {covariates(lung(), {"age", "sex"})});
    });
}
