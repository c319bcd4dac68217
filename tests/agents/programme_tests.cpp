#include "agents/programme.hpp"

#include <catch2/catch.hpp>

using namespace agents;

namespace {

Population two_people() {
    Population people;
    people.users = 2;
    people.traits = {{"age", "years", {}, {30.0F, 50.0F}},
                     {"style", "", {"personifier", "passive"}, {0.0F, 1.0F}},
                     {"severity", "", {}, {0.5F, 0.25F}}};
    return people;
}

Theory small_theory() {
    Theory theory;
    theory.features = {{"voice", "", ""}, {"choice", "", ""}};
    theory.components = {{"connection", "", {3.0}}, {"safety", "", {1.0}}};
    Subtheme held;
    held.name = "held";
    held.weight = {3.0};
    Subtheme robotic;
    robotic.name = "robotic";
    robotic.weight = {-1.0};
    Subtheme safe;
    safe.name = "safe";
    safe.component = 1;
    safe.weight = {2.0};
    theory.subthemes = {held, robotic, safe};
    theory.distress = {"severity", {0.5}, {0.0}, {0.1}};
    theory.causes = {{"left", "", {}}};
    return theory;
}

Design half_voice() {
    Design design;
    design.features = {0.5, 1.0};
    return design;
}

} // namespace

TEST_CASE("The fixed part of a predictor adds features, centred traits, levels and products") {
    auto theory = small_theory();
    auto& engagement = theory.engagement;
    engagement.intercept = {-1.0};
    engagement.features = {{"voice", {0.8}, 0.0}};
    engagement.traits = {{"age", {0.1}, 40.0}, {"style.passive", {2.0}, 0.0}};
    engagement.products = {{{"voice", "severity"}, {4.0}}, {{"voice", "choice"}, {0.2}}};
    engagement.state = {{"habit", {3.0}, 0.5}};
    auto const people = two_people();
    Programme const programme(theory, half_voice(), people, 10);

    // -1 + 0.8 x 0.5 + 0.1 (30 - 40) + 0 + 4 x 0.5 x 0.5 + 0.2 x 0.5 x 1 - 3 x 0.5
    CHECK(programme.engagement.fixed.of(people, 0) == Approx(-2.0));
    // -1 + 0.4 + 0.1 (50 - 40) + 2 + 4 x 0.5 x 0.25 + 0.1 - 1.5
    CHECK(programme.engagement.fixed.of(people, 1) == Approx(1.5));
}

TEST_CASE("Need and prompts are kept apart as what differs within the day") {
    auto theory = small_theory();
    theory.engagement.state = {
        {"need", {1.0}, 0.0}, {"alliance", {2.0}, 0.0}, {"prompted", {0.5}, 0.0}};
    Programme const programme(theory, half_voice(), two_people(), 10);
    REQUIRE(programme.engagement.all_day.size() == 1);
    CHECK(programme.engagement.all_day[0].row == programme.layout.alliance);
    REQUIRE(programme.engagement.by_day_part.size() == 2);
    CHECK(programme.engagement.by_day_part[0].row == programme.layout.need);
    CHECK(programme.engagement.by_day_part[1].row == programme.layout.prompted);
}

TEST_CASE("Weights of subthemes and components are shares, and a negative one counts 1 - s") {
    Programme const programme(small_theory(), half_voice(), two_people(), 10);
    REQUIRE(programme.components[0].subthemes.size() == 2);
    CHECK(programme.components[0].subthemes[0].weight == 0.75F);
    CHECK(programme.components[0].subthemes[1].weight == -0.25F);
    CHECK(programme.components[0].subthemes[1].row == programme.layout.subtheme(1));
    REQUIRE(programme.components[1].subthemes.size() == 1);
    CHECK(programme.components[1].subthemes[0].weight == 1.0F);
    CHECK(programme.components[0].base == 0.25F);
    CHECK(programme.components[1].base == 0.0F);
    CHECK(programme.components[0].weight == 0.75F);
    CHECK(programme.components[1].weight == 0.25F);
}

TEST_CASE("Distress expected at the horizon follows the daily recursion without noise") {
    int const horizon = 10;
    Programme const programme(small_theory(), half_voice(), two_people(), horizon);
    double const level = 0.6;
    double distress = 0.2;
    int const left = 4;
    double const start = distress;
    double recovery = 1.0;
    for (int day = 1; day <= horizon; ++day) {
        recovery *= 0.9;
        if (day > left) {
            distress += 0.5 * (level * recovery - distress);
        }
    }
    auto const t = static_cast<std::size_t>(left);
    CHECK(static_cast<double>(programme.decay_to_end[t]) * start +
              static_cast<double>(programme.pull_to_end[t]) * level ==
          Approx(distress).epsilon(1e-6));
    CHECK(programme.decay_to_end.back() == 1.0F);
    CHECK(programme.pull_to_end.back() == 0.0F);
}

TEST_CASE("Questionnaires after the horizon are not given") {
    auto theory = small_theory();
    Instrument early;
    early.days = {3, 10, 30};
    early.items = {{"", 0.0, {1.0, 0.0}}};
    theory.instruments = {early};
    Programme const programme(theory, half_voice(), two_people(), 10);
    CHECK(programme.instruments[0].days == std::vector<int>{3, 10});
    CHECK(programme.days_given() == std::vector<std::size_t>{2});
}
