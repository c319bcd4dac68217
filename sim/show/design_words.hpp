#pragma once

#include "agents/design.hpp"
#include "agents/theory.hpp"

#include <string>
#include <vector>

namespace sim {

/// "Every morning and evening, at most 2 a day; none after 5 in a row that were ignored."
[[nodiscard]] std::string in_words(agents::Prompts const& prompts);

[[nodiscard]] std::string_view name_of(agents::PromptPolicy policy) noexcept;

/// One thing that is not the same in two designs.
struct DesignDifference {
    std::string what; ///< a feature, "availability night", "reliability", "prompts"
    std::string here;
    std::string there;
};
[[nodiscard]] std::vector<DesignDifference>
differences(agents::Design const& here, agents::Design const& there, agents::Theory const& theory);

} // namespace sim
