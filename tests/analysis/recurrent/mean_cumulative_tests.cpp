#include "analysis/curves/influence.hpp"
#include "analysis/recurrent/mean_cumulative.hpp"
#include "tests/analysis/simulate.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace analysis;

namespace {

/// People with up to five events on whole days, late entries, gaps, terminal events and weights.
RecurrentTable people_with_events(tests::Luck& luck, int people) {
    RecurrentTable table;
    for (int person = 0; person < people; ++person) {
        double from = luck.below(4);
        double const weight = 1 + luck.below(3);
        for (int k = 0; k < 5; ++k) {
            double const to = from + 1 + luck.below(6);
            int const status = luck.below(5) == 0 ? 2 : luck.below(2);
            table.person.push_back(person);
            table.start.push_back(from);
            table.stop.push_back(to);
            table.status.push_back(status);
            table.weight.push_back(weight);
            if (status == 2 || luck.below(4) == 0) {
                break;
            }
            from = to + (luck.below(3) == 0 ? 2 : 0);
        }
    }
    return table;
}

/// mu(t) from its definition, with weights changed for one person.
double naive_mean(RecurrentTable const& table, double t, int person = -1, double change = 0) {
    std::set<double> const times(table.stop.begin(), table.stop.end());
    double survival = 1;
    double mean = 0;
    for (double const u : times) {
        double at_risk = 0;
        double events = 0;
        double ended = 0;
        for (std::size_t i = 0; i < table.size() && u <= t; ++i) {
            double const weight = (table.weight.empty() ? 1 : table.weight[i]) +
                                  (table.person[i] == person ? change : 0);
            at_risk += table.start[i] < u && u <= table.stop[i] ? weight : 0;
            events += u == table.stop[i] && table.status[i] == 1 ? weight : 0;
            ended += u == table.stop[i] && table.status[i] == 2 ? weight : 0;
        }
        if (at_risk > 0) {
            mean += survival * events / at_risk;
            survival *= 1 - ended / at_risk;
        }
    }
    return mean;
}

/// Sum of squares of w dmu/dw by central differences.
double naive_variance(RecurrentTable const& table, double t, int people) {
    double squares = 0;
    for (int person = 0; person < people; ++person) {
        auto const row = static_cast<std::size_t>(
            std::find(table.person.begin(), table.person.end(), person) - table.person.begin());
        double const step = 1e-5;
        double const slope =
            (naive_mean(table, t, person, step) - naive_mean(table, t, person, -step)) / (2 * step);
        squares += std::pow(slope * (table.weight.empty() ? 1 : table.weight[row]), 2);
    }
    return squares;
}

} // namespace

TEST_CASE("the mean cumulative function of three people is that worked by hand") {
    // Events at 2 (of 3), 4 (of 2 after one was censored at 3), 5 (of 2).
    RecurrentTable const table{.person = {1, 1, 2, 2, 3},
                               .start = {0, 2, 0, 4, 0},
                               .stop = {2, 5, 4, 6, 3},
                               .status = {1, 1, 1, 0, 0}};
    auto const curve = mean_cumulative(table);
    CHECK(curve.persons == 3);
    CHECK(curve.at(1).value == 0);
    CHECK(curve.at(2).value == Approx(1.0 / 3));
    CHECK(curve.at(4).value == Approx(1.0 / 3 + 1.0 / 2));
    CHECK(curve.at(100).value == Approx(1.0 / 3 + 1.0));
    // Influences at 4: (2/9 - 1/4, -1/9 + 1/4, -1/9).
    CHECK(curve.variance[2] == Approx(1.0 / 1296 + 25.0 / 1296 + 1.0 / 81));
}

TEST_CASE("a terminal event weights later events by the share still in") {
    // 1 of 2 dies at 1; the other has events at 2 and 3.
    RecurrentTable const table{
        .person = {1, 2, 2}, .start = {0, 0, 2}, .stop = {1, 2, 3}, .status = {2, 1, 1}};
    auto const curve = mean_cumulative(table);
    CHECK(curve.at(2).value == Approx(0.5));
    CHECK(curve.at(3).value == Approx(1.0));
    CHECK(curve.terminal == std::vector<double>{1, 0, 0});
}

