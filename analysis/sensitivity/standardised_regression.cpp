#include "analysis/sensitivity/standardised_regression.hpp"

#include "analysis/sensitivity/known_points.hpp"
#include "analysis/sensitivity/linear_fit.hpp"
#include "analysis/sensitivity/mid_ranks.hpp"

#include <cmath>

namespace analysis {

StandardisedRegression standardised_regression(Eigen::MatrixXd const& factors,
                                               Eigen::VectorXd const& output, RegressionOf of,
                                               Level level) {
    auto known = known_points(factors, output);
    if (of == RegressionOf::ranks) {
        known.factors = mid_ranks_of_columns(known.factors);
        known.output = mid_ranks(known.output);
    }
    auto const fit = linear_fit(known.factors, known.output);
    StandardisedRegression regression;
    regression.points = static_cast<std::size_t>(known.output.size());
    regression.left_out = known.left_out;
    regression.r_squared = fit.r_squared;
    double const quantile = students_quantile(level.value, fit.degrees_of_freedom);
    auto const spread = [](Eigen::VectorXd const& x) {
        return (x.array() - x.mean()).matrix().norm();
    };
    double const spread_of_output = spread(known.output);
    for (Eigen::Index k = 0; k < factors.cols(); ++k) {
        double const scale = spread(known.factors.col(k)) / spread_of_output;
        double const value = fit.coefficients[k + 1] * scale;
        double const error = std::sqrt(fit.covariance(k + 1, k + 1)) * scale;
        regression.coefficients.push_back(
            {value, value - quantile * error, value + quantile * error, error});
        regression.p.push_back(students_p_value(value / error, fit.degrees_of_freedom));
    }
    return regression;
}

} // namespace analysis
