#include "analysis/usage/attrition.hpp"
#include "analysis/usage/retention.hpp"
#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace analysis;
using tests::MadeUsage;

namespace {

/// The same people twice: together, each followed to an own day, and each alone in a record that
/// ends on that day.
struct Staggered {
    MadeUsage together{40};
    std::vector<MadeUsage> alone;
};

Staggered staggered_people(int people) {
    tests::Luck luck(7);
    Staggered made;
    for (int i = 0; i < people; ++i) {
        int const last = 15 + luck.below(26);
        int const leave = luck.below(60);
        bool const left = leave <= last;
        std::vector<int> days;
        for (int day = 0; day <= std::min(leave, last); ++day) {
            if (luck.uniform() < 0.3) {
                days.push_back(day);
            }
        }
        made.together.add(days, left ? leave : -1, left ? luck.below(3) : 255);
        made.together.followed_to(last);
        auto& one = made.alone.emplace_back(last);
        auto const view = made.together.view();
        one.add(days, view.leave_day.back(), view.cause.back());
    }
    return made;
}

} // namespace

TEST_CASE("Who is followed to an own last day has the event of a record that ends on that day") {
    auto const made = staggered_people(200);
    for (auto const* text : {"left", "last-use", "inactive:3", "inactive:14", "inactive:7:final"}) {
        auto const attrition = *parse_attrition(text);
        auto const together = events(made.together.view(), attrition, 3);
        for (std::size_t i = 0; i < made.alone.size(); ++i) {
            auto const alone = events(made.alone[i].view(), attrition, 3);
            INFO(text << " person " << i);
            CHECK(together.time[i] == alone.time[0]);
            CHECK(together.status[i] == alone.status[0]);
        }
    }
}

TEST_CASE("Retention on a day is the share of those who were followed to that day") {
    auto const made = staggered_people(200);
    auto const view = made.together.view();
    std::vector<std::size_t> everybody(view.users);
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    std::vector<std::size_t> long_enough;
    for (auto const user : everybody) {
        if (view.followed_to(user) >= 30) {
            long_enough.push_back(user);
        }
    }
    REQUIRE(long_enough.size() < everybody.size());
    CHECK(followed(view, everybody, 30) == long_enough.size());
    for (auto const read_out : {ReadOut::on_day, ReadOut::last_use, ReadOut::returned,
                                ReadOut::days_used, ReadOut::not_left}) {
        auto const of_all = retention(view, everybody, read_out, 30);
        auto const of_some = retention(view, long_enough, read_out, 30);
        CHECK(of_all.value == of_some.value);
        CHECK(of_all.low == of_some.low);
        CHECK(of_all.standard_error == of_some.standard_error);
    }
}

TEST_CASE("Who was followed for too short a time to show a gap is censored at time 0") {
    MadeUsage made(40);
    made.add({0, 1});
    made.followed_to(5);
    auto const table = events(made.view(), Inactive{14, false}, 1);
    CHECK(table.time[0] == 0);
    CHECK(table.status[0] == 0);
}