TEST_CASE("mean cumulative functions agree with their definition and its derivatives") {
    tests::Luck luck(7);
    for (int repeat = 0; repeat < 30; ++repeat) {
        auto const table = people_with_events(luck, 12);
        REQUIRE(mistakes(table).empty());
        auto const curve = mean_cumulative(table);
        for (double const t : {3.0, 8.0, 15.0, 40.0}) {
            auto const at = curve.at(t);
            CHECK(at.value == Approx(naive_mean(table, t)).epsilon(1e-12));
            CHECK(at.standard_error ==
                  Approx(std::sqrt(naive_variance(table, t, 12))).epsilon(1e-6).margin(1e-9));
            auto const influence = mean_cumulative_influence(table, t);
            CHECK(std::accumulate(influence.begin(), influence.end(), 0.0) ==
                  Approx(0).margin(1e-12));
            CHECK(jackknife_variance(influence, table.person) ==
                  Approx(at.standard_error * at.standard_error).epsilon(1e-9).margin(1e-14));
        }
    }
}

TEST_CASE("splitting rows, reordering them and scaling time change no mean") {
    tests::Luck luck(8);
    auto const table = people_with_events(luck, 20);
    RecurrentTable split;
    for (std::size_t i = table.size(); i-- > 0;) {
        double const middle = (table.start[i] + table.stop[i]) / 2;
        for (int half = 0; half < 2; ++half) {
            split.person.push_back(table.person[i]);
            split.start.push_back(7 * (half == 0 ? table.start[i] : middle));
            split.stop.push_back(7 * (half == 0 ? middle : table.stop[i]));
            split.status.push_back(half == 0 ? 0 : table.status[i]);
            split.weight.push_back(table.weight[i]);
        }
    }
    auto const one = mean_cumulative(table);
    auto const other = mean_cumulative(split);
    for (double const t : {2.0, 5.0, 9.0, 30.0}) {
        CHECK(other.at(7 * t).value == Approx(one.at(t).value).epsilon(1e-12));
        CHECK(other.at(7 * t).standard_error == Approx(one.at(t).standard_error).epsilon(1e-10));
    }
}

TEST_CASE("what has no mean is undefined, and no events have mean 0 without limits") {
    CHECK(std::isnan(mean_cumulative({}).at(5).value));
    RecurrentTable const quiet{.person = {1}, .start = {0}, .stop = {4}, .status = {0}};
    auto const at = mean_cumulative(quiet).at(4);
    CHECK(at.value == 0);
    CHECK(at.standard_error == 0);
    CHECK(std::isnan(at.low));
    CHECK(std::isnan(mean_cumulative_difference(quiet, {}, 4, Pairing::unpaired).value));
    CHECK(std::isnan(mean_cumulative_ratio(quiet, quiet, 4, Pairing::unpaired).value));
}

TEST_CASE("the same people under the same design differ by nothing") {
    tests::Luck luck(9);
    auto const table = people_with_events(luck, 30);
    auto const paired = mean_cumulative_difference(table, table, 10, Pairing::same_people);
    CHECK(paired.value == 0);
    CHECK(paired.standard_error == Approx(0).margin(1e-15));
    auto const unpaired = mean_cumulative_difference(table, table, 10, Pairing::unpaired);
    CHECK(unpaired.standard_error ==
          Approx(std::sqrt(2.0) * mean_cumulative(table).at(10).standard_error));
    auto const ratio = mean_cumulative_ratio(table, table, 10, Pairing::unpaired);
    CHECK(ratio.value == 1);
    CHECK(ratio.low * ratio.high == Approx(1));
    CHECK(ratio.standard_error ==
          Approx(unpaired.standard_error / mean_cumulative(table).at(10).value));
}
