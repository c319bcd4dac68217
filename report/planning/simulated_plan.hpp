#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/planning/size_search.hpp"
#include "core/mistakes.hpp"
#include "report/planning/trial_plan.hpp"
#include "report/section/section.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace report {

/// How a trial with simulated people is played, in the words of the command line.
struct PlayWords {
    std::string test = "log-rank"; ///< or rmst:TAU, survival:DAY
    double accrual_days = 0;
    double follow_up_days = 90;
    std::string lost = {}; ///< SHARE@DAY
    double alpha = 0.05;
    double power = 0.8;
    std::optional<double> people;
    double allocation = 1;
    bool one_sided = false;
    std::optional<double> margin; ///< of non-inferiority, days or share; not for log-rank
    std::uint32_t trials = 1000;
    std::uint64_t seed = 1;
    double most_people = 1e6;
};

/// Draws people from two populations, plays the trial many times, and says how many people show the
/// difference with the power wanted, or what power a number of people has. Throws core::ConfigError
/// with every mistake.
/// @param tell  called with a line about each number of people that was tried; may be empty
[[nodiscard]] std::vector<Section>
played_sections(analysis::EventTable const& variant, analysis::EventTable const& baseline,
                PlayWords const& words, std::function<void(std::string const&)> const& tell = {});

} // namespace report
