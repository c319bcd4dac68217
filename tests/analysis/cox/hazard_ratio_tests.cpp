#include "analysis/contrasts/log_rank.hpp"
#include "analysis/cox/cox_likelihood.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "tests/analysis/naive.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;
using tests::table;

namespace {

/// Maximum of the likelihood written out, by thirds.
double best_log_ratio(EventTable const& variant, EventTable const& baseline) {
    double low = -15;
    double high = 15;
    while (high - low > 1e-8) {
        double const first = low + (high - low) / 3;
        double const second = high - (high - low) / 3;
        bool const rises = tests::naive::log_likelihood(variant, baseline, first) <
                           tests::naive::log_likelihood(variant, baseline, second);
        (rises ? low : high) = rises ? first : second;
    }
    return (low + high) / 2;
}

double curvature(EventTable const& variant, EventTable const& baseline, double beta) {
    double const h = 1e-3;
    auto const at = [&](double b) { return tests::naive::log_likelihood(variant, baseline, b); };
    return (at(beta + h) - 2 * at(beta) + at(beta - h)) / (h * h);
}

void check_not_converged(EventTable const& variant, EventTable const& baseline) {
    auto const fit = hazard_ratio(variant, baseline, Pairing::unpaired);
    CHECK_FALSE(fit.converged);
    CHECK(std::isnan(fit.ratio.value));
    CHECK(std::isnan(fit.ratio.high));
    CHECK(std::isnan(fit.p));
}

} // namespace

TEST_CASE("Freireich's trial has a log hazard ratio of -1.572 (0.412), as textbooks print for "
          "Efron's ties") {
    auto const fit =
        hazard_ratio(tests::freireich_6mp(), tests::freireich_placebo(), Pairing::unpaired);
    CHECK(std::log(fit.ratio.value) == Approx(-1.572).margin(0.0005));
    CHECK(fit.ratio.standard_error == Approx(0.412).margin(0.0005));
}

TEST_CASE("The hazard ratio of three subjects has a closed form") {
    // L(w) = w / (2w + 1) x 1 / (w + 1) x 1, largest at w = 1 / sqrt(2).
    auto const fit = hazard_ratio(table({1, 3}, {1, 1}), table({2}, {1}), Pairing::unpaired);
    double const w = 1 / std::sqrt(2.0);
    CHECK(fit.ratio.value == Approx(w).epsilon(1e-12));
    double const first = 2 * w / (2 * w + 1);
    double const second = w / (w + 1);
    double const information = first * (1 - first) + second * (1 - second);
    CHECK(fit.ratio.standard_error == Approx(1 / std::sqrt(information)).epsilon(1e-12));
    CHECK(fit.ratio.high / fit.ratio.value == Approx(fit.ratio.value / fit.ratio.low));
}

TEST_CASE("The hazard ratio is the maximum of the likelihood written out, ties or not") {
    tests::Luck luck(31);
    for (double const unit : {5.0, 1.0, 0.0}) {
        auto const variant = tests::random_table(luck, 30, unit);
        auto const baseline = tests::random_table(luck, 45, unit);
        auto const fit = hazard_ratio(variant, baseline, Pairing::unpaired);
        double const beta = std::log(fit.ratio.value);
        CHECK(beta == Approx(best_log_ratio(variant, baseline)).margin(1e-6));
        CHECK(1 / (fit.ratio.standard_error * fit.ratio.standard_error) ==
              Approx(-curvature(variant, baseline, beta)).epsilon(1e-5));
    }
}

TEST_CASE("Without ties the score test at a ratio of 1 is the log-rank test") {
    tests::Luck luck(32);
    auto const variant = tests::random_table(luck, 40, 0);
    auto const baseline = tests::random_table(luck, 40, 0);
    TimeGrid const grid(variant, baseline);
    auto const slope =
        cox_slope(cox_times(count_risk(variant, grid), count_risk(baseline, grid)), 0);
    CHECK(slope.score * slope.score / slope.information ==
          Approx(log_rank(variant, baseline).chi_squared));
}

TEST_CASE("Swapping the groups inverts the hazard ratio") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    for (auto const pairing : {Pairing::unpaired, Pairing::same_people}) {
        auto const one = hazard_ratio(variant, baseline, pairing);
        auto const other = hazard_ratio(baseline, variant, pairing);
        CHECK(one.ratio.value * other.ratio.value == Approx(1));
        CHECK(one.ratio.low * other.ratio.high == Approx(1));
        CHECK(one.ratio.standard_error == Approx(other.ratio.standard_error));
        CHECK(one.p == Approx(other.p));
    }
}

