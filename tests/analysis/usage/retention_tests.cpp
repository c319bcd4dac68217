#include "analysis/proportion.hpp"
#include "analysis/usage/retention.hpp"
#include "tests/analysis/usage/made_usage.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace analysis;
using tests::MadeUsage;

namespace {

constexpr ReadOut all_read_outs[] = {ReadOut::on_day, ReadOut::last_use, ReadOut::returned,
                                     ReadOut::days_used, ReadOut::not_left};

std::vector<std::size_t> everybody(UsageView const& usage) {
    std::vector<std::size_t> users(usage.users);
    std::iota(users.begin(), users.end(), std::size_t{0});
    return users;
}

/// Four people, 10 days: daily to day 5; day 0 and day 9; never; day 0 only.
MadeUsage four_people() {
    MadeUsage made(10);
    made.add({0, 1, 2, 3, 4, 5}, 7, 0);
    made.add({0, 9});
    made.add({}, 2, 1);
    made.add({0});
    return made;
}

double read(MadeUsage const& made, ReadOut read_out, int day) {
    return retention(made.view(), everybody(made.view()), read_out, day).value;
}

/// A person's read-out from the definition, day by day.
double naive(UsageView const& usage, std::size_t user, ReadOut read_out, int day) {
    int before = 0;
    int later = 0;
    for (int d = 0; d <= usage.horizon_days; ++d) {
        before += usage.used(user, d) && d <= day ? 1 : 0;
        later += usage.used(user, d) && d >= day ? 1 : 0;
    }
    switch (read_out) {
    case ReadOut::on_day:
        return usage.used(user, day) ? 1 : 0;
    case ReadOut::last_use:
        return later > 0 ? 1 : 0;
    case ReadOut::returned:
        return before - (usage.used(user, 0) ? 1 : 0) > 0 ? 1 : 0;
    case ReadOut::days_used:
        return before;
    case ReadOut::not_left:
        return usage.leave_day[user] < 0 || usage.leave_day[user] >= day ? 1 : 0;
    }
    return NAN;
}

} // namespace

TEST_CASE("The read-outs of four people, worked by hand") {
    auto const made = four_people();
    CHECK(read(made, ReadOut::on_day, 0) == 0.75);
    CHECK(read(made, ReadOut::on_day, 5) == 0.25);
    CHECK(read(made, ReadOut::on_day, 6) == 0);
    CHECK(read(made, ReadOut::last_use, 5) == 0.5);
    CHECK(read(made, ReadOut::last_use, 6) == 0.25);
    CHECK(read(made, ReadOut::last_use, 10) == 0);
    CHECK(read(made, ReadOut::returned, 0) == 0);
    CHECK(read(made, ReadOut::returned, 8) == 0.25);
    CHECK(read(made, ReadOut::returned, 9) == 0.5);
    CHECK(read(made, ReadOut::days_used, 0) == 0.75);
    CHECK(read(made, ReadOut::days_used, 10) == 2.25);
    CHECK(read(made, ReadOut::not_left, 2) == 1);
    CHECK(read(made, ReadOut::not_left, 3) == 0.75);
    CHECK(read(made, ReadOut::not_left, 8) == 0.5);
}

TEST_CASE("Shares carry Wilson's limits and the number of days normal ones") {
    auto const made = four_people();
    auto const users = everybody(made.view());
    CHECK(retention(made.view(), users, ReadOut::on_day, 0, {0.9}).low == wilson(3, 4, {0.9}).low);
    std::vector<double> const numbers{6, 2, 0, 1};
    CHECK(retention(made.view(), users, ReadOut::days_used, 10).high == mean(numbers).high);
}

TEST_CASE("Read-outs of random people agree with their definitions day by day") {
    tests::Luck luck(51);
    auto const made = tests::random_usage(luck, 200, 33);
    auto const usage = made.view();
    std::vector<std::size_t> const users{199, 3, 4, 50, 51, 52, 53, 54, 110, 7};
    for (auto const read_out : all_read_outs) {
        for (int day = 0; day <= 33; ++day) {
            double sum = 0;
            for (auto const user : users) {
                sum += naive(usage, user, read_out, day);
            }
            CHECK(retention(usage, users, read_out, day).value == Approx(sum / 10));
        }
    }
}

TEST_CASE("Paired differences have the error of within-person differences") {
    MadeUsage variant(10);
    MadeUsage baseline(10);
    // Differences on day 7: 1, 0, 0, -1, 1.
    for (auto const& [first, second] :
         {std::pair{true, false}, {true, true}, {false, false}, {false, true}, {true, false}}) {
        variant.add(first ? std::vector{0, 7} : std::vector{0});
        baseline.add(second ? std::vector{0, 7} : std::vector{0});
    }
    auto const users = everybody(variant.view());
    auto const difference =
        paired_retention_difference(variant.view(), baseline.view(), users, ReadOut::on_day, 7);
    CHECK(difference.value == Approx(0.2));
    CHECK(difference.standard_error == Approx(std::sqrt((3 - 5 * 0.04) / 4 / 5)));
}

TEST_CASE("A paired difference is the difference of the two read-outs") {
    tests::Luck luck(52);
    auto const variant = tests::random_usage(luck, 300, 40);
    auto const baseline = tests::random_usage(luck, 300, 40);
    auto const users = everybody(variant.view());
    for (auto const read_out : all_read_outs) {
        CHECK(paired_retention_difference(variant.view(), baseline.view(), users, read_out, 15)
                  .value == Approx(retention(variant.view(), users, read_out, 15).value -
                                   retention(baseline.view(), users, read_out, 15).value)
                                .margin(1e-12));
    }
}

TEST_CASE("Designs under which everybody does the same differ by 0 for sure") {
    tests::Luck luck(53);
    auto const made = tests::random_usage(luck, 60, 20);
    auto const difference = paired_retention_difference(
        made.view(), made.view(), everybody(made.view()), ReadOut::days_used, 20);
    CHECK(difference.low == 0);
    CHECK(difference.high == 0);
}

TEST_CASE("Retention of nobody is not defined") {
    auto const made = four_people();
    for (auto const read_out : all_read_outs) {
        CHECK(std::isnan(retention(made.view(), {}, read_out, 3).value));
        CHECK(std::isnan(
            paired_retention_difference(made.view(), made.view(), {}, read_out, 3).value));
    }
}
