#include "tests/reference/kernel_run.hpp"
#include "tests/reference/scalar_model.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using reference::just;
using reference::KernelDay;
using reference::World;

namespace {

/// Opens the app in every day-part; a session is worth q = 3/4 where 1/2 is expected.
World eager_world() {
    World world = reference::plain_world(1, 1);
    agents::Theory& theory = world.theory;
    theory.engagement = reference::constant(30.0);
    theory.session.quality = reference::constant(std::log(3.0));
    theory.session.expectation_rate = just(0.5);
    theory.session.disappointment_decay = just(0.5);
    theory.session.failed_attempt_penalty = just(0.25);
    theory.subthemes[0].learning_rate = just(0.4);
    theory.subthemes[0].fading_rate = just(0.5);
    theory.subthemes[0].surprise = just(1.0);
    theory.relief = {just(0.1), just(0.1), just(0.0)};
    theory.goals.progress = just(1.0);
    theory.habit = {just(0.25), just(0.5)};
    theory.novelty_decay = just(0.1);
    return world;
}

struct Lives {
    reference::Life reference;
    std::vector<KernelDay> kernel;
    agents::StateLayout layout;
};

Lives lives_of(World const& world) {
    agents::StateLayout const layout(world.theory);
    reference::Diary diary(layout, 1);
    (void)reference::run_kernel(world, {.seed = 1, .replicate = 0}, 1, &diary);
    reference::ScalarModel const model(world.theory, world.design, world.population, 1, 0,
                                       world.horizon_days);
    return {model.live(0), diary.lives[0], layout};
}

Approx near(double x) {
    return Approx(x).margin(1e-6).epsilon(1e-6);
}

} // namespace

TEST_CASE("a day of four sessions comes out as worked by hand") {
    Lives const lives = lives_of(eager_world());
    auto const& state = lives.reference.days[0].state;
    auto const& rows = lives.kernel[0].rows;
    // Surprises 1/4, 1/8, 1/16, 1/32: each halves what is left between expectation and quality.
    CHECK(state.expectation == near(0.734375));
    CHECK(rows[lives.layout.expectation] == near(0.734375));
    // Their mean is 0.1171875; s moves 0.4 of the way from 1/2 to 1/2 + that.
    CHECK(state.subthemes[0] == near(0.546875));
    CHECK(rows[lives.layout.subtheme(0)] == near(0.546875));
    CHECK(state.alliance == near(0.546875));
    CHECK(rows[lives.layout.alliance] == near(0.546875));
    // 1/2 less 0.1 x (4 x 3/4) less 0.1 x 0.546875.
    CHECK(state.distress == near(0.1453125));
    CHECK(rows[lives.layout.distress] == near(0.1453125));
    CHECK(state.goal_progress == near(0.546875));
    CHECK(rows[lives.layout.goal_progress] == near(0.546875));
    CHECK(state.habit == near(0.25));
    CHECK(rows[lives.layout.habit] == near(0.25));
    CHECK(state.novelty == near(0.9));
    CHECK(rows[lives.layout.novelty] == near(0.9));
    CHECK(state.idle_days == 0);
    CHECK(rows[lives.layout.disappointment] == near(0.0));
}

TEST_CASE("the second day reaches the goal and begins another, as worked by hand") {
    Lives const lives = lives_of(eager_world());
    auto const& state = lives.reference.days[1].state;
    auto const& rows = lives.kernel[1].rows;
    // Surprises 1/64 .. 1/512, mean 0.00732421875; u = 0.50732421875; s = 0.546875 + 0.4 (u -
    // 0.546875).
    CHECK(state.subthemes[0] == near(0.5310546875));
    CHECK(rows[lives.layout.subtheme(0)] == near(0.5310546875));
    // 0.546875 + 0.5310546875 is above 1.
    CHECK(state.goals_reached == 1);
    CHECK(rows[lives.layout.goals_reached] == 1.0F);
    CHECK(rows[lives.layout.goal_progress] == 0.0F);
    CHECK(rows[lives.layout.habit] == near(0.4375));
}

TEST_CASE("a day on which the app is down comes out as worked by hand") {
    World world = eager_world();
    world.design.reliability = 0.0;
    world.design.prompts.policy = agents::PromptPolicy::fixed;
    world.design.prompts.at = {true, true, true, true};
    Lives const lives = lives_of(world);
    for (std::size_t t = 0; t < 2; ++t) {
        auto const& state = lives.reference.days[t].state;
        auto const& rows = lives.kernel[t].rows;
        // Four broken promises a day; yesterday's disappointment is halved first.
        double const disappointment = t == 0 ? 1.0 : 1.5;
        CHECK(state.disappointment == near(disappointment));
        CHECK(rows[lives.layout.disappointment] == near(disappointment));
        CHECK(state.distress == near(0.5));
        CHECK(rows[lives.layout.distress] == near(0.5));
        CHECK(state.habit == 0.0);
        CHECK(rows[lives.layout.habit] == 0.0F);
        CHECK(state.idle_days == static_cast<int>(t) + 1);
        CHECK(rows[lives.layout.idle_days] == static_cast<float>(t) + 1.0F);
        // A failed attempt is an answer to the prompt.
        CHECK(state.ignored_in_a_row == 0);
        CHECK(lives.reference.days[t].failed() == 4);
    }
}
