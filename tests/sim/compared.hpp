#pragma once

#include "sim/compare/compare_report.hpp"

#include <string_view>

namespace tests {

[[nodiscard]] inline sim::Comparison compared(sim::Record const& record,
                                              sim::CompareWords const& words = {}) {
    return sim::compare(record, sim::chosen_options(words, record));
}

/// Nothing asked for beside it.
[[nodiscard]] inline sim::CompareReport reported(sim::Comparison comparison) {
    return {std::move(comparison), {}, {}};
}

/// Puts an estimate in the place of a measure without parts.
inline void put(sim::Estimates& estimates, std::string_view measure, analysis::Estimate estimate) {
    estimates.set(sim::index_of_measure(measure), {{{std::nullopt, estimate}}});
}

} // namespace tests
