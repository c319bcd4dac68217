#pragma once

#include "agents/design.hpp"
#include "agents/theory.hpp"

#include <string>
#include <vector>

namespace sim {

/// "Every morning and evening, at most 2 a day; none after 5 in a row that were ignored."
[[nodiscard]] std::string in_words(agents::Prompts const& prompts);

[[nodiscard]] std::string_view name_of(agents::PromptPolicy policy) noexcept;

/// "after 3 days without use, with alliance below 0.4"
[[nodiscard]] std::string in_words(agents::StageRule const& rule);
/// "until the day after a use", "for good", "for 7 days"
[[nodiscard]] std::string end_in_words(agents::Stage const& stage);

/// One thing that is not the same in two designs.
struct DesignDifference {
    std::string what; ///< a feature, "availability night", "reliability", "prompts", "stages"
    std::string here;
    std::string there;
};
/// What a stage changes of its design.
[[nodiscard]] std::vector<DesignDifference>
differences(agents::Stage const& stage, agents::Design const& design, agents::Theory const& theory);
[[nodiscard]] std::vector<DesignDifference>
differences(agents::Design const& here, agents::Design const& there, agents::Theory const& theory);

} // namespace sim
