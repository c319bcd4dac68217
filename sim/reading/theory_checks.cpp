#include "sim/reading/theory_checks.hpp"

#include "agents/thematic_map.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sim::reading {

using core::schema::Cursor;

namespace {

void check_names_of(std::vector<std::string> const& names, std::string const& key,
                    std::vector<std::string> const& states, Cursor const& root) {
    auto const mapping = root.at(key);
    for (auto const& name : names) {
        if (std::count(states.begin(), states.end(), name) > 1) {
            mapping.key_of(*mapping.node().find(name))
                .complain(fmt::format("the name \"{}\" is taken", name),
                          "subthemes, components and built-in states share one set of names");
        }
    }
}

void check_component(agents::Theory const& theory, std::size_t component, Cursor const& root) {
    double sum = 0.0;
    bool has_subthemes = false;
    for (auto const& subtheme : theory.subthemes) {
        if (subtheme.component == component) {
            has_subthemes = true;
            sum += std::abs(subtheme.weight.value);
        }
    }
    if (!has_subthemes) {
        root.at("components")
            .at(theory.components[component].name)
            .complain("no subtheme is part of this component");
    } else if (sum == 0.0) {
        root.at("components")
            .at(theory.components[component].name)
            .complain("the weights of its subthemes are all 0");
    }
}

/// "; the strongest cycle is a -> b -> a, gain 1.2"
std::string strongest_cycle(agents::Theory const& theory) {
    auto const cycles = agents::ThematicMap(theory).cycles().all;
    if (cycles.empty()) {
        return {};
    }
    std::string text = "; the strongest cycle is ";
    for (auto const k : cycles.front().subthemes) {
        text += theory.subthemes[k].name + " -> ";
    }
    return text + fmt::format("{}, gain {:.3g}",
                              theory.subthemes[cycles.front().subthemes.front()].name,
                              cycles.front().gain);
}

void check_stability(agents::Theory const& theory, Cursor const& root) {
    double const radius = agents::spectral_radius(theory);
    if (!(radius < 1.0)) {
        root.at("map").complain(
            fmt::format("the map is unstable: its spectral radius is {:.4g}", radius),
            "less than 1" + strongest_cycle(theory));
    }
}

} // namespace

void check_names(TheoryNames const& names, Cursor const& root) {
    check_names_of(names.subthemes, "subthemes", names.states, root);
    check_names_of(names.components, "components", names.states, root);
}

void check_theory(agents::Theory const& theory, Cursor const& root) {
    for (std::size_t j = 0; j < theory.components.size(); ++j) {
        check_component(theory, j, root);
    }
    check_stability(theory, root);
}

} // namespace sim::reading
