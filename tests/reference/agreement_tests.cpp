#include "tests/reference/agreement.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using reference::Agreement;
using reference::World;

namespace {

constexpr agents::Luck luck{.seed = 0x9E3779B97F4A7C15ULL, .replicate = 3};

/// What a sum over worlds has met, so that an agreement about nothing does not pass for one.
Agreement operator+(Agreement a, Agreement const& b) {
    a.users += b.users;
    a.days += b.days;
    a.roundings += b.roundings;
    a.sessions += b.sessions;
    a.prompts += b.prompts;
    a.failed += b.failed;
    a.events += b.events;
    a.goals += b.goals;
    a.left += b.left;
    a.answers += b.answers;
    a.switches += b.switches;
    if (b.largest_error > a.largest_error) {
        a.largest_error = b.largest_error;
        a.largest_error_where = b.largest_error_where;
    }
    return a;
}

void check(Agreement const& found) {
    for (std::string const& disagreement : found.disagreements) {
        UNSCOPED_INFO(disagreement);
    }
    CHECK(found.disagreements.empty());
}

} // namespace

TEST_CASE("the kernel lives the plain world as the reference does") {
    check(reference::compare(reference::plain_world(50, 20), luck));
}

TEST_CASE("the kernel holds predictors within -30 .. 30 as the reference does") {
    World world = reference::plain_world(2000, 3);
    // Held, the two hazards are equal and share the exits; not held, the first would take 993 in
    // 1000.
    world.theory.causes = {{"high", "", reference::constant(40.0)},
                           {"lower", "", reference::constant(35.0)}};
    Agreement const found = reference::compare(world, luck);
    check(found);
    CHECK(found.left == 2000);
}

TEST_CASE("the kernel agrees with the reference in random worlds, user by user, day by day") {
    Agreement all;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        World const world = reference::random_world(seed, 60);
        INFO("world " << seed);
        Agreement const found = reference::compare(world, luck, 1 + seed % 70);
        check(found);
        all = all + found;
    }
    INFO("user-days " << all.days << ", sessions " << all.sessions << ", prompts " << all.prompts
                      << ", failed " << all.failed << ", events " << all.events << ", goals "
                      << all.goals << ", left " << all.left << ", answers " << all.answers
                      << ", switches " << all.switches << ", roundings " << all.roundings
                      << ", largest error " << all.largest_error << " of "
                      << all.largest_error_where);
    // Some 4 million decisions, each within the kernel's error of 1e-6 with a probability of 2e-6
    // or less.
    CHECK(all.roundings <= 5);
    CHECK(std::min({all.sessions, all.prompts, all.failed, all.events, all.goals, all.left,
                    all.answers, all.switches}) > 5000);
}
