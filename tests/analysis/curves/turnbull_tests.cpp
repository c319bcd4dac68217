#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/turnbull.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace analysis;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// Finkelstein & Wolfe 1985, Biometrics 41:933: months to cosmetic deterioration, radiotherapy
/// only.
IntervalTable cosmesis() {
    return {.left = {45, 6,  0,  46, 46, 7,  17, 7,  37, 0,  4,  15, 11, 22, 46, 46,
                     25, 46, 26, 46, 27, 36, 46, 36, 37, 40, 17, 46, 11, 38, 5,  37,
                     0,  18, 24, 36, 5,  19, 17, 24, 32, 33, 19, 37, 34, 36},
            .right = {never, 10,    7,     never, never, 16,    never, 14,    44, 8,
                      11,    never, 15,    never, never, never, 37,    never, 40, never,
                      34,    44,    never, 48,    never, never, 25,    never, 18, never,
                      12,    never, 5,     never, never, never, 11,    35,    25, never,
                      never, never, 26,    never, never, never}};
}

/// Exponential times seen only at visits, some never, some exactly.
IntervalTable random_intervals(tests::Luck& luck, int rows) {
    IntervalTable table;
    for (int i = 0; i < rows; ++i) {
        double const t = 10 * luck.exponential();
        double const every = 1 + luck.below(6);
        double const seen = every * std::floor(t / every);
        bool const lost = luck.below(4) == 0;
        bool const exact = luck.below(5) == 0;
        table.left.push_back(exact ? std::ceil(t) : seen);
        table.right.push_back(exact ? std::ceil(t) : lost ? never : seen + every);
        table.weight.push_back(1 + luck.below(3) / 2.0);
    }
    return table;
}

bool within(IntervalTable const& table, std::size_t i, double left, double right) {
    bool const point = left == right;
    bool const begins = point && table.left[i] != table.right[i] && table.left[i] > 0
                            ? table.left[i] < left
                            : table.left[i] <= left;
    return begins && (table.left[i] < table.right[i] || point) && right <= table.right[i];
}

/// sum over rows that hold a place of weight / P, over the sum of weights: Gentleman & Geyer's
/// condition, row by row.
double slope_at(IntervalTable const& table, Turnbull const& fit, double left, double right) {
    double slope = 0;
    double weights = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        double probability = 0;
        for (std::size_t j = 0; j < fit.mass.size(); ++j) {
            probability += within(table, i, fit.left[j], fit.right[j]) ? fit.mass[j] : 0;
        }
        double const weight = table.weight.empty() ? 1 : table.weight[i];
        weights += weight;
        slope += within(table, i, left, right) ? weight / probability : 0;
    }
    return slope / weights;
}

} // namespace

TEST_CASE("The cosmesis data have the intervals of support and masses that are published") {
    auto const fit = turnbull(cosmesis());
    REQUIRE(fit.status == FitStatus::converged);
    CHECK(fit.left == std::vector<double>{4, 6, 7, 11, 24, 33, 38, 46});
    CHECK(fit.right == std::vector<double>{5, 7, 8, 12, 25, 34, 40, 48});
    std::vector<double> const published{0.0463, 0.0334, 0.0887, 0.0708,
                                        0.0926, 0.0818, 0.1209, 0.4656};
    for (std::size_t j = 0; j < published.size(); ++j) {
        CHECK(fit.mass[j] == Approx(published[j]).margin(0.0001));
    }
}

TEST_CASE("An EM algorithm written out in R and run to the end gives the same masses") {
    auto const fit = turnbull(cosmesis());
    auto const& stored = tests::numbers_of_r("turnbull");
    for (std::size_t j = 0; j < fit.mass.size(); ++j) {
        CHECK(fit.mass[j] ==
              Approx(stored.at(fmt::format("cosmesis.mass.{}", fit.left[j]))).epsilon(1e-8));
    }
    CHECK(fit.log_likelihood == Approx(stored.at("cosmesis.log_likelihood")).epsilon(1e-12));
}

TEST_CASE("R's survfit of intervals, which stops earlier, gives nearly the same survival") {
    auto const fit = turnbull(cosmesis());
    auto const& stored = tests::numbers_of_r("turnbull");
    for (int const t : {5, 8, 12, 30, 44}) {
        CHECK(fit.at(t).low == fit.at(t).high);
        CHECK(fit.at(t).low ==
              Approx(stored.at(fmt::format("cosmesis.survfit.{}", t))).margin(1e-3));
    }
}

