#include "analysis/recurrent/transition_hazard.hpp"
#include "analysis/recurrent/transition_table.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

/// Person 1: well to ill at 3, back at 5, to 9. Person 2: ill from 2, dead at 6.
TransitionTable two_people_between_states() {
    return {.states = {"well", "ill", "dead"},
            .person = {1, 1, 1, 2},
            .start = {0, 3, 5, 2},
            .stop = {3, 5, 9, 6},
            .from = {0, 1, 0, 1},
            .to = {1, 0, no_state, 2}};
}

void has_only_transition(TransitionTable const& table, std::size_t row, RowFault fault) {
    auto const found = mistakes(table);
    REQUIRE(found.size() == 1);
    CHECK(found[0].row == row);
    CHECK(found[0].fault == fault);
}

} // namespace

TEST_CASE("mistakes in rows of states are told with their row") {
    auto table = two_people_between_states();
    CHECK(mistakes(table).empty());
    SECTION("a state there is not") {
        table.to[3] = 3;
        has_only_transition(table, 3, RowFault::unknown_status);
    }
    SECTION("another state than the last row ended in") {
        table.from[2] = 1;
        has_only_transition(table, 2, RowFault::other_state);
    }
    SECTION("another state after a gap") {
        table.start[2] = 7;
        table.from[2] = 2;
        has_only_transition(table, 2, RowFault::other_state);
    }
    SECTION("an overlap") {
        table.start[1] = 2;
        has_only_transition(table, 1, RowFault::overlap);
    }
    SECTION("an empty interval") {
        table.stop[3] = 2;
        has_only_transition(table, 3, RowFault::empty_interval);
    }
}

TEST_CASE("a move to the same state is none") {
    auto table = two_people_between_states();
    table.to[2] = 0;
    CHECK(mistakes(table).empty());
    CHECK(!table.moves(2));
    CHECK(transition_counts(table).count[0][0] == 0);
}

TEST_CASE("transitions and time in states are counted") {
    auto table = two_people_between_states();
    auto const counts = transition_counts(table);
    CHECK(counts.count == std::vector<std::vector<double>>{{0, 1, 0}, {1, 0, 1}, {0, 0, 0}});
    CHECK(counts.time_in == std::vector<double>{7, 6, 0});
    CHECK(counts.still_in == std::vector<double>{1, 0, 0});
    table.weight = {2, 2, 2, 5};
    CHECK(transition_counts(table).count[1] == std::vector<double>{2, 0, 5});
}

TEST_CASE("the hazard of a transition counts those in the state it leaves") {
    auto const back = transition_hazard(two_people_between_states(), 1, 0);
    CHECK(back.at(4).value == 0);
    CHECK(back.at(5).value == Approx(0.5)); // two are ill before 5
    CHECK(transition_hazard(two_people_between_states(), 1, 2).at(6).value == Approx(1));
    CHECK(std::isnan(transition_hazard(two_people_between_states(), 2, 0).at(6).value));
}
