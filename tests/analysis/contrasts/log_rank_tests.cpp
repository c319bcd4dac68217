#include "analysis/contrasts/log_rank.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;
using tests::table;

TEST_CASE("Freireich's trial has a log-rank statistic of 16.79, as every textbook prints") {
    auto const test = log_rank(tests::freireich_6mp(), tests::freireich_placebo());
    CHECK(test.observed == 9);
    CHECK(test.expected == Approx(19.25).margin(0.005));
    CHECK(test.chi_squared == Approx(16.79).margin(0.005));
    CHECK(test.p == Approx(4.17e-5).epsilon(0.01));
}

TEST_CASE("The log-rank test of four subjects, worked by hand") {
    // Day 1: d 2 of n 4 (variant 1 of 2); day 2: d 1 of n 2 (variant 0 of 1); day 3: n 1.
    auto const test = log_rank(table({1, 3}, {1, 1}), table({1, 2}, {1, 1}));
    CHECK(test.observed == 2);
    CHECK(test.expected == Approx(1 + 0.5 + 1));
    double const variance = 2 * 0.25 * 2 / 3 + 0.25;
    CHECK(test.chi_squared == Approx(0.25 / variance));
}

TEST_CASE("The log-rank test does not mind which group comes first") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    CHECK(log_rank(variant, baseline).chi_squared ==
          Approx(log_rank(baseline, variant).chi_squared));
}

TEST_CASE("Equal groups have a log-rank statistic of 0") {
    auto const data = tests::paired_days("variant");
    CHECK(log_rank(data, data).chi_squared == Approx(0).margin(1e-20));
    CHECK(log_rank(data, data).p == Approx(1));
}

TEST_CASE("Whole days and the same days in other units give the same log-rank test") {
    auto variant = tests::paired_days("variant");
    auto baseline = tests::paired_days("baseline");
    double const by_day = log_rank(variant, baseline).chi_squared;
    for (auto* data : {&variant, &baseline}) {
        for (double& time : data->time) {
            time *= 0.1;
        }
    }
    CHECK(log_rank(variant, baseline).chi_squared == by_day);
}

TEST_CASE("Without events or without a group there is no log-rank test") {
    auto const censored = table({1, 2}, {0, 0});
    CHECK(log_rank(censored, censored).observed == 0);
    CHECK(std::isnan(log_rank(censored, censored).p));
    CHECK(std::isnan(log_rank(table({}, {}), tests::freireich_6mp()).chi_squared));
    CHECK(std::isnan(log_rank(table({}, {}), table({}, {})).p));
}
