#pragma once

#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/usage/usage.hpp"
#include "sim/compare/compare_options.hpp"
#include "sim/compare/paired_shares.hpp"
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

/// Times to attrition, and the curves that are read off at several days.
struct AttritionCurves {
    AttritionCurves(analysis::EventTable table, analysis::Level level);

    analysis::EventTable events; ///< weights are copies
    analysis::KaplanMeier survival;
    analysis::AalenJohansen incidence;
};

/// Some users under one design.
struct People {
    People(Record const& record, agents::Outcomes const& outcomes,
           std::span<std::size_t const> users, CompareOptions const& options, double follow_up);
    People(People const&) = delete;
    People& operator=(People const&) = delete;

    Record const& record;
    agents::Outcomes const& outcomes;
    std::span<std::size_t const> users;
    CompareOptions const& options;
    double follow_up;               ///< to this time all are followed [days lived]
    std::vector<std::int16_t> last; ///< last_days(outcomes)
    analysis::UsageView usage;
    AttritionCurves attrition;
};

/// The same users under a variant and under the baseline.
struct PairedPeople {
    PairedPeople(People const& variant, People const& baseline);

    People const& variant;
    People const& baseline;
    PairedIncidence incidence; ///< at the days that were asked for
};

/// The times that restricted means run to, [days lived].
[[nodiscard]] std::vector<double> restriction_times(CompareOptions const& options,
                                                    double follow_up);

} // namespace sim
