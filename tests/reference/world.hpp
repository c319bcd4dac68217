#pragma once

#include "agents/cohort.hpp"
#include "agents/design.hpp"
#include "agents/theory.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace reference {

/// Everything that a run under one design needs.
struct World {
    agents::Theory theory;
    agents::Design design;
    agents::Population population;
    int horizon_days = 0;
};

/// A quantity that has a value and nothing else.
[[nodiscard]] inline agents::Quantity just(double value) {
    return {.value = value};
}

/// A predictor that is the same number for everybody, every day.
[[nodiscard]] agents::LinearPredictor constant(double eta);

/// The smallest world: one subtheme in one component, nothing moves, nobody opens the app after day
/// 0, nobody leaves but with hazard e^-30. Trait `level` is 1/2 for everybody. Tests add the one
/// thing that they are about.
[[nodiscard]] World plain_world(std::size_t users, int horizon_days);

/// Adds a column to the population. @param of  value(user)
template <class Of>
void add_trait(World& world, std::string_view name, Of const& of) {
    agents::TraitColumn column{std::string(name), "", {}, {}};
    for (std::size_t i = 0; i < world.population.users; ++i) {
        column.values.push_back(static_cast<float>(of(i)));
    }
    world.population.traits.push_back(column);
}

/// A valid world drawn from a fixed generator. Successive seeds walk through every prompt policy
/// and every exposure; sizes, signs and rates are drawn.
[[nodiscard]] World random_world(std::uint64_t seed, std::size_t users);

} // namespace reference
