#pragma once

#include "agents/cohort.hpp"

#include <cstddef>
#include <cstdint>

namespace reference {

/// Cohort synthesis a second time, naively in double precision, from docs/odd.md (Draws) and
/// agents/cohort.hpp: a Gaussian copula whose normal scores are L times independent normals, L the
/// lower Cholesky factor of the correlation matrix in trait order.
[[nodiscard]] agents::Population people(agents::Cohort const& cohort, std::uint64_t seed,
                                        std::size_t users);

} // namespace reference
