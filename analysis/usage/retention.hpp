#pragma once

#include "analysis/estimate.hpp"
#include "analysis/usage/usage.hpp"

#include <cstddef>
#include <span>

namespace analysis {

/// The read-outs of retention, never to be mixed. Source: docs/odd.md, evidence.md section 0.
enum class ReadOut {
    on_day,    ///< used the app on day N
    last_use,  ///< last use on or after day N
    returned,  ///< used it on at least one of the days 1 .. N
    days_used, ///< number of distinct days used from day 0 to day N: a mean, not a share
    not_left,  ///< had not left before day N
};

/// Share with the property on day N of the users who were followed to day N, with Wilson's
/// interval; for days_used the mean number, with a normal interval. No such users: NaN.
/// @param users  indices; @param day  N, 0 .. horizon_days
[[nodiscard]] Estimate retention(UsageView const& usage, std::span<std::size_t const> users,
                                 ReadOut read_out, int day, Level level = {});

/// How many of the users were followed to day N: the denominator.
[[nodiscard]] std::size_t followed(UsageView const& usage, std::span<std::size_t const> users,
                                   int day);

/// Mean of the paired differences variant - baseline of the same users, with a normal interval.
/// @param users  indices into both views
[[nodiscard]] Estimate paired_retention_difference(UsageView const& variant,
                                                   UsageView const& baseline,
                                                   std::span<std::size_t const> users,
                                                   ReadOut read_out, int day, Level level = {});

} // namespace analysis
