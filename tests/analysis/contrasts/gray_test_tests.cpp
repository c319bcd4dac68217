#include "analysis/contrasts/gray_test.hpp"
#include "analysis/contrasts/log_rank_test.hpp"
#include "analysis/contrasts/rows.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

struct Grouped {
    EventTable table;
    Grouping groups{.of = {}, .groups = 3};
};

Grouped grouped(std::size_t rows) {
    tests::Luck luck(11);
    Grouped made{.table = tests::random_table(luck, rows, 1)};
    for (std::size_t i = 0; i < rows; ++i) {
        made.groups.of.push_back(luck.below(3));
    }
    return made;
}

} // namespace

TEST_CASE("Without competing causes or ties Gray's scores are those of the log-rank test") {
    tests::Luck luck(5);
    auto table = tests::random_table(luck, 80, 0);
    Grouping groups{.of = {}, .groups = 2};
    for (auto& status : table.status) {
        status = status == 0 ? 0 : 1;
        groups.of.push_back(luck.below(2));
    }
    auto const gray = gray_test(table, 1, groups);
    auto const log_rank = log_rank_test(table, groups);
    CHECK((gray.score - (log_rank.observed - log_rank.expected)).norm() == Approx(0).margin(1e-9));
}

TEST_CASE("Gray's scores add up to 0, and so do the rows of their covariance") {
    auto const data = grouped(100);
    auto const gray = gray_test(data.table, 2, data.groups, {}, 1);
    CHECK(gray.score.sum() == Approx(0).margin(1e-10));
    CHECK(gray.covariance.rowwise().sum().norm() == Approx(0).margin(1e-10));
    CHECK(gray.test.degrees_of_freedom == 2);
}

TEST_CASE("Gray's test counts a row of weight two as two rows") {
    auto data = grouped(70);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < data.table.size(); ++i) {
        data.table.weight.push_back(static_cast<double>(1 + i % 2));
        rows.insert(rows.end(), 1 + i % 2, i);
    }
    auto copies = rows_of(data.table, rows);
    copies.weight.clear();
    CHECK(gray_test(data.table, 1, data.groups).test.chi_squared ==
          Approx(gray_test(copies, 1, rows_of(data.groups, rows)).test.chi_squared));
}

TEST_CASE("Gray's test does not mind the order of rows, empty groups or the unit of time") {
    auto const data = grouped(90);
    double const expected = gray_test(data.table, 1, data.groups).test.chi_squared;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < 90; ++i) {
        rows.push_back((i * 7 + 2) % 90);
    }
    auto other = rows_of(data.table, rows);
    auto groups = rows_of(data.groups, rows);
    for (double& t : other.time) {
        t *= 0.1;
    }
    groups.groups = 5;
    auto const test = gray_test(other, 1, groups).test;
    CHECK(test.chi_squared == Approx(expected));
    CHECK(test.degrees_of_freedom == 2);
}

TEST_CASE("Gray's test is not defined without events of the cause, with one group or late entry") {
    auto const data = grouped(50);
    auto none = data.table;
    for (auto& status : none.status) {
        status = status == 1 ? 0 : status;
    }
    CHECK(std::isnan(gray_test(none, 1, data.groups).test.p));
    Grouping const one{.of = std::vector<int>(50, 0), .groups = 1};
    CHECK(std::isnan(gray_test(data.table, 1, one).test.p));
    auto late = data.table;
    late.entry.assign(50, 0.5);
    CHECK(std::isnan(gray_test(late, 1, data.groups).test.p));
    CHECK(std::isnan(gray_test(tests::table({}, {}), 1, {.of = {}, .groups = 2}).test.p));
}
