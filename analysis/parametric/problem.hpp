#pragma once

#include "analysis/parametric/observations.hpp"
#include "analysis/parametric/parametric_model.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// Covariates by row, each with mean 0 and standard deviation 1, and how they came to that.
struct StandardisedDesign {
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> values;
    Eigen::VectorXd mean;
    Eigen::VectorXd deviation;

    [[nodiscard]] std::size_t columns() const { return static_cast<std::size_t>(values.cols()); }
};

/// A likelihood to be maximised, in coordinates that make it well conditioned: times in units of
/// `time_scale`, covariates standardised. The parameters are, in order: location intercept,
/// location covariates, ancillary parameters, cure intercept, cure covariates.
struct Problem {
    ParametricModel model;
    std::vector<Observation> rows; ///< times over time_scale
    double time_scale = 1;
    StandardisedDesign location;
    StandardisedDesign cure;

    [[nodiscard]] std::size_t ancillaries() const { return ancillary_names(model.family).size(); }
    [[nodiscard]] std::size_t first_ancillary() const { return 1 + location.columns(); }
    [[nodiscard]] std::size_t cure_intercept() const { return first_ancillary() + ancillaries(); }
    [[nodiscard]] std::size_t parameters() const {
        return cure_intercept() + (model.cure == Cure::mixture ? 1 + cure.columns() : 0);
    }
};

/// The linear map from a problem's coordinates to the user's: theta = matrix * standard + shift.
struct LinearMap {
    Eigen::MatrixXd matrix;
    Eigen::VectorXd shift;
};
[[nodiscard]] LinearMap to_original(Problem const& problem);

} // namespace analysis
