#pragma once

#include "analysis/usage/attrition.hpp"
#include "core/mistakes.hpp"
#include "sim/compare/comparison.hpp"
#include "sim/record.hpp"
#include "study/study.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace study {

/// One number that is kept of a run: what `compare` reports of a design, or of a design against the
/// baseline.
struct Output {
    std::string name;       ///< "retention.last_use@30:human-voice"
    std::size_t design = 0; ///< index into the scenario's
    /// Index into sim::measures(); none: the hazard ratio against the baseline.
    std::optional<std::size_t> measure = {};
    std::size_t part = 0;
    std::optional<int> day = {}; ///< where the measure is of a day or a time
    bool difference = false;     ///< to the baseline, the same people
    core::Place place;           ///< where the study asks for it
};

/// All that is measured of each run of a study, and how.
struct Measurement {
    analysis::Attrition attrition = analysis::Left{};
    std::vector<Output> outputs;

    [[nodiscard]] std::vector<std::string> names() const;
    /// What a run of a scenario must keep for it.
    [[nodiscard]] sim::Keep keep(sim::Scenario const& scenario) const;
    /// Shape (outputs); NaN where the run does not define one.
    [[nodiscard]] std::vector<double> of(sim::Record const& record) const;
};

/// Reads the words of a study: `MEASURE[.PART][@DAY][:DESIGN]`, `difference.MEASURE...`; without a
/// design, one output for each. Reports words that mean nothing in this scenario.
[[nodiscard]] Measurement read_measurement(Study const& study, sim::Scenario const& scenario,
                                           core::Mistakes& mistakes);

} // namespace study
