#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/recurrent/state_occupation.hpp"
#include "tests/analysis/simulate.hpp"

#include <catch2/catch.hpp>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <set>

using namespace analysis;

namespace {

/// People wandering through three states on whole days, with late entries, gaps and weights.
TransitionTable random_people(tests::Luck& luck, int people) {
    TransitionTable table;
    table.states = {"a", "b", "c"};
    for (int person = 0; person < people; ++person) {
        double from = luck.below(3);
        int state = luck.below(2);
        double const weight = 1 + luck.below(3);
        for (int k = 0; k < 4; ++k) {
            double const to = from + 1 + luck.below(5);
            int const next = luck.below(4) - 1;
            table.person.push_back(person);
            table.start.push_back(from);
            table.stop.push_back(to);
            table.from.push_back(state);
            table.to.push_back(next);
            table.weight.push_back(weight);
            state = next == no_state ? state : next;
            from = to + (luck.below(5) == 0 ? 1 : 0);
            if (luck.below(5) == 0) {
                break;
            }
        }
    }
    return table;
}

struct Naive {
    TransitionTable const& table;
    int person = -1;
    double change = 0;

    [[nodiscard]] double weight(std::size_t i) const {
        return table.weight_of(i) + (table.person[i] == person ? change : 0);
    }

    [[nodiscard]] std::set<double> times() const {
        std::set<double> times;
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table.moves(i)) {
                times.insert(table.stop[i]);
            }
        }
        return times;
    }

    [[nodiscard]] Eigen::Vector3d at_risk(double u) const {
        Eigen::Vector3d n = Eigen::Vector3d::Zero();
        for (std::size_t i = 0; i < table.size(); ++i) {
            n[table.from[i]] += table.start[i] < u && u <= table.stop[i] ? weight(i) : 0;
        }
        return n;
    }

    [[nodiscard]] Eigen::Matrix3d step(double u) const {
        Eigen::Matrix3d a = Eigen::Matrix3d::Identity();
        auto const n = at_risk(u);
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table.moves(i) && table.stop[i] == u) {
                double const hazard = weight(i) / n[table.from[i]];
                a(table.from[i], table.to[i]) += hazard;
                a(table.from[i], table.from[i]) -= hazard;
            }
        }
        return a;
    }

    [[nodiscard]] Eigen::Matrix3d product(double s, double t) const {
        Eigen::Matrix3d all = Eigen::Matrix3d::Identity();
        for (double const u : times()) {
            if (u > s && u <= t) {
                all = all * step(u);
            }
        }
        return all;
    }

    [[nodiscard]] Eigen::RowVector3d probabilities(double t) const {
        Eigen::RowVector3d const first = at_risk(*times().begin()).transpose();
        return first / first.sum() * product(0, t);
    }

    [[nodiscard]] Eigen::RowVector3d days(double tau) const {
        Eigen::RowVector3d area = Eigen::RowVector3d::Zero();
        double const step = 1; // all times are whole
        for (double t = 0; t < tau; t += step) {
            area += step * probabilities(t);
        }
        return area;
    }
};

/// Standard errors by central differences in the weight of each person.
template <typename Of>
Eigen::RowVector3d naive_errors(TransitionTable const& table, int people, Of const& of) {
    Eigen::RowVector3d squares = Eigen::RowVector3d::Zero();
    double const step = 1e-5;
    for (int person = 0; person < people; ++person) {
        auto const row = static_cast<std::size_t>(
            std::find(table.person.begin(), table.person.end(), person) - table.person.begin());
        Eigen::RowVector3d const slope =
            (of(Naive{table, person, step}) - of(Naive{table, person, -step})) / (2 * step);
        squares += (slope * table.weight_of(row)).cwiseAbs2();
    }
    return squares.cwiseSqrt();
}

void close(double value, double expected, double tolerance) {
    CHECK(std::isnan(value) == std::isnan(expected));
    if (!std::isnan(expected)) {
        CHECK(value == Approx(expected).epsilon(tolerance).margin(tolerance * 1e-2));
    }
}

