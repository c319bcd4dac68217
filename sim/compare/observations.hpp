#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/usage/usage.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// The last own day on which each user is followed, shape (users), where users install on different
/// days (0 for who never does); empty where all do on day 0.
[[nodiscard]] std::vector<std::int16_t> last_days(agents::Outcomes const& outcomes);

/// Those of the users who installed, in their order.
[[nodiscard]] std::vector<std::size_t> installers(agents::Outcomes const& outcomes,
                                                  std::span<std::size_t const> users);
/// All of those.
[[nodiscard]] std::vector<std::size_t> installers(agents::Outcomes const& outcomes);

/// A design's days of use as analysis sees them; the record keeps the data.
/// @param last  last_days(outcomes), which must outlive the view
[[nodiscard]] analysis::UsageView usage_of(agents::Outcomes const& outcomes,
                                           std::span<std::int16_t const> last = {});

/// What some users did under one design, gathered into columns. Row i is users[i]; every vector has
/// shape (users), or is empty when what it comes from was not recorded.
struct Observations {
    analysis::EventTable attrition;
    std::vector<float>
        open_rate; ///< share of days 1 .. last day followed with use; NaN when that is day 0
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
