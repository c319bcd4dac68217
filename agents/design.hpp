#pragma once

#include "agents/day_part.hpp"

#include <string>
#include <vector>

namespace agents {

enum class PromptPolicy {
    none,
    fixed,      ///< at the given day-parts, every day
    random,     ///< in each given day-part with the given probability
    on_need,    ///< in the given day-parts, when need_p reaches the threshold
    after_idle, ///< at the given day-parts, once the user has been idle for so many days
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
};

} // namespace agents
