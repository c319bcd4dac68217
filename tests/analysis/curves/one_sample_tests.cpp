#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/conditional_survival.hpp"
#include "analysis/curves/hazard_by_period.hpp"
#include "analysis/curves/influence.hpp"
#include "analysis/curves/nelson_aalen.hpp"
#include "analysis/curves/number_at_risk.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/data/cause_specific.hpp"
#include "analysis/data/time_grid.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace analysis;
using tests::table;

namespace {

/// Entries, weights and clusters of four on random times.
EventTable everything(tests::Luck& luck, std::size_t rows, double unit) {
    auto data = tests::random_table(luck, rows, unit);
    for (std::size_t i = 0; i < rows; ++i) {
        double const entry =
            unit > 0 ? std::floor(data.time[i] / 2 / unit) * unit : data.time[i] / 2;
        data.entry.push_back(luck.below(3) == 0 ? entry : 0);
        data.weight.push_back(0.5 + luck.uniform());
        data.cluster.push_back(static_cast<int>(i) / 4);
    }
    return data;
}

/// (d estimate / d w_i) w_i by moving the weight, squared and added up by cluster.
template <typename Statistic>
double numeric_jackknife(EventTable const& data, Statistic statistic) {
    constexpr double move = 1e-5;
    std::vector<double> influence;
    for (std::size_t i = 0; i < data.size(); ++i) {
        auto up = data;
        auto down = data;
        up.weight[i] *= 1 + move;
        down.weight[i] *= 1 - move;
        influence.push_back((statistic(up) - statistic(down)) / (2 * move));
    }
    return std::sqrt(jackknife_variance(influence, data.cluster));
}

/// Every row cut in two at a time, (entry, cut] and (cut, time], in one cluster.
EventTable cut_at(EventTable const& data, double cut) {
    auto parts = data;
    parts.entry.resize(data.size(), 0);
    parts.cluster.resize(data.size());
    std::iota(parts.cluster.begin(), parts.cluster.end(), 0);
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (parts.entry[i] < cut && cut < data.time[i]) {
            parts.time.push_back(cut);
            parts.status.push_back(0);
            parts.entry.push_back(parts.entry[i]);
            parts.cluster.push_back(static_cast<int>(i));
            if (!data.weight.empty()) {
                parts.weight.push_back(data.weight[i]);
            }
            parts.entry[i] = cut;
        }
    }
    return parts;
}

EventTable reversed(EventTable data) {
    std::reverse(data.time.begin(), data.time.end());
    std::reverse(data.status.begin(), data.status.end());
    std::reverse(data.entry.begin(), data.entry.end());
    std::reverse(data.weight.begin(), data.weight.end());
    std::reverse(data.cluster.begin(), data.cluster.end());
    return data;
}

void same(Estimate const& a, Estimate const& b) {
    CHECK(a.value == Approx(b.value));
    CHECK(a.standard_error == Approx(b.standard_error));
}

} // namespace

TEST_CASE("The jackknife errors are those of moving each row's weight") {
    tests::Luck luck(51);
    for (double const unit : {1.0, 0.0}) {
        auto const data = everything(luck, 80, unit);
        double const t = 15;
        auto const check = [&](double error, auto statistic) {
            CHECK(error == Approx(numeric_jackknife(data, statistic)).epsilon(1e-6));
        };
        check(kaplan_meier(data).at(t).standard_error,
              [&](EventTable const& moved) { return kaplan_meier(moved).at(t).value; });
        check(std::sqrt(jackknife_variance(survival_influence(data, t), data.cluster)),
              [&](EventTable const& moved) { return kaplan_meier(moved).at(t).value; });
        check(restricted_mean(data, t).standard_error,
              [&](EventTable const& moved) { return restricted_mean(moved, t).value; });
        check(nelson_aalen(data).at(t).standard_error,
              [&](EventTable const& moved) { return nelson_aalen(moved).at(t).value; });
        auto const harrington = [&](EventTable const& moved) {
            return nelson_aalen(moved, {}, LimitScale::log, HazardTies::fleming_harrington).at(t);
        };
        // There only the mean weight of those who tie counts.
        check(harrington(data).standard_error,
              [&](EventTable const& moved) { return harrington(moved).value; });
        for (int const cause : {1, 2}) {
            check(aalen_johansen(data).at(cause, t).standard_error, [&](EventTable const& moved) {
                return aalen_johansen(moved).at(cause, t).value;
            });
        }
        check(conditional_survival(data, 5).at(t).standard_error,
              [&](EventTable const& moved) { return conditional_survival(moved, 5).at(t).value; });
    }
}

