#pragma once

#include "analysis/parametric/maximise.hpp"

#include <Eigen/Core>

#include <vector>

namespace analysis {

/// The best of several searches: the highest maximum, or else how the search that came highest
/// ended. A search that rose above every maximum and found none makes it no maximum.
///
/// Starts: rates and moments of log time; for the generalised gamma the maxima of the Weibull (Q =
/// 1) and the log-normal (Q = 0 and -1), so that it never ends below the models it contains; for a
/// cured fraction several shares of the censored, and the maximum of the plain model.
[[nodiscard]] Maximum best_maximum(Problem const& problem, core::LoopOptions const& options);

} // namespace analysis
