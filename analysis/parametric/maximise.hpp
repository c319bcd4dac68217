#pragma once

#include "analysis/fit_status.hpp"
#include "analysis/parametric/likelihood.hpp"

#include <Eigen/Core>

#include <cstddef>

namespace analysis {

/// Where a search for a maximum ended.
struct Maximum {
    FitStatus status = FitStatus::not_converged;
    Eigen::VectorXd at;
    LogLikelihood likelihood; ///< at that point
    std::size_t runaway = 0;  ///< the parameter that runs to infinity, for no_maximum
    int steps = 0;
};

/// Newton's method with exact derivatives. Where the likelihood is not concave each eigenvalue of
/// the information takes its absolute value, which keeps the step uphill; steps are halved until
/// they gain. Converged: the step is below 1e-9 in standardised units, and the information positive
/// in every direction. No maximum: a parameter has run far away, or the information per event in
/// some direction has vanished while the likelihood no longer rises.
/// @param problem  its coordinates of order 1, see there; @param start  shape (parameters)
[[nodiscard]] Maximum maximise(Problem const& problem, Eigen::VectorXd const& start,
                               core::LoopOptions const& options);

} // namespace analysis
