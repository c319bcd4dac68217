#pragma once

#include "analysis/estimate.hpp"
#include "analysis/usage/attrition.hpp"
#include "core/mistakes.hpp"

#include <string>
#include <vector>

/// Words of the command line as choices; every function tells what is wrong and gives something
/// harmless then.
namespace report {

/// A mistake whose place is an option: "--level".
[[nodiscard]] core::Mistake choice_mistake(std::string option, std::string what,
                                           std::string allowed, std::string suggestion = {});

/// A definition of attrition that can be seen in a record of so many days.
[[nodiscard]] analysis::Attrition chosen_attrition(std::string const& text, int horizon_days,
                                                   core::Mistakes& mistakes);

/// Days 0 .. horizon_days, ascending, each once; of none: 1, 7, 15, 30, 90 as far as the record
/// goes.
[[nodiscard]] std::vector<int> chosen_days(std::vector<int> days, int horizon_days,
                                           core::Mistakes& mistakes);

/// @param level  of confidence, above 0 and below 1
[[nodiscard]] analysis::Level chosen_level(double level, core::Mistakes& mistakes);

/// Time to which everybody is followed under a definition of attrition [days lived]; below 1 when
/// the record is too short.
[[nodiscard]] int follow_up(analysis::Attrition const& attrition, int horizon_days);

} // namespace report
