#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

using namespace analysis;

TEST_CASE("Days of use are found forwards, backwards and by number, at the borders of bytes too") {
    for (int const horizon : {6, 7, 8, 15, 16, 90}) {
        tests::Luck luck(static_cast<std::uint64_t>(horizon));
        auto const made = tests::random_usage(luck, 50, horizon);
        auto const usage = made.view();
        for (std::size_t user = 0; user < usage.users; ++user) {
            int last = no_day;
            int count = 0;
            for (int day = 0; day <= horizon; ++day) {
                last = usage.used(user, day) ? day : last;
                count += usage.used(user, day) ? 1 : 0;
                REQUIRE(days_used(usage, user, day) == count);
            }
            REQUIRE(last_use(usage, user) == last);
            int next = no_day;
            REQUIRE(next_use(usage, user, horizon + 1) == no_day);
            for (int day = horizon; day >= 0; --day) {
                next = usage.used(user, day) ? day : next;
                REQUIRE(next_use(usage, user, day) == next);
            }
        }
    }
}
