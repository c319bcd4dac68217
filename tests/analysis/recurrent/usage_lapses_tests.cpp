#include "analysis/recurrent/mean_cumulative.hpp"
#include "analysis/recurrent/usage_lapses.hpp"
#include "analysis/usage/attrition.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace analysis;

namespace {

std::string told(RecurrentTable const& table) {
    std::string text;
    for (std::size_t i = 0; i < table.size(); ++i) {
        text += '(' + std::to_string(static_cast<int>(table.start[i])) + ',' +
                std::to_string(static_cast<int>(table.stop[i])) + ']' +
                std::to_string(table.status[i]);
    }
    return text;
}

std::string lapses_of(std::vector<int> const& days, LapseRisk risk, int leave = -1) {
    tests::MadeUsage made(20);
    made.add(days, leave, leave < 0 ? 255 : 0);
    return told(lapses(made.view(), 3, risk));
}

/// Dates of lapses, looking at every day.
std::vector<int> naive_lapses(UsageView const& usage, std::size_t user, int gap) {
    std::vector<int> dates;
    int const followed = usage.followed_to(user);
    int const leave = usage.leave_day[user] == no_day ? followed + 1 : usage.leave_day[user];
    int unused = 0;
    for (int day = 0; day <= followed && day < leave; ++day) {
        unused = usage.used(user, day) ? 0 : unused + 1;
        if (unused == gap) {
            dates.push_back(std::max(0, day - gap) + 1);
        }
    }
    return dates;
}

std::vector<int> dates_in(RecurrentTable const& table, std::size_t user) {
    std::vector<int> dates;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.person[i] == static_cast<int>(user) &&
            table.status[i] == RecurrentStatus::event) {
            dates.push_back(static_cast<int>(table.stop[i]));
        }
    }
    return dates;
}

} // namespace

TEST_CASE("a lapse is dated to the day after the last use before a gap of three days") {
    // Gaps: days 2-4 (returns on 5), 9-19 (returns on 20); the record shows gaps up to time 18.
    auto const days = std::vector<int>{0, 1, 5, 6, 8, 20};
    CHECK(lapses_of(days, LapseRisk::while_followed) == "(0,2]1(2,9]1(9,18]0");
    CHECK(lapses_of(days, LapseRisk::while_active) == "(0,2]1(5,9]1");
}

TEST_CASE("a gap at the start is a lapse at time 1, one too short or seen in part is none") {
    CHECK(lapses_of({3, 6, 9, 12, 15, 18}, LapseRisk::while_active) == "(0,1]1(3,18]0");
    CHECK(lapses_of({0, 3, 6, 9, 12, 15, 18}, LapseRisk::while_followed) == "(0,18]0");
    CHECK(lapses_of({}, LapseRisk::while_followed) == "(0,1]1(1,18]0");
}

TEST_CASE("who leaves before the third day of a gap is over left, and did not lapse") {
    CHECK(lapses_of({0, 1}, LapseRisk::while_followed, 3) == "(0,4]2");
    CHECK(lapses_of({0, 1}, LapseRisk::while_followed, 4) == "(0,5]2");
    CHECK(lapses_of({0, 1}, LapseRisk::while_followed, 5) == "(0,2]1(2,6]2");
    CHECK(lapses_of({0, 1}, LapseRisk::while_active, 5) == "(0,2]1");
    CHECK(lapses_of({0, 1, 4, 7, 10, 13, 16, 19}, LapseRisk::while_active, 19) == "(0,18]0");
}

TEST_CASE("who was followed for too short a time to show a gap has no row") {
    tests::MadeUsage made(20);
    made.add({0});
    made.followed_to(2);
    made.add({});
    made.followed_to(3);
    auto const table = lapses(made.view(), 3, LapseRisk::while_followed);
    CHECK(table.person == std::vector<int>{1});
    CHECK(told(table) == "(0,1]1");
}

TEST_CASE("lapses of many are those found day by day") {
    tests::Luck luck(21);
    auto const made = tests::random_usage(luck, 300, 40);
    for (int const gap : {1, 3, 7, 14}) {
        for (auto const risk : {LapseRisk::while_followed, LapseRisk::while_active}) {
            auto const table = lapses(made.view(), gap, risk);
            REQUIRE(mistakes(table).empty());
            for (std::size_t user = 0; user < made.view().users; ++user) {
                CHECK(dates_in(table, user) == naive_lapses(made.view(), user, gap));
            }
        }
    }
}

TEST_CASE("where nobody leaves the first lapse is the attrition of that gap") {
    tests::Luck luck(22);
    tests::MadeUsage made(30);
    for (int user = 0; user < 100; ++user) {
        std::vector<int> days;
        for (int day = 0; day <= 30; ++day) {
            if (luck.uniform() < 0.3) {
                days.push_back(day);
            }
        }
        made.add(days);
    }
    auto const inactive = events(made.view(), Inactive{.days = 5}, 1);
    auto const table = lapses(made.view(), 5, LapseRisk::while_followed);
    for (std::size_t user = 0; user < 100; ++user) {
        auto const row = static_cast<std::size_t>(
            std::find(table.person.begin(), table.person.end(), static_cast<int>(user)) -
            table.person.begin());
        CHECK(table.stop[row] == inactive.time[user]);
        CHECK((table.status[row] == 1) == (inactive.status[user] != 0));
    }
}
