#pragma once

#include "report/section/section.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace study {

/// Rows of one output by the size of their `by`-th number, the largest first, undefined ones last.
inline void sort_by_size(std::vector<report::Finding>& findings, std::size_t by) {
    auto const size = [by](report::Finding const& finding) {
        double const value = finding.values[by].value;
        return std::isnan(value) ? -1.0 : std::abs(value);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](auto const& a, auto const& b) { return size(a) > size(b); });
}

inline void append(std::vector<report::Finding>& to, std::vector<report::Finding> const& findings) {
    to.insert(to.end(), findings.begin(), findings.end());
}

} // namespace study
