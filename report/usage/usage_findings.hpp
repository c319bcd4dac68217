#pragma once

#include "analysis/usage/attrition.hpp"
#include "report/data/usage_log.hpp"
#include "report/section/section.hpp"

#include <vector>

namespace report {

/// What is asked of a log.
struct UsageQuestions {
    std::vector<analysis::Attrition> attritions;
    std::vector<int> days; ///< 0 .. horizon_days, ascending
    analysis::Level level;
    int gap_days = 14; ///< a gap of so many days without use is a lapse, 1 .. horizon_days
};

/// The people, the read-outs of retention, each definition of attrition, and lapses and returns,
/// group by group.
[[nodiscard]] std::vector<Section> usage_findings(UsageLog const& log,
                                                  UsageQuestions const& questions);

/// The times to attrition of the log's users, with cause and group; row i is users[i].
[[nodiscard]] EventData events_of(UsageLog const& log, analysis::Attrition const& attrition);

} // namespace report
