#include "agents/outcomes.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace agents {

Outcomes::Outcomes(std::size_t n, int horizon, std::size_t component_count,
                   std::vector<std::size_t> const& days_given)
    : users(n),
      horizon_days(horizon),
      components(component_count),
      bytes_of_use((static_cast<std::size_t>(horizon) + 8) / 8),
      leave_day(n, never),
      cause(n, no_cause),
      last_use(n, never),
      days_used(n),
      use(n * bytes_of_use),
      sessions(n),
      failed_attempts(n),
      distress_start(n),
      distress_end(n),
      distress_horizon(n),
      alliance_start(n),
      alliance_end(n),
      components_start(n * component_count),
      components_end(n * component_count) {
    for (std::size_t const days : days_given) {
        scores.emplace_back(n * days, std::numeric_limits<float>::quiet_NaN());
    }
}

void Outcomes::put(std::size_t first, Outcomes const& part) {
    HOLDFAST_EXPECT(first + part.users <= users && part.horizon_days == horizon_days);
    auto const copy = [&](auto& to, auto const& from) {
        std::size_t const width = from.size() / part.users;
        std::copy(from.begin(), from.end(),
                  to.begin() + static_cast<std::ptrdiff_t>(first * width));
    };
    copy(leave_day, part.leave_day);
    copy(cause, part.cause);
    copy(last_use, part.last_use);
    copy(days_used, part.days_used);
    copy(use, part.use);
    copy(sessions, part.sessions);
    copy(failed_attempts, part.failed_attempts);
    copy(distress_start, part.distress_start);
    copy(distress_end, part.distress_end);
    copy(distress_horizon, part.distress_horizon);
    copy(alliance_start, part.alliance_start);
    copy(alliance_end, part.alliance_end);
    copy(components_start, part.components_start);
    copy(components_end, part.components_end);
    for (std::size_t n = 0; n < scores.size(); ++n) {
        copy(scores[n], part.scores[n]);
    }
}

void Outcomes::keep_first(std::size_t n) {
    HOLDFAST_EXPECT(n <= users && users > 0);
    auto const shorten = [&](auto&... columns) {
        ((columns.resize(columns.size() / users * n)), ...);
    };
    shorten(leave_day, cause, last_use, days_used, use, sessions, failed_attempts, distress_start,
            distress_end, distress_horizon, alliance_start, alliance_end, components_start,
            components_end);
    for (auto& column : scores) {
        shorten(column);
    }
    users = n;
}

DayTotals::DayTotals(int horizon_days, std::size_t component_count, std::size_t causes,
                     std::size_t stage_count) {
    auto const days = static_cast<std::size_t>(horizon_days) + 1;
    for (auto* column : {&active, &opened, &sessions, &failed_attempts, &prompts, &distress,
                         &alliance, &alliance_squared}) {
        column->assign(days, 0);
    }
    components.assign(days * component_count, 0);
    left.assign(days * causes, 0);
    in_stage.assign(days * stage_count, 0);
    entered_stage.assign(days * stage_count, 0);
    switched_stage.assign(stage_count > 0 ? days : 0, 0);
}

namespace {
void add(std::vector<std::int64_t>& to, std::vector<std::int64_t> const& from) {
    HOLDFAST_EXPECT(to.size() == from.size());
    std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
}
} // namespace

DayTotals& DayTotals::operator+=(DayTotals const& other) {
    add(active, other.active);
    add(opened, other.opened);
    add(sessions, other.sessions);
    add(failed_attempts, other.failed_attempts);
    add(prompts, other.prompts);
    add(distress, other.distress);
    add(alliance, other.alliance);
    add(alliance_squared, other.alliance_squared);
    add(components, other.components);
    add(left, other.left);
    add(in_stage, other.in_stage);
    add(entered_stage, other.entered_stage);
    add(switched_stage, other.switched_stage);
    return *this;
}

} // namespace agents
