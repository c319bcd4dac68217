#pragma once

#include "analysis/usage/attrition.hpp"
#include "core/mistakes.hpp"
#include "report/data/event_data.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sim {

/// Indices of the designs, the baseline first, the others in their order.
[[nodiscard]] std::vector<std::size_t> baseline_first(std::size_t designs, std::size_t baseline);

/// Times to attrition of every user under every design: groups are the designs, the baseline
/// first; a user's rows share a cluster; traits as covariates, words as indicators of each level
/// but the first. Tells traits that are not in the record.
[[nodiscard]] report::EventData
record_events(Record const& record, analysis::Attrition const& attrition, std::size_t baseline,
              std::vector<std::string> const& traits, core::Mistakes& mistakes);

} // namespace sim
