#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "tests/analysis/naive.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;
using tests::table;

namespace {

/// Aalen's variance as the docstring writes it: two loops over the event times.
double variance_written_out(EventTable const& data, int cause, double t) {
    auto const curve = kaplan_meier(data);
    double const now = tests::naive::incidence(data, cause, t);
    double sum = 0;
    for (std::size_t row = 0; row < curve.time.size() && curve.time[row] <= t; ++row) {
        double own = 0;
        for (std::size_t i = 0; i < data.size(); ++i) {
            own += data.time[i] == curve.time[row] && data.status[i] == cause ? 1 : 0;
        }
        double const other = static_cast<double>(curve.events[row]) - own;
        auto const n = static_cast<double>(curve.at_risk[row]);
        double const before = row == 0 ? 1 : curve.survival[row - 1];
        double const missing =
            (tests::naive::incidence(data, cause, curve.time[row]) - now) / curve.survival[row];
        auto const step = [n](double d) { return d * (n - d) / (n * n * (n - 1)); };
        sum += before * before *
               ((1 + missing) * (1 + missing) * step(own) + missing * missing * step(other));
    }
    return sum;
}

} // namespace

TEST_CASE("Cumulative incidences of five subjects, worked by hand") {
    // At risk 5, 4, 3 (after a censoring), 2, 1; S before each event: 1, 4/5, 4/5 -> 8/15, 4/15.
    auto const curves = aalen_johansen(table({1, 2, 3, 4, 5}, {1, 0, 2, 1, 0}, 2));
    CHECK(curves.time == std::vector<double>{1, 3, 4});
    CHECK(curves.at(1, 1).value == Approx(1.0 / 5));
    CHECK(curves.at(2, 3).value == Approx(4.0 / 15));
    CHECK(curves.at(1, 4).value == Approx(1.0 / 5 + 4.0 / 15));
    CHECK(curves.at(1, 100).value == Approx(7.0 / 15));
    CHECK(curves.at(2, 2.9).value == 0);
}

TEST_CASE("Cumulative incidence agrees with the sum written out") {
    tests::Luck luck(21);
    for (double const unit : {1.0, 0.0}) {
        auto const data = tests::random_table(luck, 100, unit);
        auto const curves = aalen_johansen(data);
        for (int cause = 1; cause <= 2; ++cause) {
            for (double const t : {0.5, 5.0, 17.5, 30.0}) {
                CHECK(curves.at(cause, t).value ==
                      Approx(tests::naive::incidence(data, cause, t)).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("Aalen's variance in one pass agrees with its two loops") {
    auto const data = tests::paired_days("baseline");
    auto const curves = aalen_johansen(data);
    for (int cause = 1; cause <= 3; ++cause) {
        for (double const t : {1.0, 12.0, 45.0, 90.0}) {
            double const error = curves.at(cause, t).standard_error;
            CHECK(error * error == Approx(variance_written_out(data, cause, t)).epsilon(1e-9));
        }
    }
}

TEST_CASE("Incidences of all causes and survival add up to 1 at every time") {
    auto const data = tests::paired_days("variant");
    auto const curves = aalen_johansen(data);
    auto const survival = kaplan_meier(data);
    for (std::size_t row = 0; row < curves.time.size(); ++row) {
        double const sum =
            curves.incidence[0][row] + curves.incidence[1][row] + curves.incidence[2][row];
        CHECK(sum + survival.at(curves.time[row]).value == Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("With one cause, incidence is 1 - Kaplan-Meier, with nearly its error") {
    auto data = tests::paired_days("variant");
    for (int& status : data.status) {
        status = status > 0 ? 1 : 0;
    }
    data.causes = 1;
    auto const incidence = aalen_johansen(data).at(1, 30);
    auto const survival = kaplan_meier(data).at(30);
    CHECK(incidence.value == Approx(1 - survival.value));
    // Greenwood and Aalen differ by 1 / (at risk) of each term.
    CHECK(incidence.standard_error == Approx(survival.standard_error).epsilon(2.0 / 300));
}

TEST_CASE("Without censoring, incidence is the share of subjects, with nearly the binomial error") {
    tests::Luck luck(22);
    EventTable data{.time = {}, .status = {}, .causes = 2};
    double with_cause_2 = 0;
    for (int i = 0; i < 1000; ++i) {
        data.time.push_back(std::ceil(10 * luck.exponential()));
        data.status.push_back(1 + luck.below(2));
        with_cause_2 += data.time.back() <= 12 && data.status.back() == 2 ? 1 : 0;
    }
    double const share = with_cause_2 / 1000;
    auto const incidence = aalen_johansen(data).at(2, 12);
    CHECK(incidence.value == Approx(share));
    // Aalen takes the tied events of two causes as independent: off by about d / n of a day.
    CHECK(incidence.standard_error == Approx(std::sqrt(share * (1 - share) / 1000)).epsilon(0.05));
}

TEST_CASE("Limits of incidence lie inside (0,1), around it") {
    auto const at = aalen_johansen(tests::paired_days("variant"), {0.9}).at(3, 7);
    CHECK(0 < at.low);
    CHECK(at.low < at.value);
    CHECK(at.value < at.high);
    CHECK(at.high < 1);
}

TEST_CASE("A cause that never strikes has incidence 0") {
    auto const curves = aalen_johansen(table({1, 2}, {1, 0}, 2));
    CHECK(curves.at(2, 9).value == 0);
    CHECK(curves.at(2, 9).standard_error == 0);
    CHECK(std::isnan(curves.at(2, 9).high));
}

TEST_CASE("No events give no incidence, and nobody none that is defined") {
    CHECK(aalen_johansen(table({3, 4}, {0, 0}, 2)).at(1, 10).value == 0);
    CHECK(std::isnan(aalen_johansen(table({}, {}, 2)).at(1, 10).value));
}

TEST_CASE("Everybody's event on day 1 shares 1 among the causes") {
    auto const curves = aalen_johansen(table({1, 1, 1, 1}, {1, 2, 2, 2}, 2));
    CHECK(curves.at(1, 1).value == 0.25);
    CHECK(curves.at(2, 1).value == 0.75);
    CHECK(aalen_johansen(table({1}, {1})).at(1, 1).value == 1);
}
