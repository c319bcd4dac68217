#include "tests/agents/small_theory.hpp"

namespace small {

namespace {

using agents::SaidBy;

agents::Quantity said(double value, std::string id, SaidBy by) {
    return {.value = value, .range = agents::Range{-9.0, 9.0}, .id = std::move(id), .said_by = by};
}

agents::Quantity just(double value) {
    return {.value = value};
}

agents::Subtheme subtheme(std::string name, std::size_t component, double weight) {
    agents::Subtheme made;
    made.name = std::move(name);
    made.component = component;
    made.weight = just(weight);
    made.learning_rate = just(0.5);
    made.fading_rate = just(0.1);
    return made;
}

void add_people_and_features(agents::Theory& theory) {
    theory.features = {{"voice", "a human voice", "F1"}, {"tidy", "a tidy screen", "F2"}};
    theory.subthemes[0].target.features = {{"voice", said(2.0, "F1", SaidBy::one)}};
    theory.subthemes[0].target.products = {{{"voice", "alone"}, said(0.7, "U9", SaidBy::few)}};
    theory.subthemes[2].target.features = {{"tidy", said(1.0, "F2", SaidBy::all)}};
    theory.subthemes[3].target.traits = {{"alone", just(1.0)}};
    theory.subthemes[3].target.intercept = said(0.4, "R9", SaidBy::inferred);
}

void add_day(agents::Theory& theory) {
    theory.engagement.state = {{"warm", just(3.0)}, {"habit", just(2.0)}};
    theory.session.quality.state = {{"safe", just(1.5)}};
    theory.habit = {just(0.1), just(0.3)};
    theory.need.profile = {0.5, 0.5, 0.5, 0.5};
    theory.distress.level = "alone";
    theory.goals = {1, just(0.0)};
    agents::Cause disenchanted{"disenchanted", "it did not hold me", {}};
    disenchanted.hazard.state = {{"alliance", just(-2.0)}, {"disappointment", just(1.0)}};
    agents::Cause drifted{"drifted", "I forgot about it", {}};
    drifted.hazard.state = {{"habit", just(-3.0)}, {"idle_days", just(0.1)}};
    theory.causes = {disenchanted, drifted};
    agents::Event scare{"scare", "a scare", agents::Exposure::use, {}, {}};
    scare.chance.intercept = just(-4.0);
    scare.jumps = {{2, said(-0.2, "E1", SaidBy::inferred)}};
    theory.events = {scare};
}

} // namespace

agents::Theory theory() {
    agents::Theory theory;
    theory.name = "small";
    theory.describes = "A theory to be worked out by hand";
    theory.components = {{"warm", "warmth", just(3.0)}, {"safe", "safety", just(1.0)}};
    theory.subthemes = {subtheme("a", 0, 1.0), subtheme("b", 0, 1.0), subtheme("c", 1, 3.0),
                        subtheme("d", 1, -1.0)};
    theory.map = {{0, 1, said(0.2, "R1", SaidBy::most)},
                  {1, 0, said(0.3, "R2", SaidBy::few)},
                  {1, 2, said(-0.4, "R3", SaidBy::some)},
                  {2, 0, said(0.5, "R4", SaidBy::one)}};
    theory.left_out = {{"R16", "lies outside the app"}};
    add_people_and_features(theory);
    add_day(theory);
    return theory;
}

} // namespace small