TEST_CASE("Cutting rows in two at a time changes nothing that is estimated") {
    tests::Luck luck(52);
    auto const whole = tests::random_table(luck, 100, 1);
    auto const parts = cut_at(whole, 7);
    REQUIRE(parts.size() > whole.size());
    auto const jackknife = CurveVariance::jackknife;
    for (double const t : {3.0, 7.0, 20.0}) {
        same(kaplan_meier(parts, {}, LimitScale::log, jackknife).at(t),
             kaplan_meier(whole, {}, LimitScale::log, jackknife).at(t));
        same(kaplan_meier(parts, {}, LimitScale::log, CurveVariance::model).at(t),
             kaplan_meier(whole).at(t));
        same(aalen_johansen(parts).at(2, t), aalen_johansen(whole, {}, jackknife).at(2, t));
        same(restricted_mean(parts, t), restricted_mean(whole, t, {}, jackknife));
        CHECK(number_at_risk(parts, std::array{t}).rows ==
              number_at_risk(whole, std::array{t}).rows);
    }
    std::array const breaks{0.0, 7.0, 30.0};
    CHECK(hazard_by_period(parts, breaks)[1].exposure ==
          Approx(hazard_by_period(whole, breaks)[1].exposure));
}

TEST_CASE("Of independent rows the jackknife of Kaplan-Meier is Greenwood's variance exactly") {
    tests::Luck luck(53);
    auto const data = tests::random_table(luck, 150, 1);
    auto const jackknife = kaplan_meier(data, {}, LimitScale::log_log, CurveVariance::jackknife);
    auto const greenwood = kaplan_meier(data);
    for (std::size_t row = 0; row < greenwood.time.size(); ++row) {
        CHECK(jackknife.log_variance[row] == Approx(greenwood.log_variance[row]).epsilon(1e-12));
    }
}

TEST_CASE("A whole weight is as many rows") {
    tests::Luck luck(54);
    auto once = tests::random_table(luck, 60, 1);
    auto repeated = once;
    for (std::size_t i = 0; i < once.size(); ++i) {
        once.weight.push_back(1 + static_cast<double>(i % 3));
        for (std::size_t k = 0; k < i % 3; ++k) {
            repeated.time.push_back(once.time[i]);
            repeated.status.push_back(once.status[i]);
        }
    }
    same(kaplan_meier(once).at(12), kaplan_meier(repeated).at(12));
    same(nelson_aalen(once).at(12), nelson_aalen(repeated).at(12));
    same(aalen_johansen(once).at(1, 12), aalen_johansen(repeated).at(1, 12));
    same(restricted_mean(once, 12), restricted_mean(repeated, 12));
    same(hazard_by_period(once, std::array{0.0, 9.0})[0].exact,
         hazard_by_period(repeated, std::array{0.0, 9.0})[0].exact);
}

TEST_CASE("The order of rows changes nothing") {
    tests::Luck luck(55);
    auto const data = everything(luck, 100, 0);
    auto const back = reversed(data);
    same(kaplan_meier(data).at(9), kaplan_meier(back).at(9));
    same(aalen_johansen(data).at(1, 9), aalen_johansen(back).at(1, 9));
    same(restricted_mean(data, 9), restricted_mean(back, 9));
}

