#include "tests/analysis/parametric/fits.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace analysis;
using namespace tests;

namespace {

constexpr ParametricModel prentice{Family::generalised_gamma};
constexpr ParametricModel gompertz{Family::gompertz};

/// mgus2 on the scale of age in years: nobody is seen before the age of diagnosis.
struct Mgus2 {
    EventTable table;
    Covariates male;
};
Mgus2 mgus2() {
    auto const frame = data_set("mgus2");
    auto const age = frame.number("age");
    auto const months = frame.number("futime");
    auto const death = frame.integer("death");
    Mgus2 result;
    std::vector<double> male;
    for (std::size_t i = 0; i < age.size(); ++i) {
        if (months[i] > 0) {
            result.table.entry.push_back(age[i]);
            result.table.time.push_back(age[i] + months[i] / 12);
            result.table.status.push_back(death[i]);
            male.push_back(frame.text("sex")[i] == "M" ? 1 : 0);
        }
    }
    result.male = covariates({{"male", male}});
    return result;
}

/// Fader & Hardie 2007, table 1: how many of 1000 customers are left after each year.
EventTable customers(std::vector<double> const& left) {
    EventTable table;
    for (std::size_t year = 1; year < left.size(); ++year) {
        table.time.push_back(static_cast<double>(year));
        table.status.push_back(1);
        table.weight.push_back(left[year - 1] - left[year]);
    }
    table.time.push_back(table.time.back());
    table.status.push_back(0);
    table.weight.push_back(left.back());
    return table;
}
EventTable regular() {
    return customers({1000, 631, 468, 382, 326, 289, 262, 241});
}
EventTable high_end() {
    return customers({1000, 869, 743, 653, 593, 551, 517, 491});
}

EventTable join(EventTable first, EventTable const& second) {
    auto const append = [](auto& to, auto const& from) {
        to.insert(to.end(), from.begin(), from.end());
    };
    append(first.time, second.time);
    append(first.status, second.status);
    append(first.weight, second.weight);
    append(first.entry, second.entry);
    return first;
}

/// a and b of the beta distribution of the yearly hazard.
std::pair<double, double> beta_of(ParametricFit const& fit) {
    double const logit = fit.coefficients[0].estimate.value;
    double const total = std::exp(fit.coefficients[1].estimate.value);
    return {total / (1 + std::exp(-logit)), total / (1 + std::exp(logit))};
}

Frame recurrence() {
    return data_set("colon").where("etype", "1");
}

} // namespace

TEST_CASE("The likelihood written in R has the same maximum: Gompertz and generalised gamma") {
    auto const table = events(lung(), "time", "status", 2);
    auto const location = covariates(lung(), {"age", "sex"});
    agrees_with_r("lung.gompertz", fit_parametric(table, gompertz, {location}));
    agrees_with_r("lung.generalised gamma", fit_parametric(table, prentice, {location}));
    agrees_with_r("lung.plain.gompertz", fit_parametric(table, gompertz));
    agrees_with_r("lung.plain.generalised gamma", fit_parametric(table, prentice));

    auto const veteran = data_set("veteran");
    auto const days = events(veteran, "time", "status", 1);
    auto const karno = covariates(veteran, {"karno"});
    agrees_with_r("veteran.gompertz", fit_parametric(days, gompertz, {karno}));
    agrees_with_r("veteran.generalised gamma", fit_parametric(days, prentice, {karno}));

    auto const ovarian = events(data_set("ovarian"), "futime", "fustat", 1);
    agrees_with_r("ovarian.plain.gompertz", fit_parametric(ovarian, gompertz));
    auto const colon = data_set("colon").where("etype", "2");
    agrees_with_r("colon.generalised gamma",
                  fit_parametric(events(colon, "time", "status", 1), prentice,
                                 {covariates(colon, {"node4"})}));
}

TEST_CASE("The likelihood written in R has the same maximum on the scale of age, with late entry") {
    auto [table, male] = mgus2();
    for (auto const family : all_families()) {
        if (is_continuous(family)) {
            agrees_with_r(fmt::format("mgus2.age.{}", name_of(family)),
                          fit_parametric(table, {family}, {male}));
        }
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        table.weight.push_back(0.5 + static_cast<double>((i + 1) % 3));
    }
    agrees_with_r("mgus2.weighted.gompertz", fit_parametric(table, gompertz, {male}));
}

TEST_CASE("The likelihood written in R has the same maximum: mixture cure") {
    auto const table = events(recurrence(), "time", "status", 1);
    for (auto const family : all_families()) {
        if (is_continuous(family)) {
            ParametricModel const model{family, Cure::mixture};
            agrees_with_r("recurrence." + name_of(model), fit_parametric(table, model));
        }
    }
    auto const node4 = covariates(recurrence(), {"node4"});
    agrees_with_r("recurrence.node4.weibull cure",
                  fit_parametric(table, {Family::weibull, Cure::mixture}, {node4, node4}));
    agrees_with_r("recurrence.node4.log-normal cure",
                  fit_parametric(table, {Family::log_normal, Cure::mixture}, {{}, node4}));
}

TEST_CASE("The likelihood written in R has the same maximum: beta-geometric") {
    ParametricModel const model{Family::beta_geometric};
    agrees_with_r("fader.regular", fit_parametric(regular(), model));
    agrees_with_r("fader.high", fit_parametric(high_end(), model));
    auto const both = join(regular(), high_end());
    std::vector<double> high(both.size(), 0.0);
    std::fill(high.begin() + static_cast<std::ptrdiff_t>(regular().size()), high.end(), 1.0);
    agrees_with_r("fader.both", fit_parametric(both, model, {covariates({{"high", high}})}));
}

TEST_CASE("The likelihood written in R has the same maximum: beta-geometric with late entry") {
    auto late = high_end();
    late.time.erase(late.time.begin());
    late.status.erase(late.status.begin());
    late.weight.erase(late.weight.begin());
    late.entry.assign(late.size(), 1.0);
    auto early = regular();
    early.entry.assign(early.size(), 0.0);
    agrees_with_r("fader.truncated", fit_parametric(join(late, early), {Family::beta_geometric}));
}

TEST_CASE("The beta-geometric has the parameters that Fader and Hardie published") {
    auto const [a, b] = beta_of(fit_parametric(high_end(), {Family::beta_geometric}));
    CHECK(a == Approx(0.668).margin(0.0005));
    CHECK(b == Approx(3.806).margin(0.0005));
    auto const [a2, b2] = beta_of(fit_parametric(regular(), {Family::beta_geometric}));
    CHECK(a2 == Approx(0.704).margin(0.0005));
    CHECK(b2 == Approx(1.182).margin(0.0005));
}
