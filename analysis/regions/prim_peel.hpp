#pragma once

#include "analysis/regions/prim_bounds.hpp"
#include "analysis/regions/usable_points.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// The boxes of top-down peeling, the whole space first. From each, of all faces, the share alpha
/// of its points (at least one, and all that tie with the last) goes whose loss raises the density
/// most for each point lost; if none raises it, the one that lowers it least. It ends where the
/// next would have fewer than `fewest` points, or where all that is left is yes, or no.
/// @param points  outcomes 0 and 1; at least one point
[[nodiscard]] std::vector<CountedBox> peel(UsablePoints const& points, double alpha,
                                           std::size_t fewest);

} // namespace analysis
