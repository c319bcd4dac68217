#include "analysis/contrasts/log_rank.hpp"
#include "analysis/contrasts/log_rank_test.hpp"
#include "analysis/contrasts/max_combo.hpp"
#include "analysis/contrasts/pairwise_log_rank.hpp"
#include "analysis/contrasts/rows.hpp"
#include "tests/analysis/contrasts/naive_log_rank.hpp"
#include "tests/analysis/naive.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace analysis;

namespace {

struct Sample {
    EventTable table;
    Grouping groups{.of = {}, .groups = 3};
    Grouping strata{.of = {}, .groups = 2};
};

/// Rows with ties, late entry (some exactly at another's time) and weights, in three groups.
Sample sample(std::uint64_t seed, std::size_t rows, double unit) {
    tests::Luck luck(seed);
    Sample made;
    made.table = tests::random_table(luck, rows, unit);
    for (std::size_t i = 0; i < rows; ++i) {
        double const entry = std::floor(luck.uniform() * made.table.time[i] * 0.999);
        made.table.entry.push_back(entry < made.table.time[i] ? entry : 0);
        made.table.weight.push_back(1 + luck.below(3));
        made.groups.of.push_back(luck.below(3));
        made.strata.of.push_back(luck.below(2));
    }
    return made;
}

void check_equal(LogRankTest const& one, LogRankTest const& other) {
    CHECK((one.observed - other.observed).norm() == Approx(0).margin(1e-9));
    CHECK((one.expected - other.expected).norm() == Approx(0).margin(1e-9));
    CHECK((one.covariance - other.covariance).norm() == Approx(0).margin(1e-9));
    CHECK(one.test.chi_squared == Approx(other.test.chi_squared));
}

Sample reordered(Sample const& given) {
    std::vector<std::size_t> rows(given.table.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = (i * 7 + 3) % rows.size();
    }
    return {rows_of(given.table, rows), rows_of(given.groups, rows), rows_of(given.strata, rows)};
}

} // namespace

TEST_CASE(
    "Counting everybody anew at every time gives the same sums, with ties, entry and weights") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto const data = sample(seed, 60, seed % 2 == 0 ? 1 : 0);
        auto const found = log_rank_test(data.table, data.groups, data.strata);
        auto const naive = tests::naive::log_rank(data.table, data.groups, data.strata);
        CHECK((found.observed - found.expected - naive.excess).norm() == Approx(0).margin(1e-9));
        CHECK((found.covariance - naive.covariance).norm() == Approx(0).margin(1e-9));
    }
}

TEST_CASE("The order of rows makes no difference to the log-rank test") {
    auto const data = sample(3, 101, 1);
    auto const other = reordered(data);
    check_equal(log_rank_test(data.table, data.groups, data.strata, Gehan{}),
                log_rank_test(other.table, other.groups, other.strata, Gehan{}));
}

TEST_CASE("A row of weight two is that row twice") {
    auto const data = sample(4, 80, 1);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < data.table.size(); ++i) {
        rows.insert(rows.end(), static_cast<std::size_t>(data.table.weight[i]), i);
    }
    auto copies = rows_of(data.table, rows);
    copies.weight.clear();
    for (LogRankWeight const& weight :
         {LogRankWeight{plain_log_rank}, LogRankWeight{FlemingHarrington{0.5, 1}},
          LogRankWeight{TaroneWare{}}}) {
        check_equal(
            log_rank_test(data.table, data.groups, data.strata, weight),
            log_rank_test(copies, rows_of(data.groups, rows), rows_of(data.strata, rows), weight));
    }
}

TEST_CASE("A row split at a time into two is the same row") {
    auto const whole = sample(5, 80, 1);
    auto split = whole;
    for (std::size_t i = 0; i < whole.table.size(); ++i) {
        double const middle = whole.table.entry[i] + 1;
        if (middle < whole.table.time[i]) {
            split.table.time[i] = middle;
            split.table.status[i] = 0;
            split.table.time.push_back(whole.table.time[i]);
            split.table.status.push_back(whole.table.status[i]);
            split.table.entry.push_back(middle);
            split.table.weight.push_back(whole.table.weight[i]);
            split.groups.of.push_back(whole.groups.of[i]);
            split.strata.of.push_back(whole.strata.of[i]);
        }
    }
    check_equal(log_rank_test(whole.table, whole.groups, whole.strata),
                log_rank_test(split.table, split.groups, split.strata));
}

TEST_CASE("The unit of time makes no difference to the log-rank test") {
    auto data = sample(6, 80, 1);
    auto const days = log_rank_test(data.table, data.groups);
    for (auto* column : {&data.table.time, &data.table.entry}) {
        for (double& t : *column) {
            t *= 0.1;
        }
    }
    check_equal(days, log_rank_test(data.table, data.groups));
}

TEST_CASE("0.1 + 0.2 and 0.3 are one time, for events and for who enters") {
    auto const data = tests::table({0.1 + 0.2, 0.3, 0.5}, {1, 1, 1});
    Grouping const groups{.of = {0, 1, 1}, .groups = 2};
    CHECK(log_rank_test(data, groups).expected[0] == Approx(2.0 / 3));
    auto late = data;
    late.entry = {0, 0, 0.1 + 0.2};
    CHECK(log_rank_test(late, groups).expected[0] == Approx(1));
}

