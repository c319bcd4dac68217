#pragma once

#include "report/picture/runs.hpp"
#include "report/picture/stack_picture.hpp"

#include <vector>

namespace report::picture {

/// Tops of the layers as curves from time 0 on, the rest last; as limits the area from 0 up to
/// them. Shape (layers + 1).
[[nodiscard]] std::vector<Curve> curves_of(StackGroup const& group);

[[nodiscard]] double horizon_of(StackPicture const& picture);

/// How thick each layer is where the group ends, the rest last.
/// @param tops  as of curves_of
[[nodiscard]] std::vector<double> shares_at_end(std::vector<Curve> const& tops, double horizon);

} // namespace report::picture