/// A table of competing risks as states, 0 to 1 .. causes.
TransitionTable as_states(EventTable const& table) {
    TransitionTable states{.states = {"in", "one", "two"}};
    for (std::size_t i = 0; i < table.size(); ++i) {
        states.person.push_back(static_cast<int>(i));
        states.start.push_back(0);
        states.stop.push_back(table.time[i]);
        states.from.push_back(0);
        states.to.push_back(table.status[i] == 0 ? no_state : table.status[i]);
    }
    return states;
}

} // namespace

TEST_CASE("probabilities of states agree with the matrix product and its derivatives") {
    tests::Luck luck(11);
    for (int repeat = 0; repeat < 20; ++repeat) {
        auto const table = random_people(luck, 15);
        REQUIRE(mistakes(table).empty());
        auto const occupation = state_occupation(table);
        for (double const t : {0.0, 3.0, 7.0, 12.0}) {
            Eigen::RowVector3d const expected = Naive{table}.probabilities(t);
            auto const errors =
                naive_errors(table, 15, [&](Naive const& naive) { return naive.probabilities(t); });
            for (int j = 0; j < 3; ++j) {
                close(occupation.at(j, t).value, expected[j], 1e-12);
                close(occupation.at(j, t).standard_error, errors[j], 1e-6);
            }
        }
    }
}

TEST_CASE("expected days in states agree with areas under the product and their derivatives") {
    tests::Luck luck(12);
    for (int repeat = 0; repeat < 10; ++repeat) {
        auto const table = random_people(luck, 15);
        double const tau = std::min(9.0, *std::max_element(table.stop.begin(), table.stop.end()));
        auto const days = expected_days(table, tau);
        Eigen::RowVector3d const expected = Naive{table}.days(tau);
        auto const errors =
            naive_errors(table, 15, [&](Naive const& naive) { return naive.days(tau); });
        double sum = 0;
        for (int j = 0; j < 3; ++j) {
            auto const& of_state = days[static_cast<std::size_t>(j)];
            close(of_state.value, expected[j], 1e-12);
            close(of_state.standard_error, errors[j], 1e-6);
            sum += of_state.value;
        }
        CHECK(sum == Approx(tau));
    }
}

