#pragma once

#include "analysis/usage/attrition.hpp"
#include "core/mistakes.hpp"
#include "sim/observed/event_data.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sim {

/// Times to attrition of every user under every design: groups are the designs, the baseline
/// first; a user's rows share a cluster; traits as covariates, words as indicators of each level
/// but the first. Tells traits that are not in the record.
[[nodiscard]] EventData record_events(Record const& record, analysis::Attrition const& attrition,
                                      std::size_t baseline, std::vector<std::string> const& traits,
                                      core::Mistakes& mistakes);

} // namespace sim