TEST_CASE("Exact and right-censored times give Kaplan-Meier, ties and weights included") {
    tests::Luck luck(31);
    auto const data = tests::random_table(luck, 120, 1);
    IntervalTable intervals;
    EventTable weighted = data;
    for (std::size_t i = 0; i < data.size(); ++i) {
        intervals.left.push_back(data.time[i]);
        intervals.right.push_back(data.status[i] != 0 ? data.time[i] : never);
        intervals.weight.push_back(1 + static_cast<double>(i % 3));
    }
    weighted.weight = intervals.weight;
    auto const fit = turnbull(intervals);
    REQUIRE(fit.status == FitStatus::converged);
    auto const curve = kaplan_meier(weighted);
    for (double t = 0.5; t < 50; t += 1) {
        CHECK(fit.at(t).high == Approx(curve.at(t).value).margin(1e-9));
    }
}

TEST_CASE("No mass anywhere else would raise the likelihood of random intervals") {
    tests::Luck luck(32);
    for (int const rows : {5, 30, 200, 800}) {
        auto const table = random_intervals(luck, rows);
        auto const fit = turnbull(table);
        INFO(rows << " rows, " << fit.steps << " steps, gap " << fit.gap);
        REQUIRE(fit.status == FitStatus::converged);
        CHECK(std::accumulate(fit.mass.begin(), fit.mass.end(), 0.0) == Approx(1));
        for (std::size_t j = 0; j < fit.mass.size(); ++j) {
            CHECK(slope_at(table, fit, fit.left[j], fit.right[j]) == Approx(1).epsilon(1e-8));
        }
        for (double t = 0; t < 60; t += 0.5) {
            CHECK(slope_at(table, fit, t, t + 0.5) <= 1 + 1e-8);
            CHECK(slope_at(table, fit, t, t) <= 1 + 1e-8);
        }
    }
}

TEST_CASE("Within an interval of support, survival is told only between its ends") {
    IntervalTable const table{.left = {0, 2, 1}, .right = {2, 4, 3}};
    auto const fit = turnbull(table);
    REQUIRE(fit.status == FitStatus::converged);
    CHECK(fit.at(4).high == 0);
    CHECK(fit.at(0.5).low <= fit.at(0.5).high);
    auto const inside = turnbull({.left = {1}, .right = {3}}).at(2);
    CHECK(inside.low == 0);
    CHECK(inside.high == 1);
}

TEST_CASE("A weight of 2 is the row twice, and a longer unit of time changes no mass") {
    auto twice = cosmesis();
    auto weighted = cosmesis();
    weighted.weight.assign(weighted.size(), 1);
    weighted.weight[4] = 2;
    weighted.weight[9] = 2;
    for (std::size_t const row : {4U, 9U}) {
        twice.left.push_back(twice.left[row]);
        twice.right.push_back(twice.right[row]);
    }
    auto const by_weight = turnbull(weighted);
    auto const by_row = turnbull(twice);
    for (double& t : twice.left) {
        t *= 30.4;
    }
    for (double& t : twice.right) {
        t *= 30.4;
    }
    auto const in_days = turnbull(twice);
    REQUIRE(by_weight.mass.size() == by_row.mass.size());
    REQUIRE(in_days.mass.size() == by_row.mass.size());
    for (std::size_t j = 0; j < by_row.mass.size(); ++j) {
        CHECK(by_weight.mass[j] == Approx(by_row.mass[j]));
        CHECK(in_days.mass[j] == Approx(by_row.mass[j]));
    }
}

TEST_CASE("Nobody gives no estimate, nobody's event survival 1, and one time a single step") {
    CHECK(turnbull({}).status == FitStatus::no_rows);
    CHECK(std::isnan(turnbull({}).at(1).low));
    auto const censored = turnbull({.left = {3, 5}, .right = {never, never}});
    CHECK(censored.at(5).low == 1);
    auto const all_at_once = turnbull({.left = {2, 2}, .right = {2, 2}});
    CHECK(all_at_once.at(1.9).low == 1);
    CHECK(all_at_once.at(2).high == 0);
}
