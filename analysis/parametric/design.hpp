#pragma once

#include "analysis/data/covariates.hpp"
#include "analysis/parametric/problem.hpp"

#include <cstddef>
#include <optional>

namespace analysis {

/// Covariates brought to mean 0 and standard deviation 1 over all rows, each row counted once.
[[nodiscard]] StandardisedDesign standardise(Covariates const& covariates, std::size_t rows);

/// The first covariate that is constant or a sum of those before it, to a relative 1e-11 of its
/// variance.
[[nodiscard]] std::optional<std::size_t> collinear(StandardisedDesign const& design);

} // namespace analysis
