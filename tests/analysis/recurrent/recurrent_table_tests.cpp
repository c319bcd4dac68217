#include "analysis/recurrent/recurrent_table.hpp"

#include <catch2/catch.hpp>

using namespace analysis;

namespace {

/// Person 1: events at 3 and 7, to 10. Person 2: from 2, terminal at 8.
RecurrentTable two_people() {
    return {.person = {1, 2, 1, 1},
            .start = {0, 2, 7, 3},
            .stop = {3, 8, 10, 7},
            .status = {1, 2, 0, 1}};
}

void has_only(RecurrentTable const& table, std::size_t row, RowFault fault) {
    auto const found = mistakes(table);
    REQUIRE(found.size() == 1);
    CHECK(found[0].row == row);
    CHECK(found[0].fault == fault);
    CHECK(!explain(fault).empty());
}

} // namespace

TEST_CASE("rows of recurrent events in any order, with gaps and late entries, are sound") {
    CHECK(mistakes(RecurrentTable{}).empty());
    CHECK(mistakes(two_people()).empty());
    auto gap = two_people();
    gap.start[2] = 8;
    CHECK(mistakes(gap).empty());
}

TEST_CASE("a mistake in rows of recurrent events is told with its row") {
    auto table = two_people();
    SECTION("an empty interval") {
        table.start[1] = 8;
        has_only(table, 1, RowFault::empty_interval);
    }
    SECTION("an infinite time") {
        table.stop[2] = std::numeric_limits<double>::infinity();
        has_only(table, 2, RowFault::not_finite);
    }
    SECTION("a time below 0") {
        table.start[0] = -1;
        has_only(table, 0, RowFault::not_finite);
    }
    SECTION("an unknown status") {
        table.status[3] = 3;
        has_only(table, 3, RowFault::unknown_status);
    }
    SECTION("an overlap") {
        table.start[2] = 6.5;
        has_only(table, 2, RowFault::overlap);
    }
    SECTION("a row after the terminal event") {
        table.status[3] = RecurrentStatus::terminal;
        has_only(table, 2, RowFault::after_the_end);
    }
    SECTION("weights that differ within a person") {
        table.weight = {2, 1, 3, 2};
        has_only(table, 2, RowFault::other_weight);
    }
    SECTION("a weight of 0") {
        table.weight = {1, 0, 1, 1};
        has_only(table, 1, RowFault::not_finite);
    }
}

TEST_CASE("rows that meet but for rounding do not overlap") {
    RecurrentTable const table{
        .person = {1, 1}, .start = {0, 0.3}, .stop = {0.1 + 0.2, 1}, .status = {1, 0}};
    CHECK(mistakes(table).empty());
}

TEST_CASE("each row knows which event it waits for, and when the last one was") {
    auto const table = two_people();
    CHECK(event_numbers(table) == std::vector<int>{1, 1, 3, 2});
    auto const since = since_last_event(table);
    CHECK(since.entry == std::vector<double>{0, 2, 0, 0});
    CHECK(since.time == std::vector<double>{3, 8, 3, 4});
    CHECK(since.cluster == table.person);
}
