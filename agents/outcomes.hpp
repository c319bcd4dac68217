#pragma once

#include "agents/recording.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace agents {

inline constexpr std::int16_t never = -1;
inline constexpr std::uint8_t no_cause = 255;

/// What is kept of every user under one design. Every vector has shape (users) unless said
/// otherwise, and is empty when its group is not recorded; days count from 0, the day of
/// installing, to horizon_days. agents/outcome_columns.hpp lists the columns.
struct Outcomes {
    std::size_t users = 0;
    int horizon_days = 0;
    std::size_t components = 0;
    std::size_t bytes_of_use = 0;        ///< a user, (horizon_days + 8) / 8
    std::vector<std::size_t> days_given; ///< how many, shape (instruments)
    Recording recorded = Recording::all();
    bool staggered = false; ///< users install on different days, or never: arrival_day is there

    std::vector<std::int16_t>
        arrival_day; ///< calendar day of installing; never: nobody invited the user
    std::vector<std::int16_t> leave_day; ///< the user left at the end of this day; never: still in
    std::vector<std::uint8_t> cause;     ///< index into the theory's causes; no_cause
    std::vector<std::int16_t> last_use;  ///< never: no session at all
    std::vector<std::uint16_t> days_used;
    std::vector<std::uint8_t>
        use; ///< shape (users, bytes_of_use); bit d % 8 of byte d / 8: a session on day d
    std::vector<std::uint32_t> sessions;
    std::vector<std::uint32_t> failed_attempts;
    std::vector<float> distress_start;
    std::vector<float> distress_end;     ///< on the last day lived with the app
    std::vector<float> distress_horizon; ///< expected at the horizon, without the app after leaving
    std::vector<float> alliance_start;
    std::vector<float> alliance_end;
    std::vector<float> components_start; ///< shape (users, components)
    std::vector<float> components_end;   ///< shape (users, components)
    std::vector<std::vector<float>>
        scores; ///< an instrument each, shape (users, days given); NaN: not given

    Outcomes() = default;
    Outcomes(std::size_t users, int horizon_days, std::size_t components,
             std::vector<std::size_t> const& days_given, Recording recorded = Recording::all());

    /// Writes the rows of a part, of which at least as much is recorded, over those from `first`
    /// on; both are of the same shape but for users.
    void put(std::size_t first, Outcomes const& part);

    /// Writes row i of a part, whose users installed on one day, over row rows[i].
    void put_rows(std::span<std::uint32_t const> rows, Outcomes const& part);

    /// Makes room for the days on which users install; nobody has yet.
    void stagger();

    /// Copies as many rows of a whole as there are users, from `first` on.
    void take(Outcomes const& whole, std::size_t first);

    /// Forgets all users but the first so many.
    void keep_first(std::size_t users);

    /// Of all vectors.
    [[nodiscard]] std::uint64_t bytes() const;
};

/// Sums over users of one design, day by day. Sums of states are fixed-point, so that no order of
/// adding shows.
struct DayTotals {
    static constexpr double unit = 1.0 / (1 << 20); ///< of the fixed-point sums

    std::vector<std::int64_t> active; ///< had not left when the day began; shape (days)
    std::vector<std::int64_t> opened; ///< had a session
    std::vector<std::int64_t> sessions;
    std::vector<std::int64_t> failed_attempts;
    std::vector<std::int64_t> prompts;
    std::vector<std::int64_t> prompts_answered; ///< by an attempt in their day-part
    std::vector<std::int64_t> distress;         ///< sum over active users, fixed point
    std::vector<std::int64_t> alliance;         ///< sum over active users, fixed point
    std::vector<std::int64_t> alliance_squared; ///< sum over active users, fixed point
    std::vector<std::int64_t> components;       ///< shape (days, components), fixed point
    std::vector<std::int64_t> left;             ///< shape (days, causes)
    std::vector<std::int64_t> in_stage;         ///< active users in it; shape (days, stages)
    std::vector<std::int64_t> entered_stage;    ///< on this day; shape (days, stages)
    std::vector<std::int64_t>
        switched_stage; ///< users in another stage, or in none, than the day before; shape (days),
                        ///< empty for a design without stages

    DayTotals() = default;
    DayTotals(int horizon_days, std::size_t components, std::size_t causes, std::size_t stages = 0);

    [[nodiscard]] std::size_t stages() const noexcept {
        return active.empty() ? 0 : in_stage.size() / active.size();
    }
    DayTotals& operator+=(DayTotals const& other);
    /// Of all vectors.
    [[nodiscard]] std::uint64_t bytes() const;
};

} // namespace agents