TEST_CASE("Whole days and other times are ordered alike, also beyond the days that are counted") {
    auto const groups = Grouping{.of = {0, 1, 0, 1}, .groups = 2};
    auto const near = log_rank_test(tests::table({3, 1, 2, 4}, {1, 1, 1, 1}), groups);
    auto const far = log_rank_test(tests::table({3e15, 1e15, 2e15, 4e15}, {1, 1, 1, 1}), groups);
    check_equal(near, far);
}

TEST_CASE("With two groups the k-group test is the two-table test") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    auto const both = stack(variant, baseline);
    auto const test = log_rank_test(both.table, both.groups);
    CHECK(test.test.chi_squared == Approx(log_rank(variant, baseline).chi_squared));
    CHECK(test.test.degrees_of_freedom == 1);
    CHECK(test.rows[0] == static_cast<double>(variant.size()));
}

TEST_CASE("Tables of which only one has weights and entry are stacked with ones and zeros") {
    auto const plain = tests::table({2, 3}, {1, 0});
    auto rich = tests::table({4}, {1});
    rich.entry = {1};
    rich.weight = {2};
    auto const both = stack(plain, rich);
    CHECK(both.table.entry == std::vector<double>{0, 0, 1});
    CHECK(both.table.weight == std::vector<double>{1, 1, 2});
    CHECK(both.groups.of == std::vector<int>{0, 0, 1});
}

TEST_CASE("Without events, with one group or without rows there is no test and no false alarm") {
    Grouping const two{.of = {0, 1}, .groups = 2};
    CHECK(std::isnan(log_rank_test(tests::table({1, 2}, {0, 0}), two).test.p));
    Grouping const one{.of = {0, 0}, .groups = 1};
    CHECK(std::isnan(log_rank_test(tests::table({1, 2}, {1, 1}), one).test.p));
    CHECK(log_rank_test(tests::table({1, 2}, {1, 1}), one).test.degrees_of_freedom == 0);
    Grouping const none{.of = {}, .groups = 2};
    CHECK(std::isnan(log_rank_test(tests::table({}, {}), none).test.p));
    CHECK(std::isnan(max_combo(tests::table({}, {}), none).p));
    CHECK(std::isnan(log_rank_test(tests::table({5, 5}, {1, 1}), two).test.p)); // all at once
}

TEST_CASE("A group without rows costs no degree of freedom") {
    auto const data = sample(7, 90, 1);
    auto wider = data.groups;
    wider.groups = 4;
    auto const test = log_rank_test(data.table, wider);
    CHECK(test.test.degrees_of_freedom == 2);
    CHECK(test.test.chi_squared == Approx(log_rank_test(data.table, data.groups).test.chi_squared));
}

TEST_CASE("Groups that never meet in a stratum are compared only with those they meet") {
    // Groups 0 and 1 in one stratum, 2 and 3 in the other: two separate comparisons.
    auto const first = sample(8, 60, 1);
    Grouping groups{.of = {}, .groups = 4};
    Grouping strata{.of = {}, .groups = 2};
    for (std::size_t i = 0; i < 60; ++i) {
        groups.of.push_back(static_cast<int>(i % 4));
        strata.of.push_back(static_cast<int>(i % 4 / 2));
    }
    auto const test = log_rank_test(first.table, groups, strata);
    CHECK(test.test.degrees_of_freedom == 2);
    double separate = 0;
    for (auto const& pair : pairwise_log_rank(first.table, groups, strata)) {
        separate +=
            pair.second == pair.first + 1 && pair.first % 2 == 0 ? pair.test.chi_squared : 0;
    }
    CHECK(test.test.chi_squared == Approx(separate));
}

TEST_CASE("Trend of two groups is the log-rank test, and scores may be shifted and stretched") {
    auto const data = sample(9, 90, 1);
    auto const test = log_rank_test(data.table, data.groups);
    std::vector<double> const scores{0, 1, 2};
    std::vector<double> const other{5, 8, 11};
    CHECK(trend_test(test, scores).z == Approx(trend_test(test, other).z));
    std::vector<double> const same{4, 4, 4};
    CHECK(std::isnan(trend_test(test, same).p));
    auto const both = stack(tests::freireich_6mp(), tests::freireich_placebo());
    auto const two = log_rank_test(both.table, both.groups);
    double const z = trend_test(two, std::vector<double>{0, 1}).z;
    CHECK(z > 0);
    CHECK(z * z == Approx(two.test.chi_squared));
}

TEST_CASE("A combination of one weight is that test, two-sided") {
    auto const both = stack(tests::freireich_6mp(), tests::freireich_placebo());
    std::vector<LogRankWeight> const one{plain_log_rank};
    auto const test = max_combo(both.table, both.groups, {}, one);
    CHECK(test.largest * test.largest == Approx(16.79).margin(0.005));
    CHECK(test.p == Approx(log_rank_test(both.table, both.groups).test.p).epsilon(1e-6));
    std::vector<LogRankWeight> const twice{plain_log_rank, plain_log_rank};
    CHECK(max_combo(both.table, both.groups, {}, twice).p == Approx(test.p).epsilon(1e-6));
}

TEST_CASE("Four free weights are integrated between the p of one and four times that") {
    auto const both = stack(tests::freireich_6mp(), tests::freireich_placebo());
    std::vector<LogRankWeight> const four{plain_log_rank, Gehan{}, FlemingHarrington{0, 2},
                                          FlemingHarrington{2, 2}};
    auto const test = max_combo(both.table, both.groups, {}, four);
    double const alone = std::erfc(test.largest / std::sqrt(2.0));
    CHECK(test.p > alone);
    CHECK(test.p < 4 * alone);
}
