#include "analysis/contrasts/landmark.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

using namespace analysis;

TEST_CASE("A landmark keeps who is at risk just after it, and says how the others were lost") {
    auto data = tests::table({3, 5, 5, 8, 9, 12}, {1, 1, 0, 2, 0, 1}, 2);
    data.entry = {0, 0, 0, 1, 5, 7};
    data.weight = {1, 2, 3, 4, 5, 6};
    auto const kept = landmark(data, 5, TimeOrigin::kept);
    CHECK(kept.rows == std::vector<std::size_t>{3, 4});
    CHECK(kept.table.time == std::vector<double>{8, 9});
    CHECK(kept.table.entry == std::vector<double>{5, 5});
    CHECK(kept.table.weight == std::vector<double>{4, 5});
    CHECK(kept.table.status == std::vector<int>{2, 0});
    CHECK(kept.table.causes == 2);
    CHECK(kept.had_event == 2);
    CHECK(kept.censored == 1);
    CHECK(kept.not_entered == 1);
}

TEST_CASE("With the origin moved everybody begins at the landmark") {
    auto const moved = landmark(tests::table({4, 6, 9}, {1, 1, 0}), 5, TimeOrigin::landmark);
    CHECK(moved.table.time == std::vector<double>{1, 4});
    CHECK(moved.table.entry.empty());
}

TEST_CASE("A landmark at 0 keeps everybody, and one beyond all nobody") {
    auto const data = tests::table({4, 6}, {1, 0});
    CHECK(landmark(data, 0, TimeOrigin::landmark).table.time == data.time);
    auto const none = landmark(data, 6, TimeOrigin::kept);
    CHECK(none.table.size() == 0);
    CHECK(none.had_event == 1);
    CHECK(none.censored == 1);
    CHECK(landmark(tests::table({}, {}), 1, TimeOrigin::kept).table.size() == 0);
}

TEST_CASE("A time within rounding of the landmark is at it") {
    auto const data = tests::table({0.1 + 0.2}, {1});
    CHECK(landmark(data, 0.3, TimeOrigin::kept).had_event == 1);
}

TEST_CASE("Rows of one person that follow on are joined, whatever their order, up to a gap") {
    auto data = tests::table({9, 4, 6, 8, 3, 7}, {1, 0, 0, 0, 0, 1});
    data.entry = {6, 0, 4, 0, 0, 5}; // person 0: (0,4] (4,6] (6,9]; 1: (0,8]; 2: (0,3] .. (5,7]
    Grouping const persons{.of = {0, 0, 0, 1, 2, 2}, .groups = 3};
    auto const kept = landmark(data, 4, TimeOrigin::kept, persons);
    CHECK(kept.rows == std::vector<std::size_t>{2, 3});
    CHECK(kept.table.time == std::vector<double>{9, 8});
    CHECK(kept.table.status == std::vector<int>{1, 0});
    CHECK(kept.not_entered == 1); // away from 3 to 5
    auto const early = landmark(data, 1, TimeOrigin::kept, persons);
    CHECK(early.table.time == std::vector<double>{9, 8, 3});
    CHECK(early.table.status == std::vector<int>{1, 0, 0});
}

TEST_CASE("A person's follow-up ends with the first event behind the landmark") {
    auto data = tests::table({6, 9}, {1, 0});
    data.entry = {0, 6};
    auto const kept = landmark(data, 4, TimeOrigin::kept, {.of = {0, 0}, .groups = 1});
    CHECK(kept.table.time == std::vector<double>{6});
    CHECK(kept.table.status == std::vector<int>{1});
}
