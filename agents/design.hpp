#pragma once

#include "agents/day_part.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agents {

enum class PromptPolicy {
    none,
    fixed,      ///< at the given day-parts, every day
    random,     ///< in each given day-part with the given probability
    on_need,    ///< in the given day-parts, when need_p reaches the threshold
    after_idle, ///< at the given day-parts, once the user has been idle for so many days
    learned,    ///< in those of the given day-parts that a draw from what was learned favours
};

struct Prompts {
    PromptPolicy policy = PromptPolicy::none;
    PerDayPart<bool> at{};      ///< day-parts in which the policy may prompt
    double probability = 0.0;   ///< random: [0,1] a day-part
    double threshold = 0.0;     ///< on_need: need_p >= threshold, [0,1]
    int idle_days = 0;          ///< after_idle: idle_days >= this
    int cap_a_day = 4;          ///< the first so many of the day count
    int stop_after_ignored = 0; ///< no more prompts after so many ignored in a row, until the user
                                ///< comes back; 0: never stops
    int prompts_a_day = 1;      ///< learned: in so many day-parts
    /// learned: prompts that were answered, and that were not, before any was sent; > 0.
    PerDayPart<double> prior_answered{1.0, 1.0, 1.0, 1.0};
    PerDayPart<double> prior_ignored{1.0, 1.0, 1.0, 1.0};
    double forgetting = 0.0; ///< learned: share of what was learned that a day takes, [0,1)
};

/// When a stage begins: all that is given must hold of the user's state as the day before left it.
struct StageRule {
    std::optional<int> idle_days;            ///< days idle >= this
    std::optional<int> days_since_install;   ///< today is this day or a later one
    std::optional<double> alliance_below;    ///< A < this
    std::optional<double> distress_at_least; ///< d >= this
    std::optional<int> ignored_prompts;      ///< ignored in a row >= this
};

enum class StageEnd {
    use,      ///< on the day after a day of use
    for_good, ///< never
    days,     ///< after so many days
};

/// The design as it is for a user while a rule of the design's says so.
struct Stage {
    std::string name;
    StageRule when;
    std::vector<double> features; ///< in the stage, all of them; shape (features of the theory)
    Prompts prompts;              ///< in the stage
    StageEnd until = StageEnd::for_good;
    int days = 0; ///< StageEnd::days: the stage lasts so many
};

/// One app design; a variant that extends another has been merged with it when this is made.
struct Design {
    std::string name;
    std::string describes;
    std::string extends;          ///< name of the design it was made from; empty
    std::vector<double> features; ///< [0,1], shape (features of the theory)
    PerDayPart<double> availability{1.0, 1.0, 1.0,
                                    1.0}; ///< share of attempts that get through, [0,1]
    double reliability = 1.0; ///< probability that the app works for a user on a day, [0,1]
    Prompts prompts;
    std::vector<Stage> stages; ///< the first whose rule holds is entered
};

} // namespace agents
