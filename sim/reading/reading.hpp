#pragma once

#include "agents/cohort.hpp"
#include "agents/design.hpp"
#include "agents/theory.hpp"
#include "core/mistakes.hpp"
#include "core/schema.hpp"
#include "sim/scenario.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sim {

/// One `--set path=value`: "users", "theory.habit.gain", "cohort.traits.age.normal.mean",
/// "designs.NAME.features.human_voice", "theory.map[0].strength". A quantity in its long form keeps
/// its range and source when it is set to a number. What is set is read as if the files said so.
struct Override {
    std::string path;
    std::string value;                                                   ///< YAML
    core::Place place = {std::string(core::schema::command_line), 0, 0}; ///< of mistakes in it
};

/// Throws ConfigError when there is no "=" or nothing before it.
[[nodiscard]] Override parse_override(std::string const& path_and_value);

using FeaturesByName = std::vector<std::pair<std::string, double>>;

/// A design by itself, merged with those it extends. Features go by name: only a theory says which
/// there are.
struct DesignFile {
    agents::Design design; ///< `features` is empty, also those of its stages
    FeaturesByName features;
    std::vector<FeaturesByName> features_of_stages; ///< what each changes; shape (stages)
    std::vector<std::string> lineage; ///< names, from this design to the one that extends nothing
};

/// What is run, out of the scenario's file and all the files that it names. Throws
/// core::ConfigError with every mistake of every file.
[[nodiscard]] Scenario read_scenario(std::string const& path,
                                     std::vector<Override> const& overrides = {});
[[nodiscard]] agents::Theory read_theory(std::string const& path);
[[nodiscard]] agents::Cohort read_cohort(std::string const& path);
[[nodiscard]] DesignFile read_design(std::string const& path);

} // namespace sim
