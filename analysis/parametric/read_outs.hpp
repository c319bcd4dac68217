#pragma once

#include "analysis/parametric/parametric_model.hpp"

#include <Eigen/Core>

namespace analysis {

/// A function of a person's parameters and its gradient, shape (parameters).
struct ReadOut {
    double value;
    Eigen::VectorXd gradient;
};

/// @param p  the parameters as the family takes them: eta, ancillary, logit of the cured fraction
[[nodiscard]] ReadOut log_survival_of(ParametricModel model, Eigen::VectorXd const& p, double t);
[[nodiscard]] ReadOut log_hazard_of(ParametricModel model, Eigen::VectorXd const& p, double t);
/// The time at which log S is this; NaN where it never gets there.
[[nodiscard]] ReadOut time_of(ParametricModel model, Eigen::VectorXd const& p, double log_survival);
[[nodiscard]] ReadOut restricted_mean_of(ParametricModel model, Eigen::VectorXd const& p,
                                         double tau);
[[nodiscard]] ReadOut mean_time_of(ParametricModel model, Eigen::VectorXd const& p);

} // namespace analysis
