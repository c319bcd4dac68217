#include "tests/sim/made_record.hpp"

#include "core/mistakes.hpp"
#include "sim/compare/compare_options.hpp"

#include <catch2/catch.hpp>

namespace {

std::string mistakes_of(sim::CompareWords const& words) {
    try {
        static_cast<void>(sim::chosen_options(words, tests::record_by_hand()));
    } catch (core::ConfigError const& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("the usual days are those that the record reaches") {
    CHECK(sim::chosen_options({}, tests::record_by_hand()).days == std::vector{1, 7});
    CHECK(sim::chosen_options({}, tests::random_record(2, 0, 1, 1)).days == std::vector{0});
    CHECK(sim::chosen_options({}, tests::random_record(2, 90, 1, 1)).days ==
          std::vector{1, 7, 15, 30, 90});
}

TEST_CASE("days are put in order and told once") {
    CHECK(sim::chosen_options({.days = {7, 1, 7}}, tests::record_by_hand()).days ==
          std::vector{1, 7});
}

TEST_CASE("an unknown baseline or trait is told with what there is and the nearest name") {
    CHECK_THAT(mistakes_of({.baseline = "plian"}),
               Catch::Contains("--baseline: the record has no design \"plian\"") &&
                   Catch::Contains("plain, kind") && Catch::Contains("did you mean \"plain\"?"));
    CHECK_THAT(mistakes_of({.by = "lives_alon"}),
               Catch::Contains("--by: the record has no trait \"lives_alon\"") &&
                   Catch::Contains("did you mean \"lives_alone\"?"));
}

TEST_CASE("every mistake in the words is told at once") {
    auto const text = mistakes_of(
        {.baseline = "x", .attrition = "gone", .by = "y", .days = {9, -1}, .level = 95.0});
    CHECK_THAT(text, Catch::Contains("--baseline") && Catch::Contains("--by") &&
                         Catch::Contains("--attrition: \"gone\" is no definition of attrition") &&
                         Catch::Contains("--days: day 9 is not in the record") &&
                         Catch::Contains("--days: day -1") &&
                         Catch::Contains("--level: 95 is no confidence level"));
}

TEST_CASE("a gap longer than the record is refused, the longest that fits is not") {
    CHECK_THAT(mistakes_of({.attrition = "inactive:9"}),
               Catch::Contains("inactive:1 to inactive:8"));
    CHECK(mistakes_of({.attrition = "inactive:8"}).empty());
}
