#include "analysis/recurrent/state_landmark.hpp"
#include "analysis/recurrent/state_occupation.hpp"
#include "analysis/recurrent/usage_states.hpp"
#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

/// The state of a user at the end of a day, from the definition.
int state_on(UsageView const& usage, std::size_t user, int gap, int day) {
    if (usage.leave_day[user] != no_day && usage.leave_day[user] <= day) {
        return UsageState::left;
    }
    for (int before = 0; before < gap && before <= day; ++before) {
        if (usage.used(user, day - before)) {
            return UsageState::active;
        }
    }
    return day + 1 < gap ? UsageState::active : UsageState::lapsed;
}

} // namespace

TEST_CASE(
    "Of those in a state on a day, shares on a later day are plain shares when nobody is lost") {
    tests::Luck luck(11);
    auto const made = tests::random_usage(luck, 300, 40);
    auto const usage = made.view();
    int const gap = 4;
    auto const table = usage_states(usage, gap);
    for (int const from : {UsageState::active, UsageState::lapsed}) {
        double there = 0;
        std::vector<double> later(3, 0);
        for (std::size_t user = 0; user < usage.users; ++user) {
            if (state_on(usage, user, gap, 12) == from) {
                there += 1;
                later[static_cast<std::size_t>(state_on(usage, user, gap, 33))] += 1;
            }
        }
        auto const occupied = state_occupation(in_state_at(table, from, 13));
        REQUIRE(there > 10);
        for (int to = 0; to < 3; ++to) {
            double const share = later[static_cast<std::size_t>(to)] / there;
            auto const estimate = occupied.at(to, 34);
            CHECK(estimate.value == Approx(share).margin(1e-12));
            CHECK(estimate.standard_error ==
                  Approx(std::sqrt(share * (1 - share) / there)).margin(1e-12));
        }
    }
}

TEST_CASE("Nobody in a state leaves a table without rows") {
    tests::MadeUsage made(10);
    made.add({0, 1});
    CHECK(in_state_at(usage_states(made.view(), 5), UsageState::left, 3).size() == 0);
}
