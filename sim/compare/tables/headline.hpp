#pragma once

#include "sim/compare/comparison.hpp"

#include <string>
#include <vector>

namespace sim {

/// What was compared and how, in a few sentences: people, days, definition of attrition, what the
/// intervals assume.
[[nodiscard]] std::vector<std::string> preamble(Comparison const& comparison);

/// A sentence for each variant, the one that keeps people longest first; at most `most` sentences.
[[nodiscard]] std::vector<std::string> headlines(Comparison const& comparison,
                                                 std::size_t most = 10);

/// "left the app", "no use for 14 days": what attrition means here.
[[nodiscard]] std::string in_words(analysis::Attrition const& attrition);

/// For the title of a table: the definition of attrition and what the intervals assume.
[[nodiscard]] std::string small_print(Comparison const& comparison);

} // namespace sim
