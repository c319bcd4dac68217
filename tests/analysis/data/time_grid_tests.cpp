#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

using namespace analysis;
using tests::table;

TEST_CASE("A grid holds each distinct time once, ascending, whether whole days or not") {
    CHECK(TimeGrid(table({5, 2, 5, 91}, {1, 0, 1, 0})).times() == std::vector<double>{2, 5, 91});
    CHECK(TimeGrid(table({0.5, 2, 0.5}, {1, 0, 1})).times() == std::vector<double>{0.5, 2});
}

TEST_CASE("Times that differ by rounding are one time, the first of them") {
    auto const data = table({0.1 + 0.2, 0.3, 0.7}, {1, 1, 1});
    TimeGrid const grid(data);
    CHECK(grid.times() == std::vector{0.3, 0.7});
    CHECK(grid.row_of(0.1 + 0.2) == 0);
    CHECK(count_risk(data, grid).events == std::vector<double>{2, 1});
}

TEST_CASE("Times that differ by more than rounding stay apart and near-equals do not chain") {
    CHECK(TimeGrid(table({1, 1 + 1e-8}, {1, 1})).size() == 2);
    auto const step = 0.9e-9;
    CHECK(TimeGrid(table({1, 1 + step, 1 + 2 * step}, {1, 1, 1})).size() == 2);
}

TEST_CASE("A single subject on a day far away costs no memory for the days before") {
    TimeGrid const grid(table({1e15}, {1}));
    CHECK(grid.times() == std::vector{1e15});
    CHECK(grid.row_of(1e15) == 0);
}

TEST_CASE("Two tables share a grid") {
    auto const first = table({1, 3}, {1, 1});
    auto const second = table({2, 3}, {0, 1});
    TimeGrid const grid(first, second);
    CHECK(grid.times() == std::vector<double>{1, 2, 3});
    CHECK(count_risk(first, grid).at_risk == std::vector<double>{2, 1, 1});
    CHECK(count_risk(second, grid).censored == std::vector<double>{0, 1, 0});
    CHECK(count_risk(second, grid).at_risk == std::vector<double>{2, 2, 1});
}

TEST_CASE("Events are counted by cause and together") {
    auto const data = table({1, 1, 1, 2}, {1, 2, 0, 2}, 3);
    auto const risk = count_risk(data, TimeGrid(data));
    CHECK(risk.events == std::vector<double>{2, 1});
    CHECK(risk.events_of_cause == std::vector<std::vector<double>>{{1, 0}, {1, 1}, {0, 0}});
}

TEST_CASE("Looking up a time takes one that rounding made too small as reached") {
    std::vector<double> const times{0.1 + 0.2, 1};
    CHECK(times_until(times, 0.3) == 1);
    CHECK(times_until(times, 0.29) == 0);
    CHECK(times_until(times, 7) == 2);
}
