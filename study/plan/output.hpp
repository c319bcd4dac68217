#pragma once

#include "analysis/usage/attrition.hpp"
#include "core/mistakes.hpp"
#include "sim/compare/comparison.hpp"
#include "sim/record.hpp"
#include "study/study.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace study {

/// One number that is kept of a run: what `compare` says of a design, or of a design against the
/// baseline.
struct Output {
    enum class Measure {
        retention, ///< which: read_outs
        survival,
        by_cause, ///< which: causes of the chosen attrition
        rmst,
        median,
        open_rate,
        distress_change,
        alliance_end,
        component,    ///< which: components
        hazard_ratio, ///< always against the baseline
    };
    std::string name; ///< "retention.last_use@30:human-voice"
    Measure measure = Measure::survival;
    std::size_t which = 0;
    int day = 0; ///< where the measure is of a day
    std::size_t design = 0;
    bool difference = false; ///< to the baseline, the same people
    core::Place place;       ///< where the study asks for it
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

/// Reads the words of a study: `MEASURE[@DAY][:DESIGN]`, `difference.MEASURE...`; without a design,
/// one output for each. Tells words that mean nothing in this scenario.
[[nodiscard]] Measurement read_measurement(Study const& study, sim::Scenario const& scenario,
                                           core::Mistakes& mistakes);

} // namespace study
