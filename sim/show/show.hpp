#pragma once

#include "agents/cohort.hpp"
#include "agents/design.hpp"
#include "agents/quantity.hpp"
#include "agents/theory.hpp"
#include "sim/scenario.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What a file means, as text: in words for people (`text`), as data (`json`, `csv`) or as a
/// picture (`dot`, `svg`). docs: the structure of the JSON stands beside each function.
namespace sim {

enum class ShowFormat { text, json, csv, dot, svg };
inline constexpr std::array<std::string_view, 5> show_format_names{"text", "json", "csv", "dot",
                                                                   "svg"};

/// The formats that each function knows; asking for another breaks a contract.
inline constexpr std::array show_theory_formats{ShowFormat::text, ShowFormat::json, ShowFormat::dot,
                                                ShowFormat::svg};
inline constexpr std::array show_cohort_formats{ShowFormat::text, ShowFormat::json, ShowFormat::csv,
                                                ShowFormat::svg};
inline constexpr std::array show_design_formats{ShowFormat::text, ShowFormat::json};
inline constexpr std::array show_scenario_formats{ShowFormat::text, ShowFormat::json};

struct ShowTheoryOptions {
    ShowFormat format = ShowFormat::text;
    std::optional<agents::SaidBy> at_least = std::nullopt; ///< only relations supported this well
    std::size_t strongest = 5;                             ///< paths to each cause of leaving
    std::size_t width = 100;                               ///< columns of the terminal, for text
};

/// Components, subthemes, what moves them, the map in sentences, its cycles, the strongest paths to
/// leaving, rates, events, instruments, and what is left out. dot and svg draw the map only.
///
/// json: {name, describes, source, at_least, relations: {kept, dropped: [relation]}, components:
/// [], subthemes: [], features: [], map: [], spectral_radius, cycles: {complete, all: [{subthemes,
/// gain}]}, reach: {SUBTHEME: [..]}, strongest_paths: {CAUSE: {from_subthemes: [], from_features:
/// []}}, rates: [], events: [], engagement, quality, causes: [], instruments: [], left_out: []}; a
/// relation is {from, to, kind, weight, id, said_by, source, low, high}.
[[nodiscard]] std::string show_theory(agents::Theory const& theory,
                                      ShowTheoryOptions const& options = {});

struct ShowCohortOptions {
    ShowFormat format = ShowFormat::text;
    std::size_t people = 20000; ///< how many are drawn, >= 2
    std::uint64_t seed = 1;
    std::size_t width = 100;
};

/// Draws people and sets what was realised beside what was asked: each trait's mean, sd and range
/// or shares of levels, and the correlations of normal scores, largest differences first.
///
/// json: {name, describes, people, seed, traits: [{name, unit, marginal, asked: {..}, realised:
/// {..}}], correlations: [{between, asked, realised, kind}]}. csv: the people themselves, a row a
/// person and a column a trait.
[[nodiscard]] std::string show_cohort(agents::Cohort const& cohort,
                                      ShowCohortOptions const& options = {});

/// @param extended  the design that this one was made from, to tell what differs; may be null
/// json: {name, describes, extends, features: {NAME: 0..1}, availability: {DAY_PART: 0..1},
/// reliability, prompts: {..}, stages: [{name, when, until, changes: [{what, here, there}]}],
/// differs: [{what, here, there}]}.
[[nodiscard]] std::string show_design(agents::Design const& design, agents::Theory const& theory,
                                      agents::Design const* extended = nullptr,
                                      ShowFormat format = ShowFormat::text,
                                      std::size_t width = 100);

/// Everything that will be run, how large it is, and what it will cost.
/// json: {name, describes, theory, cohort, designs: [], baseline, users, horizon_days, seed,
/// replicate, peers: null or {rule, edges, mean_neighbours, most_neighbours, without_neighbours,
/// clustering, sampled}, cost: {user_days, people_bytes, record_bytes}, files: [], overrides: []}.
[[nodiscard]] std::string show_scenario(Scenario const& scenario,
                                        ShowFormat format = ShowFormat::text,
                                        std::size_t width = 100);

} // namespace sim
