#pragma once

#include "analysis/usage/attrition.hpp"
#include "core/mistakes.hpp"
#include "sim/record.hpp"

#include <string>

/// What can be estimated from what a run kept.
namespace sim {

/// Whether these columns were recorded of every user, or counted.
[[nodiscard]] bool is_known(Keep const& kept, agents::Recorded group);

/// What a definition of attrition is seen from.
[[nodiscard]] agents::Recorded needed_for(analysis::Attrition const& attrition);

/// Tells that a question cannot be answered because a group of columns was not recorded of every
/// user, and how to record it. Says nothing where it was.
/// @param option  that asks, "--by"  @param question  "\"inactive:14\"", "--by lives_alone"
void expect_recorded(Keep const& kept, agents::Recorded group, std::string const& option,
                     std::string const& question, core::Mistakes& mistakes);

/// "Recorded of every person: leaving, use. ..."; empty when everything was.
[[nodiscard]] std::string in_words(Keep const& kept);

} // namespace sim