TEST_CASE("Cause-specific cumulative hazards add up to that of all causes") {
    tests::Luck luck(56);
    auto const data = tests::random_table(luck, 100, 1);
    double const sum = nelson_aalen(cause_specific(data, 1)).at(15).value +
                       nelson_aalen(cause_specific(data, 2)).at(15).value;
    CHECK(sum == Approx(nelson_aalen(data).at(15).value));
}

TEST_CASE("The cumulative hazard, worked by hand with and without the correction of ties") {
    auto const data = table({2, 2, 3, 5}, {1, 1, 0, 1});
    auto const plain = nelson_aalen(data, {}, LimitScale::log);
    CHECK(plain.at(2).value == Approx(0.5));
    CHECK(plain.at(2).standard_error == Approx(std::sqrt(2.0 / 16)));
    CHECK(plain.at(5).value == Approx(1.5));
    CHECK(plain.at(5).high == Approx(1.5 + 1.959963984540054 * plain.at(5).standard_error));
    auto const corrected = nelson_aalen(data, {}, LimitScale::log, HazardTies::fleming_harrington);
    CHECK(corrected.at(2).value == Approx(1.0 / 4 + 1.0 / 3));
    CHECK(corrected.at(2).standard_error == Approx(std::sqrt(1.0 / 16 + 1.0 / 9)));
    CHECK(plain.at(1).value == 0);
    CHECK(plain.survival(1).value == 1);
}

TEST_CASE("Conditional survival is the ratio of two survivals, and depends on no earlier time") {
    tests::Luck luck(57);
    auto const data = tests::random_table(luck, 200, 1);
    auto const whole = kaplan_meier(data);
    auto const given = conditional_survival(data, 8);
    for (double const t : {8.0, 9.0, 20.0, 35.0}) {
        CHECK(given.at(t).value == Approx(whole.at(t).value / whole.at(8).value));
    }
    auto const row = [](KaplanMeier const& curve, double t) {
        return curve.log_variance[times_until(curve.time, t) - 1];
    };
    CHECK(row(given, 20) == Approx(row(whole, 20) - row(whole, 8)));
    CHECK(std::isnan(conditional_survival(data, 1e6).at(2e6).value));
}

TEST_CASE("Limits keep to 0 .. 1 on every scale") {
    auto const data = table({1, 2, 3, 4, 5}, {1, 1, 1, 1, 0});
    for (auto const scale : {LimitScale::plain, LimitScale::log, LimitScale::log_log}) {
        auto const curve = kaplan_meier(data, {}, scale);
        for (double const t : {1.0, 2.0, 4.0}) {
            CHECK(curve.at(t).low >= 0);
            CHECK(curve.at(t).low < curve.at(t).value);
            CHECK(curve.at(t).high > curve.at(t).value);
            CHECK(curve.at(t).high <= 1);
        }
    }
    CHECK(kaplan_meier(data, {}, LimitScale::plain).at(0.5).low == 1);
    CHECK(std::isnan(kaplan_meier(data).at(0.5).low));
}

TEST_CASE("Numbers at risk count who has entered and is still in, at times in any order") {
    EventTable data{.time = {2, 5, 5, 9}, .status = {1, 0, 1, 1}};
    std::array const times{5.0, 0.0, 2.0, 9.5, 5.0};
    CHECK(number_at_risk(data, times).rows == std::vector<std::size_t>{3, 4, 4, 0, 3});
    data.entry = {0, 0, 2, 5};
    data.weight = {1, 0.5, 2, 4};
    CHECK(number_at_risk(data, times).rows == std::vector<std::size_t>{2, 0, 2, 0, 2});
    CHECK(number_at_risk(data, times).weight == std::vector<double>{2.5, 0, 1.5, 0, 2.5});
}