TEST_CASE("transition probabilities agree with the product over later times") {
    tests::Luck luck(13);
    for (int repeat = 0; repeat < 10; ++repeat) {
        auto const table = random_people(luck, 20);
        auto const between = transition_probabilities(table, 4, 9);
        Eigen::Matrix3d const expected = Naive{table}.product(4, 9);
        for (int from = 0; from < 3; ++from) {
            auto const errors = naive_errors(table, 20, [&](Naive const& naive) {
                return Eigen::RowVector3d(naive.product(4, 9).row(from));
            });
            for (int to = 0; to < 3; ++to) {
                auto const& p =
                    between[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
                if (!std::isnan(p.value)) {
                    close(p.value, expected(from, to), 1e-12);
                    close(p.standard_error, errors[to], 1e-6);
                }
            }
        }
    }
}

TEST_CASE("competing risks are states that are never left") {
    tests::Luck luck(14);
    auto const table = tests::random_table(luck, 80, 1);
    auto positive = table;
    for (double& t : positive.time) {
        t += 1;
    }
    auto const incidence = aalen_johansen(positive, {}, CurveVariance::jackknife);
    auto const survival = kaplan_meier(positive);
    auto const occupation = state_occupation(as_states(positive));
    for (double const t : {1.0, 5.0, 12.0, 30.0}) {
        close(occupation.at(0, t).value, survival.at(t).value, 1e-12);
        close(occupation.at(0, t).standard_error, survival.at(t).standard_error, 1e-9);
        for (int const cause : {1, 2}) {
            close(occupation.at(cause, t).value, incidence.at(cause, t).value, 1e-12);
            close(occupation.at(cause, t).standard_error, incidence.at(cause, t).standard_error,
                  1e-9);
            close(occupation.at(cause, t).low, incidence.at(cause, t).low, 1e-9);
        }
    }
    auto const days = expected_days(as_states(positive), 25);
    auto const mean = restricted_mean(survival, 25);
    close(days[0].value, mean.value, 1e-12);
    close(days[0].standard_error, mean.standard_error, 1e-9);
}

TEST_CASE("splitting a row of states changes nothing, and a weight of 2 is the person twice") {
    tests::Luck luck(15);
    auto const table = random_people(luck, 20);
    TransitionTable split{.states = table.states};
    TransitionTable twice{.states = table.states};
    auto const add = [](TransitionTable& to, TransitionTable const& from, std::size_t i,
                        int person) {
        to.person.push_back(person);
        to.start.push_back(from.start[i]);
        to.stop.push_back(from.stop[i]);
        to.from.push_back(from.from[i]);
        to.to.push_back(from.to[i]);
    };
    for (std::size_t i = 0; i < table.size(); ++i) {
        double const middle = table.start[i] + 0.25;
        add(split, table, i, table.person[i]);
        split.stop.back() = middle;
        split.to.back() = no_state;
        add(split, table, i, table.person[i]);
        split.start.back() = middle;
        split.weight.insert(split.weight.end(), 2, table.weight[i]);
        for (int copy = 0; copy < table.weight[i]; ++copy) {
            add(twice, table, i, 10 * table.person[i] + copy);
        }
    }
    auto const one = state_occupation(table);
    auto const other = state_occupation(split);
    auto const copies = state_occupation(twice);
    for (int j = 0; j < 3; ++j) {
        close(other.at(j, 6).value, one.at(j, 6).value, 1e-12);
        close(other.at(j, 6).standard_error, one.at(j, 6).standard_error, 1e-9);
        close(copies.at(j, 6).value, one.at(j, 6).value, 1e-12);
    }
}

TEST_CASE("days in states of the same people under the same design differ by nothing") {
    tests::Luck luck(16);
    auto const table = random_people(luck, 30);
    auto const paired = expected_days_difference(table, table, 8, Pairing::same_people);
    auto const unpaired = expected_days_difference(table, table, 8, Pairing::unpaired);
    auto const days = expected_days(table, 8);
    for (std::size_t j = 0; j < 3; ++j) {
        CHECK(paired[j].value == 0);
        CHECK(paired[j].standard_error == 0);
        close(unpaired[j].standard_error, std::sqrt(2.0) * days[j].standard_error, 1e-12);
    }
}

TEST_CASE("states without rows, or without changes, are defined as far as they go") {
    TransitionTable nobody{.states = {"a", "b"}};
    CHECK(std::isnan(state_occupation(nobody).at(0, 1).value));
    CHECK(std::isnan(expected_days(nobody, 1)[0].value));

    TransitionTable still{.states = {"a", "b"},
                          .person = {1, 2, 3, 4},
                          .start = {0, 0, 0, 0},
                          .stop = {5, 5, 5, 5},
                          .from = {0, 0, 0, 1},
                          .to = {-1, -1, -1, -1}};
    CHECK(state_occupation(still).at(0, 3).value == 0.75);
    CHECK(expected_days(still, 4)[1].value == 1);
    CHECK(std::isnan(expected_days(still, 6)[1].value));
    CHECK(transition_probabilities(still, 1, 3)[0][0].value == 1);
}

TEST_CASE("who begins is as given when it is given, without an error of its own") {
    tests::Luck luck(17);
    auto const table = random_people(luck, 25);
    auto const given = state_occupation(table, {}, LimitScale::plain, {0.2, 0.5, 0.3});
    CHECK(given.at(1, 0).value == 0.5);
    CHECK(given.at(1, 0).standard_error == 0);
    Eigen::RowVector3d const expected =
        Eigen::RowVector3d(0.2, 0.5, 0.3) * Naive{table}.product(0, 7);
    close(given.at(2, 7).value, expected[2], 1e-12);
}

TEST_CASE("beyond the last observation days are expected only when everybody has settled") {
    TransitionTable settled{.states = {"in", "out"},
                            .person = {1, 2},
                            .start = {0, 0},
                            .stop = {2, 4},
                            .from = {0, 0},
                            .to = {1, 1}};
    CHECK(expected_days(settled, 10)[0].value == Approx(3));
    settled.to[1] = no_state;
    CHECK(expected_days(settled, 4)[0].value == Approx(3));
    CHECK(std::isnan(expected_days(settled, 10)[0].value));
}
