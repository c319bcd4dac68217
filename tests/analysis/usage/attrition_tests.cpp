#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/usage/attrition.hpp"
#include "analysis/usage/retention.hpp"
#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace analysis;
using tests::MadeUsage;

namespace {

struct Outcome {
    double time;
    int status;
    bool operator==(Outcome const&) const = default;
};

constexpr int causes = 3;
constexpr int lapsed = 4;

/// Of one person followed for 30 days.
Outcome outcome(Attrition const& attrition, std::vector<int> const& days, int leave_day = -1,
                int cause = 255) {
    MadeUsage made(30);
    made.add(days, leave_day, cause);
    auto const table = events(made.view(), attrition, causes);
    return {table.time.front(), table.status.front()};
}

/// Days without use that begin on a day.
int gap_from(UsageView const& usage, std::size_t user, int day) {
    int gap = 0;
    while (day + gap <= usage.horizon_days && !usage.used(user, day + gap)) {
        ++gap;
    }
    return gap;
}

/// First day that begins a gap: long enough and, if final, never ended. -1: none.
int first_gap(UsageView const& usage, std::size_t user, Inactive const& inactive) {
    for (int day = 0; day <= usage.horizon_days; ++day) {
        bool const begins = day == 0 || usage.used(user, day - 1);
        int const gap = gap_from(usage, user, day);
        bool const to_the_end = day + gap > usage.horizon_days;
        if (begins && gap >= inactive.days && (to_the_end || !inactive.final)) {
            return day;
        }
    }
    return -1;
}

} // namespace

TEST_CASE("Definitions of attrition are read and written alike") {
    for (auto const* text :
         {"left", "last-use", "inactive:14", "inactive:1", "inactive:30:final"}) {
        auto const attrition = parse_attrition(text);
        REQUIRE(attrition.has_value());
        CHECK(to_string(*attrition) == text);
    }
}

TEST_CASE("What is no definition of attrition is not read as one") {
    for (auto const* text :
         {"", "Left", "left ", "last_use", "inactive", "inactive:", "inactive:0", "inactive:-3",
          "inactive:x", "inactive:7x", "inactive: 7", "inactive:+7", "inactive:7.5",
          "inactive:7:", "inactive:7:finally", "inactive::final", "inactive:99999999999"}) {
        INFO(text);
        CHECK_FALSE(parse_attrition(text).has_value());
    }
}

TEST_CASE("Leaving on day d is an event at time d + 1 with its cause, staying is censored after "
          "the last day") {
    CHECK(outcome(Left{}, {0, 3}, 5, 2) == Outcome{6, 3});
    CHECK(outcome(Left{}, {0}, 0, 0) == Outcome{1, 1});
    CHECK(outcome(Left{}, {0}, 30, 1) == Outcome{31, 2});
    CHECK(outcome(Left{}, {0, 3}) == Outcome{31, 0});
    CHECK(events(MadeUsage(30).view(), Left{}, causes).causes == causes);
}

TEST_CASE("The last use is an event on the day after, unless it is on the last day") {
    CHECK(outcome(LastUse{}, {0, 3}) == Outcome{4, lapsed});
    CHECK(outcome(LastUse{}, {0, 3}, 9, 1) == Outcome{4, 2});
    CHECK(outcome(LastUse{}, {0, 30}) == Outcome{31, 0});
    CHECK(outcome(LastUse{}, {0, 30}, 30, 1) == Outcome{31, 0});
    CHECK(outcome(LastUse{}, {0, 29}) == Outcome{30, lapsed});
    CHECK(outcome(LastUse{}, {}) == Outcome{1, lapsed});
    CHECK(events(MadeUsage(30).view(), LastUse{}, causes).causes == lapsed);
}

TEST_CASE("The first gap of N days is an event after the use before it, return or not") {
    Inactive const week{7, false};
    CHECK(outcome(week, {0, 1, 9, 20}) == Outcome{2, lapsed}); // days 2 to 8
    CHECK(outcome(week, {0, 1, 8, 15, 22, 29}) == Outcome{24, 0});
    CHECK(outcome(week, {0, 5, 11, 17, 23}) == Outcome{24, lapsed}); // days 24 to 30
    CHECK(outcome(week, {0, 5, 11, 17, 24}) == Outcome{24, 0});      // six days to see
    CHECK(outcome(week, {0, 1}, 12, 0) == Outcome{2, 1});
}

TEST_CASE("Days before the first use are a gap like any other") {
    Inactive const week{7, false};
    CHECK(outcome(week, {}) == Outcome{1, lapsed});
    CHECK(outcome(week, {7}) == Outcome{1, lapsed});
    CHECK(outcome(week, {6, 12, 18, 24, 30}) == Outcome{24, 0});
}

TEST_CASE("A final gap is one that nobody returns from") {
    Inactive const week{7, true};
    CHECK(outcome(week, {0, 1, 9, 20}) == Outcome{21, lapsed});
    CHECK(outcome(week, {0, 23}) == Outcome{24, lapsed});
    CHECK(outcome(week, {0, 24}) == Outcome{24, 0});
    CHECK(outcome(week, {}) == Outcome{1, lapsed});
}

TEST_CASE("A gap as long as the horizon is the longest to be seen") {
    CHECK(outcome(Inactive{30, false}, {0}) == Outcome{1, lapsed});
    CHECK(outcome(Inactive{30, false}, {0, 1}) == Outcome{1, 0});
}

TEST_CASE("Events of chosen users come in the order of the choice") {
    MadeUsage made(30);
    made.add({0}, 4, 0);
    made.add({0});
    made.add({0}, 9, 2);
    std::vector<std::size_t> const users{2, 0};
    auto const table = events(made.view(), Left{}, causes, users);
    CHECK(table.time == std::vector<double>{10, 5});
    CHECK(table.status == std::vector<int>{3, 1});
}

TEST_CASE("Gaps of a thousand random people agree with a search day by day") {
    tests::Luck luck(41);
    auto const made = tests::random_usage(luck, 1000, 45);
    auto const usage = made.view();
    for (auto const& inactive : {Inactive{1, false}, Inactive{7, false}, Inactive{14, false},
                                 Inactive{3, true}, Inactive{14, true}, Inactive{45, true}}) {
        auto const table = events(usage, inactive, causes);
        int seen = 0;
        for (std::size_t user = 0; user < usage.users; ++user) {
            int const gap = first_gap(usage, user, inactive);
            double const time = gap < 0 ? 45 - inactive.days + 1 : std::max(1, gap);
            REQUIRE(table.time[user] == time);
            REQUIRE((table.status[user] != 0) == (gap >= 0));
            REQUIRE(table.time[user] <= 45 - inactive.days + 1);
            seen += gap >= 0 ? 1 : 0;
        }
        CHECK(seen > 100);
    }
}

TEST_CASE("S(N) of an event table is the share retained on day N") {
    tests::Luck luck(42);
    auto const made = tests::random_usage(luck, 400, 45);
    std::vector<std::size_t> users(400);
    std::iota(users.begin(), users.end(), std::size_t{0});
    auto const left = kaplan_meier(events(made.view(), Left{}, causes));
    auto const last = kaplan_meier(events(made.view(), LastUse{}, causes));
    for (int const day : {1, 7, 30, 45}) {
        CHECK(left.at(day).value ==
              Approx(retention(made.view(), users, ReadOut::not_left, day).value));
        CHECK(last.at(day).value ==
              Approx(retention(made.view(), users, ReadOut::last_use, day).value));
    }
}