TEST_CASE("The cluster-robust error agrees with leaving each person out in turn") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    auto const log_ratio = [](EventTable const& first, EventTable const& second) {
        return std::log(hazard_ratio(first, second, Pairing::unpaired).ratio.value);
    };
    double const all = log_ratio(variant, baseline);
    double squares = 0;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        double const change =
            log_ratio(tests::naive::without(variant, i), tests::naive::without(baseline, i)) - all;
        squares += change * change;
    }
    double const robust =
        hazard_ratio(variant, baseline, Pairing::same_people).ratio.standard_error;
    CHECK(robust == Approx(std::sqrt(squares)).epsilon(0.01));
    CHECK(robust < hazard_ratio(variant, baseline, Pairing::unpaired).ratio.standard_error);
}

TEST_CASE("Two designs under which everybody does the same have a ratio of exactly 1") {
    auto const data = tests::paired_days("variant");
    auto const fit = hazard_ratio(data, data, Pairing::same_people);
    CHECK(fit.converged);
    CHECK(fit.ratio.value == 1);
    CHECK(fit.ratio.low == 1);
    CHECK(fit.ratio.high == 1);
    CHECK(fit.p == 1);
}

TEST_CASE("An extreme ratio is found although Newton's first step is far too long") {
    std::vector<double> late(500, 100);
    std::vector<int> censored(500, 0);
    late.front() = 1;
    censored.front() = 1;
    std::vector<double> early;
    for (int i = 0; i < 500; ++i) {
        early.push_back(1 + 0.01 * i);
    }
    auto const variant = table(late, censored);
    auto const baseline = table(early, std::vector<int>(500, 1));
    auto const fit = hazard_ratio(variant, baseline, Pairing::unpaired);
    CHECK(fit.converged);
    CHECK(std::log(fit.ratio.value) == Approx(best_log_ratio(variant, baseline)).margin(1e-5));
}

TEST_CASE("A group without events has no hazard ratio") {
    auto const events = table({1, 2, 3}, {1, 1, 0});
    auto const none = table({3, 3, 3}, {0, 0, 0});
    check_not_converged(events, none);
    check_not_converged(none, events);
    check_not_converged(none, none);
}

TEST_CASE("An empty group has no hazard ratio") {
    auto const events = table({1, 2, 3}, {1, 1, 0});
    check_not_converged(events, table({}, {}));
    check_not_converged(table({}, {}), events);
    check_not_converged(table({}, {}), table({}, {}));
}

TEST_CASE("Groups whose events never overlap have no hazard ratio") {
    check_not_converged(table({1, 2}, {1, 1}), table({3, 4}, {1, 1}));
    check_not_converged(table({3, 4}, {1, 1}), table({1, 2}, {1, 1}));
}

TEST_CASE("Everybody's event on day 1 is a ratio of 1 however many there are") {
    auto const fit =
        hazard_ratio(table(std::vector<double>(30, 1), std::vector<int>(30, 1)),
                     table(std::vector<double>(50, 1), std::vector<int>(50, 1)), Pairing::unpaired);
    CHECK(fit.converged);
    CHECK(fit.ratio.value == Approx(1).epsilon(1e-9));
}

TEST_CASE("A hundred thousand people on ninety days are fitted") {
    tests::Luck luck(33);
    EventTable variant;
    EventTable baseline;
    for (int i = 0; i < 100'000; ++i) {
        for (auto* data : {&variant, &baseline}) {
            double const mean = data == &variant ? 40 : 32;
            double const day = std::ceil(mean * luck.exponential());
            data->time.push_back(std::fmin(day, 91));
            data->status.push_back(day < 91 ? 1 : 0);
        }
    }
    auto const fit = hazard_ratio(variant, baseline, Pairing::same_people);
    // 4.9 standard errors: a false alarm in a million; they leave room for the lumping of hazards
    // into days.
    double const error = fit.ratio.standard_error;
    CHECK(error < 0.006);
    CHECK(std::log(fit.ratio.value) == Approx(std::log(0.8)).margin(4.9 * error));
}

TEST_CASE("rows that stand for several pairs of people give the hazard ratio of those pairs") {
    EventTable few = table({1, 3, 3, 5, 8, 2}, {1, 1, 0, 1, 0, 1});
    EventTable other = table({2, 1, 3, 6, 8, 2}, {1, 1, 1, 0, 1, 0});
    std::vector<double> const copies{3, 1, 4, 2, 5, 2};
    EventTable variant;
    EventTable baseline;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        for (int copy = 0; copy < copies[i]; ++copy) {
            variant.time.push_back(few.time[i]);
            variant.status.push_back(few.status[i]);
            baseline.time.push_back(other.time[i]);
            baseline.status.push_back(other.status[i]);
        }
    }
    few.weight = other.weight = copies;
    for (auto const pairing : {Pairing::same_people, Pairing::unpaired}) {
        auto const one_by_one = hazard_ratio(variant, baseline, pairing);
        auto const counted = hazard_ratio(few, other, pairing, {}, RowWeights::copies);
        CHECK(counted.ratio.value == Approx(one_by_one.ratio.value).epsilon(1e-12));
        CHECK(counted.ratio.standard_error ==
              Approx(one_by_one.ratio.standard_error).epsilon(1e-12));
    }
}
