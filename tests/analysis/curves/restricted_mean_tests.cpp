#include "analysis/curves/restricted_mean.hpp"
#include "tests/analysis/naive.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;
using tests::table;

namespace {

/// Jackknife standard error of a statistic of pairs: leaves each person out of both tables.
template <typename Statistic>
double jackknife(EventTable const& variant, EventTable const& baseline, Statistic statistic) {
    auto const n = static_cast<double>(variant.size());
    std::vector<double> left_out;
    double sum = 0;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        left_out.push_back(
            statistic(tests::naive::without(variant, i), tests::naive::without(baseline, i)));
        sum += left_out.back();
    }
    double squares = 0;
    for (double const value : left_out) {
        squares += (value - sum / n) * (value - sum / n);
    }
    return std::sqrt(squares * (n - 1) / n);
}

} // namespace

TEST_CASE("The restricted mean is the area under the steps, worked by hand") {
    // S: 1 to day 2, then 3/4; at 3 a censoring; at 4 one of two: 3/8.
    auto const curve = kaplan_meier(table({2, 3, 4, 6}, {1, 0, 1, 0}));
    auto const mean = restricted_mean(curve, 5);
    CHECK(mean.value == Approx(2 + 2 * 0.75 + 1 * 0.375));
    // Areas beyond days 2 and 4: 1.875 and 0.375.
    double const variance = 1.875 * 1.875 / 12 + 0.375 * 0.375 / 2;
    CHECK(mean.standard_error == Approx(std::sqrt(variance)));
}

TEST_CASE("The restricted mean agrees with the area written out") {
    tests::Luck luck(12);
    for (double const unit : {1.0, 0.0}) {
        auto const data = tests::random_table(luck, 80, unit);
        for (double const tau : {0.5, 7.0, 20.25, 40.0}) {
            CHECK(restricted_mean(kaplan_meier(data), tau).value ==
                  Approx(tests::naive::restricted_mean(data, tau)).epsilon(1e-12));
        }
    }
}

TEST_CASE("Without censoring the restricted mean is the mean of the times, with its error") {
    auto const curve = kaplan_meier(table({1, 2, 2, 7}, {1, 1, 1, 1}));
    CHECK(restricted_mean(curve, 10).value == Approx(3));
    CHECK(restricted_mean(curve, 10).standard_error == Approx(std::sqrt((4 + 1 + 1 + 16) / 16.0)));
    CHECK(restricted_mean(curve, 4).value == Approx((1 + 2 + 2 + 4) / 4.0));
}

TEST_CASE("Beyond the last time the restricted mean is defined only when nobody is left") {
    CHECK(std::isnan(restricted_mean(kaplan_meier(table({1, 4}, {1, 0})), 4.5).value));
    CHECK(restricted_mean(kaplan_meier(table({1, 4}, {1, 0})), 4).value == Approx(2.5));
    CHECK(restricted_mean(kaplan_meier(table({1, 4}, {1, 1})), 4.5).value == Approx(2.5));
}

TEST_CASE("Before the first event the restricted mean is tau for sure") {
    auto const mean = restricted_mean(kaplan_meier(table({3, 4}, {1, 0})), 2);
    CHECK(mean.value == 2);
    CHECK(mean.low == 2);
    CHECK(mean.high == 2);
}

TEST_CASE("Squared influences of one table add up to the variance of its restricted mean") {
    tests::Luck luck(13);
    auto const data = tests::random_table(luck, 200, 1);
    // Nobody in the other table has an event, so its influences are all 0.
    auto const still = table(std::vector<double>(200, 90), std::vector<int>(200, 0));
    auto const paired = restricted_mean_difference(data, still, 30, Pairing::same_people);
    CHECK(paired.standard_error ==
          Approx(restricted_mean(kaplan_meier(data), 30).standard_error).epsilon(1e-10));
}

TEST_CASE("Without censoring the paired difference is the mean difference of times") {
    auto const variant = table({3, 5, 9, 9}, {1, 1, 1, 1});
    auto const baseline = table({1, 6, 4, 9}, {1, 1, 1, 1});
    auto const difference = restricted_mean_difference(variant, baseline, 10, Pairing::same_people);
    CHECK(difference.value == Approx(1.5));
    double const squares = 0.25 + 6.25 + 12.25 + 2.25; // of 2, -1, 5, 0 about 1.5
    CHECK(difference.standard_error == Approx(std::sqrt(squares) / 4));
}

TEST_CASE("The paired error agrees with leaving each person out in turn") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    double const error = jackknife(variant, baseline, [](auto const& first, auto const& second) {
        return restricted_mean_difference(first, second, 60, Pairing::unpaired).value;
    });
    auto const paired = restricted_mean_difference(variant, baseline, 60, Pairing::same_people);
    // The jackknife is the infinitesimal one up to terms of relative size 1 / people.
    CHECK(paired.standard_error == Approx(error).epsilon(4.0 / 600));
}

TEST_CASE("Two designs under which everybody does the same do not differ at all") {
    auto const data = tests::paired_days("variant");
    auto const difference = restricted_mean_difference(data, data, 60, Pairing::same_people);
    CHECK(difference.value == 0);
    CHECK(difference.standard_error == 0);
}

TEST_CASE("Swapping variant and baseline turns the difference round") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    for (auto const pairing : {Pairing::unpaired, Pairing::same_people}) {
        auto const one = restricted_mean_difference(variant, baseline, 60, pairing, {0.9});
        auto const other = restricted_mean_difference(baseline, variant, 60, pairing, {0.9});
        CHECK(one.value == Approx(-other.value));
        CHECK(one.low == Approx(-other.high));
    }
}

TEST_CASE("A difference with a group that tells nothing up to tau is not defined") {
    auto const data = table({2, 9}, {1, 0});
    auto const short_record = table({2, 5}, {1, 0});
    for (auto const pairing : {Pairing::unpaired, Pairing::same_people}) {
        CHECK(std::isnan(restricted_mean_difference(data, short_record, 8, pairing).value));
    }
    CHECK(std::isnan(
        restricted_mean_difference(data, table({}, {}), 8, Pairing::unpaired).standard_error));
}
