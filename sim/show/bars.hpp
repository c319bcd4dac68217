#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sim {

/// A share in [0,1] as a bar of `length` columns.
[[nodiscard]] std::string bar(double share, std::size_t length);

/// Columns side by side, a character each, the highest eight eighths high.
[[nodiscard]] std::string sparkline(std::vector<double> const& heights);

} // namespace sim
