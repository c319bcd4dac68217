#include "tests/reference/kernel_run.hpp"
#include "tests/tolerance.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using reference::constant;
using reference::just;
using reference::World;

namespace {

constexpr agents::Luck monotonicity_luck{.seed = 99, .replicate = 2};
constexpr std::size_t users = 20000;

/// A world in which use builds alliance and habit, both keep people, and idleness loses them. The
/// design has one feature; tests say what it does.
World living_world(double feature) {
    World world = reference::plain_world(users, 60);
    agents::Theory& theory = world.theory;
    theory.features.push_back({"feature", "", ""});
    world.design.features = {feature};
    theory.subthemes[0].learning_rate = just(0.2);
    theory.subthemes[0].fading_rate = just(0.05);
    theory.engagement = constant(-3.0);
    theory.engagement.state = {{"habit", just(2.0), 0.0}, {"alliance", just(2.0), 0.5}};
    theory.habit = {just(0.05), just(0.05)};
    theory.session.quality.state = {{"alliance", just(2.0), 0.5}};
    theory.session.quality_noise = just(0.1);
    theory.session.expectation_rate = just(0.1);
    theory.session.disappointment_decay = just(0.2);
    theory.causes[0].hazard = constant(-4.0);
    theory.causes[0].hazard.state = {{"alliance", just(-2.0), 0.5},
                                     {"idle_days", just(0.05), 0.0},
                                     {"disappointment", just(0.5), 0.0}};
    return world;
}

/// Mean and standard error of the paired difference b - a of what is read off a user.
struct Paired {
    double mean = 0.0;
    double error = 0.0;
};

template <class Read>
Paired difference(agents::Outcomes const& a, agents::Outcomes const& b, Read const& read) {
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < users; ++i) {
        double const d = read(b, i) - read(a, i);
        sum += d;
        squares += d * d;
    }
    double const n = users;
    double const mean = sum / n;
    return {mean, std::sqrt((squares / n - mean * mean) / n)};
}

double days_in(agents::Outcomes const& out, std::size_t i) {
    return out.leave_day[i] == agents::never ? 61.0 : out.leave_day[i] + 1.0;
}
double days_used(agents::Outcomes const& out, std::size_t i) {
    return out.days_used[i];
}
double last_use(agents::Outcomes const& out, std::size_t i) {
    return out.last_use[i];
}

/// The feature at 1 keeps people at least as long as at 0, by every read-out, and by at least one
/// clearly longer.
template <class Load>
void check_never_lowers_retention(Load const& load) {
    World without = living_world(0.0);
    World with = living_world(1.0);
    load(without.theory);
    load(with.theory);
    auto const a = reference::run_kernel(without, monotonicity_luck).outcomes;
    auto const b = reference::run_kernel(with, monotonicity_luck).outcomes;
    bool any_gain = false;
    for (auto const& read : {days_in, days_used, last_use}) {
        Paired const gain = difference(a, b, read);
        CHECK(gain.mean >= -tests::z_one_sided * gain.error);
        any_gain = any_gain || gain.mean > tests::z_one_sided * gain.error;
    }
    CHECK(any_gain);
}

agents::Term feature(double weight) {
    return {"feature", just(weight), 0.0};
}

} // namespace

TEST_CASE("a feature that only draws people in never lowers retention") {
    check_never_lowers_retention(
        [](agents::Theory& theory) { theory.engagement.features = {feature(0.5)}; });
}

TEST_CASE("a feature that only raises what a subtheme aims at never lowers retention") {
    check_never_lowers_retention(
        [](agents::Theory& theory) { theory.subthemes[0].target.features = {feature(1.0)}; });
}

TEST_CASE("a feature that only makes sessions better never lowers retention") {
    check_never_lowers_retention(
        [](agents::Theory& theory) { theory.session.quality.features = {feature(1.0)}; });
}

TEST_CASE("a feature that only lowers a hazard keeps every single user at least as long") {
    World without = living_world(0.0);
    World with = living_world(1.0);
    for (World* world : {&without, &with}) {
        world->theory.causes[0].hazard.features = {feature(-0.5)};
    }
    auto const a = reference::run_kernel(without, monotonicity_luck).outcomes;
    auto const b = reference::run_kernel(with, monotonicity_luck).outcomes;
    std::size_t shorter = 0;
    std::size_t longer = 0;
    for (std::size_t i = 0; i < users; ++i) {
        shorter += days_in(b, i) < days_in(a, i) ? 1U : 0U;
        longer += days_in(b, i) > days_in(a, i) ? 1U : 0U;
    }
    // Same people, same monotonicity_luck: until the first of them leaves, both lives are the same.
    CHECK(shorter == 0);
    CHECK(longer > users / 20);
}

TEST_CASE("an app that works less often loses people sooner") {
    World flaky = living_world(0.0);
    flaky.design.reliability = 0.7;
    auto const a = reference::run_kernel(flaky, monotonicity_luck).outcomes;
    auto const b = reference::run_kernel(living_world(0.0), monotonicity_luck).outcomes;
    Paired const gain = difference(a, b, days_in);
    CHECK(gain.mean > tests::z_one_sided * gain.error);
}
