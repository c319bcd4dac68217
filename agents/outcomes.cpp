#include "agents/outcomes.hpp"

#include "agents/outcome_columns.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <functional>

namespace agents {

Outcomes::Outcomes(std::size_t n, int horizon, std::size_t component_count,
                   std::vector<std::size_t> const& days_asked, Recording kept)
    : users(n),
      horizon_days(horizon),
      components(component_count),
      bytes_of_use((static_cast<std::size_t>(horizon) + 8) / 8),
      days_given(days_asked),
      recorded(kept),
      scores(days_asked.size()) {
    auto const make_room = [&]<class T>(OutcomeColumn const& column, std::vector<T>& values) {
        if (recorded.has(column.group)) {
            values.assign(n * column.width.value_or(1), static_cast<T>(column.blank));
        }
    };
    visit_outcomes(make_room, *this);
}

void Outcomes::put(std::size_t first, Outcomes const& part) {
    HOLDFAST_EXPECT(first + part.users <= users && part.horizon_days == horizon_days);
    auto const copy = [&](OutcomeColumn const& column, auto& to, auto const& from) {
        if (recorded.has(column.group)) {
            std::size_t const width = column.width.value_or(1);
            HOLDFAST_EXPECT(from.size() == part.users * width);
            std::copy(from.begin(), from.end(),
                      to.begin() + static_cast<std::ptrdiff_t>(first * width));
        }
    };
    visit_outcomes(copy, *this, part);
}

void Outcomes::put_rows(std::span<std::uint32_t const> rows, Outcomes const& part) {
    HOLDFAST_EXPECT(rows.size() == part.users && part.horizon_days == horizon_days &&
                    !part.staggered);
    auto const copy = [&](OutcomeColumn const& column, auto const& from, auto& to) {
        if (recorded.has(column.group)) {
            std::size_t const width = column.width.value_or(1);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(i * width), width,
                            to.begin() + static_cast<std::ptrdiff_t>(rows[i] * width));
            }
        }
    };
    visit_outcomes(copy, part, *this);
}

void Outcomes::stagger() {
    staggered = true;
    if (recorded.has(Recorded::leaving)) {
        arrival_day.assign(users, never);
    }
}

void Outcomes::take(Outcomes const& whole, std::size_t first) {
    HOLDFAST_EXPECT(first + users <= whole.users && whole.horizon_days == horizon_days);
    auto const copy = [&](OutcomeColumn const& column, auto& to, auto const& from) {
        if (recorded.has(column.group)) {
            std::size_t const width = column.width.value_or(1);
            std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(first * width), users * width,
                        to.begin());
        }
    };
    visit_outcomes(copy, *this, whole);
}

void Outcomes::keep_first(std::size_t n) {
    HOLDFAST_EXPECT(n <= users && users > 0);
    auto const shorten = [&](OutcomeColumn const& column, auto& values) {
        if (recorded.has(column.group)) {
            values.resize(n * column.width.value_or(1));
        }
    };
    visit_outcomes(shorten, *this);
    users = n;
}

std::uint64_t Outcomes::bytes() const {
    std::uint64_t sum = 0;
    auto const add = [&]<class T>(OutcomeColumn const& /*column*/, std::vector<T> const& values) {
        sum += values.size() * sizeof(T);
    };
    visit_outcomes(add, *this);
    return sum;
}

DayTotals::DayTotals(int horizon_days, std::size_t component_count, std::size_t causes,
                     std::size_t stage_count) {
    auto const days = static_cast<std::size_t>(horizon_days) + 1;
    for (auto* column : {&active, &opened, &sessions, &failed_attempts, &prompts, &prompts_answered,
                         &distress, &alliance, &alliance_squared}) {
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
    add(prompts_answered, other.prompts_answered);
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

std::uint64_t DayTotals::bytes() const {
    std::size_t numbers = 0;
    for (auto const* column :
         {&active, &opened, &sessions, &failed_attempts, &prompts, &distress, &alliance,
          &alliance_squared, &components, &left, &in_stage, &entered_stage, &switched_stage}) {
        numbers += column->size();
    }
    return numbers * sizeof(std::int64_t);
}

} // namespace agents
