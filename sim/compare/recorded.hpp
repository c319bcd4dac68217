#pragma once

#include "analysis/usage/attrition.hpp"
#include "analysis/usage/retention.hpp"
#include "core/mistakes.hpp"
#include "sim/record.hpp"

#include <string>

/// What can be told from what a run kept.
namespace sim {

/// Whether something that these columns tell can be judged: from them, or from counts.
[[nodiscard]] bool can_tell(Keep const& kept, agents::Recorded group);
[[nodiscard]] bool can_tell(Keep const& kept, analysis::ReadOut read_out);

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
