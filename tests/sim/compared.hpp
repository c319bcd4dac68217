#pragma once

#include "sim/compare/choices.hpp"
#include "sim/compare/comparison.hpp"

#include <algorithm>
#include <cstddef>

namespace tests {

[[nodiscard]] inline sim::Comparison compared(sim::Record const& record,
                                              sim::Choices const& choices = {}) {
    return sim::compare(record, sim::judge_by(choices, record));
}

/// Where a read-out stands in sim::read_outs.
[[nodiscard]] inline std::size_t index_of(analysis::ReadOut which) {
    return static_cast<std::size_t>(std::find(sim::read_outs.begin(), sim::read_outs.end(), which) -
                                    sim::read_outs.begin());
}

} // namespace tests
