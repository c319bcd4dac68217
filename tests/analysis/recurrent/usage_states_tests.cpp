#include "analysis/recurrent/state_occupation.hpp"
#include "analysis/recurrent/usage_states.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>

using namespace analysis;

namespace {

/// State of a day, from its definition.
int naive_state(UsageView const& usage, std::size_t user, int day, int gap) {
    int const leave = usage.leave_day[user];
    if (leave != no_day && leave <= day) {
        return UsageState::left;
    }
    for (int back = 0; back < gap; ++back) {
        if (day - back < 0 || usage.used(user, day - back)) {
            return UsageState::active;
        }
    }
    return UsageState::lapsed;
}

/// States of one user by day, a letter each, as the rows tell them.
std::string days_of(TransitionTable const& table, std::size_t user, int days) {
    std::string letters(static_cast<std::size_t>(days), '-');
    std::string const names = "alL";
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.person[i] != static_cast<int>(user)) {
            continue;
        }
        for (int day = 0; day < days; ++day) {
            if (table.start[i] < day + 1 && day + 1 < table.stop[i]) {
                letters[static_cast<std::size_t>(day)] =
                    names[static_cast<std::size_t>(table.from[i])];
            }
            if (day + 1 == table.stop[i]) {
                int const state = table.moves(i) ? table.to[i] : table.from[i];
                letters[static_cast<std::size_t>(day)] = names[static_cast<std::size_t>(state)];
            }
            if (day + 1 > table.stop[i] && table.to[i] == UsageState::left) {
                letters[static_cast<std::size_t>(day)] = 'L';
            }
        }
    }
    return letters;
}

std::string days_of(std::vector<int> const& use, int leave = -1) {
    tests::MadeUsage made(11);
    made.add(use, leave, leave < 0 ? 255 : 0);
    return days_of(usage_states(made.view(), 3), 0, 12);
}

} // namespace

TEST_CASE("a user lapses on the third day of a gap and returns on a day of use") {
    CHECK(days_of({0, 1, 5, 6}) == "aaaalaaaalll");
    CHECK(days_of({}) == "aallllllllll");
    CHECK(days_of({2, 5, 8, 11}) == "aaaaaaaaaaaa");
    CHECK(days_of({0, 11}) == "aaalllllllla");
}

TEST_CASE("leaving wins over all else on its day, and is for good") {
    CHECK(days_of({0, 1}, 3) == "aaaLLLLLLLLL");
    CHECK(days_of({0, 1}, 4) == "aaaaLLLLLLLL");
    CHECK(days_of({0, 1}, 5) == "aaaalLLLLLLL");
    CHECK(days_of({0, 1, 6}, 6) == "aaaallLLLLLL");
    CHECK(days_of({0}, 0) == "LLLLLLLLLLLL");
    CHECK(days_of({0}, 11) == "aaalllllll"
                              "lL");
}

TEST_CASE("states of many are those found day by day, and their shares are the product's") {
    tests::Luck luck(31);
    int const days = 41;
    auto const made = tests::random_usage(luck, 200, days - 1);
    for (int const gap : {1, 3, 10}) {
        auto const table = usage_states(made.view(), gap);
        REQUIRE(mistakes(table).empty());
        std::vector<std::array<int, 3>> count(static_cast<std::size_t>(days));
        for (std::size_t user = 0; user < made.view().users; ++user) {
            std::string expected;
            for (int day = 0; day < days; ++day) {
                int const state = naive_state(made.view(), user, day, gap);
                expected += "alL"[state];
                ++count[static_cast<std::size_t>(day)][static_cast<std::size_t>(state)];
            }
            CHECK(days_of(table, user, days) == expected);
        }
        auto const occupation = state_occupation(table);
        for (int const day : {0, 1, 7, 20, 40}) {
            for (int state = 0; state < 3; ++state) {
                auto const of_state =
                    count[static_cast<std::size_t>(day)][static_cast<std::size_t>(state)];
                double const share = of_state / static_cast<double>(made.view().users);
                auto const at = occupation.at(state, day + 1);
                CHECK(at.value == Approx(share).margin(1e-12));
                // Without censoring the error is that of a share.
                CHECK(at.standard_error == Approx(std::sqrt(share * (1 - share) /
                                                            static_cast<double>(made.view().users)))
                                               .margin(1e-12));
            }
        }
    }
}

TEST_CASE("who was followed to a day of their own is censored after it") {
    tests::MadeUsage made(11);
    made.add({0});
    made.followed_to(2);
    made.add({0});
    made.followed_to(3);
    auto const table = usage_states(made.view(), 3);
    CHECK(table.person == std::vector<int>{0, 1});
    CHECK(table.stop == std::vector<double>{3, 4});
    CHECK(table.to == std::vector<int>{no_state, UsageState::lapsed});
}