TEST_CASE("Hazard by period, worked by hand: an event on a break is the period's it ends") {
    EventTable data{.time = {2, 5, 7, 12}, .status = {1, 1, 0, 1}};
    data.entry = {0, 1, 0, 6};
    auto const periods = hazard_by_period(data, std::array{0.0, 5.0, 10.0});
    CHECK(periods[0].events == 2);
    CHECK(periods[0].exposure == 2 + 4 + 5);
    CHECK(periods[1].events == 0);
    CHECK(periods[1].exposure == 2 + 4);
    CHECK(periods[1].exact.low == 0);
    CHECK(periods[1].exact.high == Approx(-std::log(0.025) / 6));
    CHECK(std::isnan(periods[1].log_normal.low));
    CHECK(hazard_by_period(table({0, 3}, {1, 1}), std::array{0.0, 5.0})[0].events == 2);
    CHECK(std::isnan(hazard_by_period(table({1}, {1}), std::array{3.0, 5.0})[0].exact.value));
}

TEST_CASE("Clustered rows have no Poisson limits, and twins by half weights the error of one") {
    auto single = table({2, 5, 7, 9}, {1, 1, 0, 1});
    auto twins = single;
    twins.time.insert(twins.time.end(), single.time.begin(), single.time.end());
    twins.status.insert(twins.status.end(), single.status.begin(), single.status.end());
    twins.weight.assign(8, 0.5);
    twins.cluster = {1, 2, 3, 4, 1, 2, 3, 4};
    single.cluster = {1, 2, 3, 4};
    std::array const breaks{0.0, 10.0};
    auto const of_twins = hazard_by_period(twins, breaks)[0];
    CHECK(std::isnan(of_twins.exact.low));
    same(of_twins.log_normal, hazard_by_period(single, breaks)[0].log_normal);
    same(kaplan_meier(twins).at(5), kaplan_meier(single).at(5));
    same(aalen_johansen(twins).at(1, 5), aalen_johansen(single).at(1, 5));
}

TEST_CASE("Nobody, nobody's event and everybody's at once are defined for every curve") {
    auto const nobody = table({}, {});
    CHECK(std::isnan(nelson_aalen(nobody).at(1).value));
    CHECK(std::isnan(conditional_survival(nobody, 1).at(2).value));
    CHECK(std::isnan(restricted_mean(nobody, 5).value));
    CHECK(number_at_risk(nobody, std::array{1.0}).rows.front() == 0);
    CHECK(survival_influence(nobody, 1).empty());
    auto censored = table({4, 4}, {0, 0});
    censored.cluster = {1, 2};
    CHECK(nelson_aalen(censored).at(9).value == 0);
    CHECK(kaplan_meier(censored).at(9).standard_error == 0);
    CHECK(aalen_johansen(censored).at(1, 9).value == 0);
    auto all = table({4, 4}, {1, 1});
    all.cluster = {1, 2};
    CHECK(kaplan_meier(all).at(4).value == 0);
    CHECK(std::isnan(kaplan_meier(all).at(4).standard_error));
    CHECK(aalen_johansen(all).at(1, 4).value == 1);
    CHECK(aalen_johansen(all).at(1, 4).standard_error == 0);
    CHECK(nelson_aalen(all).at(4).value == 1);
    CHECK(restricted_mean(all, 9).value == 4);
}

TEST_CASE("When the few at risk early all leave, survival falls to 0 for good") {
    EventTable data{.time = {2, 8, 9}, .status = {1, 1, 0}};
    data.entry = {1, 3, 4};
    data.weight = {0.1, 0.2, 0.3};
    auto const curve = kaplan_meier(data);
    CHECK(curve.at(2).value == 0);
    CHECK(curve.at(8).value == 0);
    auto const later = conditional_survival(data, 3);
    CHECK(later.at(8).value == Approx(0.6));
    CHECK(aalen_johansen(data).at(1, 9).value == 1);
}
