#pragma once

#include "agents/day_part.hpp"
#include "agents/outcomes.hpp"
#include "agents/theory.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace reference {

/// Every state variable of a user. Symbols are those of docs/odd.md.
struct State {
    std::vector<double> subthemes;  ///< s_k, shape (subthemes)
    std::vector<double> components; ///< c_j, shape (components)
    double alliance = 0.0;          ///< A
    double distress = 0.0;          ///< d
    agents::PerDayPart<double> need{};
    double habit = 0.0;          ///< h
    double expectation = 0.0;    ///< e
    double disappointment = 0.0; ///< D
    double prompt_fatigue = 0.0; ///< F
    double novelty = 1.0;
    int idle_days = 0;
    int days_since_install = 0;
    double goal_progress = 0.0; ///< g
    int goals_reached = 0;
    agents::PerDayPart<bool> prompted{};
    bool used_yesterday = false;
    bool weekend = false;
    bool waiting_list_over = false;
    double peers_active = 0.0;
    double peers_left = 0.0;
    int ignored_in_a_row = 0;
    bool goal_flag = false;
    std::size_t stage = 0;                   ///< 0: none, s + 1: the design's stage s
    int days_in_stage = 0;                   ///< today included
    agents::PerDayPart<double> answered{};   ///< prompts, with forgetting
    agents::PerDayPart<double> unanswered{}; ///< prompts, with forgetting
};

/// A yes or no, and how near it was to the other one: |uniform - probability|, or the distance of a
/// value from its threshold. What is computed in single precision may fall the other way only where
/// the margin is of the size of a rounding.
struct Decision {
    std::string_view what;
    double margin = 0.0;
};

/// A day lived: what was decided, and the state at its end, `used_yesterday` already set for the
/// next day.
struct Day {
    State state;
    agents::PerDayPart<bool> attempted{};
    agents::PerDayPart<bool> opened{};        ///< had a session
    agents::PerDayPart<double> quality{};     ///< of the sessions; 0 without one
    std::vector<bool> happened;               ///< shape (events)
    std::vector<std::optional<double>> score; ///< shape (instruments); nothing: not given today
    bool switched_stage = false;
    std::optional<std::size_t> left; ///< the cause, where the user left at the end of this day
    std::vector<Decision> decisions;

    [[nodiscard]] int attempts() const;
    [[nodiscard]] int sessions() const;
    [[nodiscard]] int prompts() const;
    [[nodiscard]] int failed() const { return attempts() - sessions(); }
    /// The day's narrowest decision.
    [[nodiscard]] Decision narrowest() const;
};

/// The life of one user under one design, from the installing to leaving or the horizon.
struct Life {
    State start;
    std::vector<Day> days; ///< day 0 and on; the last one is that of leaving, or the horizon
    double distress_horizon = 0.0; ///< expected at the horizon
};

/// Those days of an instrument that are lived.
[[nodiscard]] std::vector<int> days_within_horizon(agents::Instrument const& instrument,
                                                   int horizon_days);

/// Columns for so many users under this theory, nobody's life written yet.
[[nodiscard]] agents::Outcomes blank_outcomes(agents::Theory const& theory, std::size_t users,
                                              int horizon_days);

/// Writes a life into row `user` of the outcomes.
void write(Life const& life, agents::Theory const& theory, std::size_t user,
           agents::Outcomes& outcomes);

/// Adds a life to the totals of its days.
void add(Life const& life, agents::DayTotals& totals);

} // namespace reference
