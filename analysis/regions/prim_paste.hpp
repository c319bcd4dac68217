#pragma once

#include "analysis/regions/prim_bounds.hpp"
#include "analysis/regions/usable_points.hpp"

namespace analysis {

/// The box with its faces moved outwards as long as its density does not fall: each time the face,
/// and by the share alpha of the box's points (at least one, and all that tie), that gives the
/// highest density, of equal ones the most points. A bound beyond which no point would be added is
/// dropped.
/// @param points  outcomes 0 and 1 @param box  with at least one point
[[nodiscard]] CountedBox paste(UsablePoints const& points, CountedBox box, double alpha);

} // namespace analysis
