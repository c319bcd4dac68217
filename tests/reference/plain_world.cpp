#include "tests/reference/world.hpp"

namespace reference {

agents::LinearPredictor constant(double eta) {
    agents::LinearPredictor predictor;
    predictor.intercept = just(eta);
    return predictor;
}

World plain_world(std::size_t users, int horizon_days) {
    World world;
    world.horizon_days = horizon_days;
    agents::Theory& theory = world.theory;
    theory.name = "plain";
    theory.components.push_back({"bond", "", just(1.0)});
    agents::Subtheme warmth;
    warmth.name = "warmth";
    warmth.weight = just(1.0);
    theory.subthemes.push_back(warmth);
    theory.engagement = constant(-30.0);
    theory.distress.level = "level";
    theory.need.profile = {1.0, 1.0, 1.0, 1.0};
    theory.causes.push_back({"left", "", constant(-30.0)});
    world.design.name = "plain";
    world.population.users = users;
    add_trait(world, "level", [](std::size_t) { return 0.5; });
    return world;
}

} // namespace reference
