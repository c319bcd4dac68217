#include "analysis/curves/kaplan_meier.hpp"
#include "tests/analysis/naive.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;
using tests::table;

TEST_CASE("Freireich's 6-MP patients, as printed by Kalbfleisch & Prentice and by Collett") {
    auto const curve = kaplan_meier(tests::freireich_6mp());
    struct Line {
        double week, survival, standard_error;
    };
    for (auto const& line :
         {Line{6, 0.8571, 0.0764}, Line{7, 0.8067, 0.0869}, Line{10, 0.7529, 0.0963},
          Line{13, 0.6902, 0.1068}, Line{16, 0.6275, 0.1141}, Line{22, 0.5378, 0.1282},
          Line{23, 0.4482, 0.1346}}) {
        CHECK(curve.at(line.week).value == Approx(line.survival).margin(0.00005));
        CHECK(curve.at(line.week).standard_error == Approx(line.standard_error).margin(0.00005));
    }
    CHECK(curve.median().value == 23);
    CHECK(curve.time.size() == 16);
    CHECK(curve.at_risk.front() == 21);
    CHECK(curve.censored.front() == 1);
    CHECK(curve.events.front() == 3);
}

TEST_CASE("Kaplan-Meier agrees with the product written out, for whole days and for any times") {
    tests::Luck luck(11);
    for (double const unit : {1.0, 0.25, 0.0}) {
        auto const data = tests::random_table(luck, 150, unit);
        auto const curve = kaplan_meier(data);
        for (double t = 0.125; t < 70; t += 1.5) {
            CHECK(curve.at(t).value == Approx(tests::naive::survival(data, t)).epsilon(1e-12));
        }
    }
}

TEST_CASE("Without censoring, survival is the share alive and its error the binomial one") {
    auto const curve = kaplan_meier(table({1, 2, 2, 3, 5, 8, 8, 9}, {1, 1, 1, 1, 1, 1, 1, 1}));
    for (auto const& [t, alive] : {std::pair{1.0, 7}, {2.0, 5}, {3.0, 4}, {5.0, 3}, {8.0, 1}}) {
        double const share = alive / 8.0;
        CHECK(curve.at(t).value == Approx(share));
        CHECK(curve.at(t).standard_error == Approx(std::sqrt(share * (1 - share) / 8)));
    }
}

TEST_CASE("The unit of time does not change the curve") {
    auto const days = tests::paired_days("baseline");
    auto weeks = days;
    for (double& time : weeks.time) {
        time /= 7;
    }
    auto const by_day = kaplan_meier(days);
    auto const by_week = kaplan_meier(weeks);
    CHECK(by_day.survival == by_week.survival);
    CHECK(by_day.log_variance == by_week.log_variance);
    CHECK(by_week.at(30.0 / 7).value == by_day.at(30).value);
    CHECK(restricted_mean(by_week, 13).value == Approx(restricted_mean(by_day, 91).value / 7));
}

TEST_CASE("Times that differ by rounding tie") {
    auto const curve = kaplan_meier(table({0.1 + 0.2, 0.3, 1}, {1, 1, 1}));
    CHECK(curve.time.size() == 2);
    CHECK(curve.at(0.3).value == Approx(1.0 / 3));
    CHECK(curve.at(0.1 + 0.2).value == Approx(1.0 / 3));
}

TEST_CASE("Who is censored on a day is at risk for that day's events") {
    CHECK(kaplan_meier(table({3, 3}, {1, 0})).at(3).value == 0.5);
}

TEST_CASE("Survival is 1 before the first time and keeps its last value") {
    auto const curve = kaplan_meier(table({2, 3, 4}, {1, 1, 0}));
    CHECK(curve.at(0).value == 1);
    CHECK(curve.at(1.999).value == 1);
    CHECK(curve.at(1e9).value == Approx(1.0 / 3));
    CHECK(std::isnan(curve.at(1).low));
}

TEST_CASE("Limits are symmetric on the log(-log) scale, inside (0,1), wider for a higher level") {
    auto const data = tests::freireich_6mp();
    auto const at_95 = kaplan_meier(data).at(10);
    auto const at_90 = kaplan_meier(data, {0.9}).at(10);
    auto const scale = [](double p) { return std::log(-std::log(p)); };
    CHECK(scale(at_95.low) + scale(at_95.high) == Approx(2 * scale(at_95.value)));
    CHECK(at_95.low < at_90.low);
    CHECK(at_90.low < at_90.value);
    CHECK(at_90.high < at_95.high);
    CHECK(at_95.high < 1);
}

TEST_CASE("The median of a curve that is flat at one half is the day the flat begins") {
    // R answers 2.5, the middle of the flat.
    CHECK(kaplan_meier(table({1, 2, 3, 4}, {1, 1, 1, 1})).median().value == 2);
}

TEST_CASE("The median finds one half although the product of steps misses it by rounding") {
    // Ten steps from 20 at risk: 19/20 x 18/19 x .. x 10/11.
    std::vector<double> time;
    for (int day = 1; day <= 20; ++day) {
        time.push_back(day);
    }
    CHECK(kaplan_meier(table(time, std::vector<int>(20, 1))).median().value == 10);
}

TEST_CASE("A quantile that is not reached is not defined") {
    auto const curve = kaplan_meier(table({1, 2, 3, 4}, {1, 0, 0, 0}));
    CHECK(curve.quantile(0.25).value == 1);
    CHECK(std::isnan(curve.median().value));
    CHECK(std::isnan(curve.median().high));
}

TEST_CASE("No events leave survival at 1") {
    auto const curve = kaplan_meier(table({5, 9}, {0, 0}));
    CHECK(curve.at(9).value == 1);
    CHECK(std::isnan(curve.median().value));
    auto const mean = restricted_mean(curve, 9);
    CHECK(mean.value == 9);
    CHECK(mean.standard_error == 0);
}

TEST_CASE("Everybody's event on day 1 brings survival to 0") {
    auto const curve = kaplan_meier(table({1, 1, 1}, {1, 1, 1}));
    CHECK(curve.at(1).value == 0);
    CHECK(std::isnan(curve.at(1).standard_error));
    CHECK(std::isnan(curve.at(1).high));
    CHECK(curve.median().value == 1);
    CHECK(std::isnan(curve.median().low));
    CHECK(restricted_mean(curve, 90).value == 1);
    CHECK(restricted_mean(curve, 90).standard_error == 0);
}

TEST_CASE("One subject is enough for a curve") {
    CHECK(kaplan_meier(table({4}, {1})).at(4).value == 0);
    CHECK(kaplan_meier(table({4}, {0})).at(4).value == 1);
}

TEST_CASE("Nobody gives no survival") {
    auto const curve = kaplan_meier(table({}, {}));
    CHECK(curve.time.empty());
    CHECK(std::isnan(curve.at(1).value));
    CHECK(std::isnan(curve.median().value));
    CHECK(std::isnan(restricted_mean(curve, 10).value));
}
