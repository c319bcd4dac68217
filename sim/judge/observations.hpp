#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/usage/usage.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// A design's days of use as analysis sees them; the record keeps the data.
[[nodiscard]] analysis::UsageView usage_of(agents::Outcomes const& outcomes);

/// What some users did under one design, gathered into columns. Row i is users[i]; every vector has
/// shape (users), or is empty when what it comes from was not recorded.
struct Observations {
    analysis::EventTable attrition;
    std::vector<float>
        open_rate; ///< share of days 1 .. horizon with use; NaN when the horizon is 0
    std::vector<float> distress_start;
    std::vector<float> distress_change; ///< expected at the horizon - start
    std::vector<float> alliance_end;
    std::vector<std::vector<float>> components_end; ///< shape (components, users)
};

/// @param causes  number of the theory's causes of leaving
[[nodiscard]] Observations observe(agents::Outcomes const& outcomes,
                                   analysis::Attrition const& attrition, std::size_t causes,
                                   std::span<std::size_t const> users);

} // namespace sim
