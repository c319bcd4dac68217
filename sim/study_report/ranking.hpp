#pragma once

#include "sim/findings/section.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace sim {

/// Rows of one output by the size of their `by`-th number, the largest first, undefined ones last.
inline void sort_by_size(std::vector<Finding>& findings, std::size_t by) {
    auto const size = [by](Finding const& finding) {
        double const value = finding.values[by].value;
        return std::isnan(value) ? -1.0 : std::abs(value);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](auto const& a, auto const& b) { return size(a) > size(b); });
}

inline void append(std::vector<Finding>& to, std::vector<Finding> const& findings) {
    to.insert(to.end(), findings.begin(), findings.end());
}

} // namespace sim
