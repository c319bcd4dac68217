#include "analysis/sensitivity/partial_rank_correlation.hpp"

#include "analysis/proportion.hpp"
#include "analysis/sensitivity/known_points.hpp"
#include "analysis/sensitivity/linear_fit.hpp"
#include "analysis/sensitivity/mid_ranks.hpp"

#include <cmath>

namespace analysis {

namespace {

/// r of a factor given the others, from its t in the regression on all: r = t / sqrt(t^2 + df).
double partial_correlation(LinearFit const& fit, Eigen::Index factor) {
    double const b = fit.coefficients[factor + 1];
    double const variance = fit.covariance(factor + 1, factor + 1);
    return b / std::sqrt(b * b + variance * fit.degrees_of_freedom);
}

} // namespace

PartialRankCorrelations partial_rank_correlations(Eigen::MatrixXd const& factors,
                                                  Eigen::VectorXd const& output, Level level) {
    auto const known = known_points(factors, output);
    auto const fit = linear_fit(mid_ranks_of_columns(known.factors), mid_ranks(known.output));
    PartialRankCorrelations correlations;
    correlations.points = static_cast<std::size_t>(known.output.size());
    correlations.left_out = known.left_out;
    double const spread = 1.0 / std::sqrt(fit.degrees_of_freedom - 1.0);
    double const half = normal_quantile_two_sided(level) * spread;
    for (Eigen::Index k = 0; k < factors.cols(); ++k) {
        double const r = partial_correlation(fit, k);
        double const z = std::atanh(r);
        correlations.factors.push_back(
            {r, std::tanh(z - half), std::tanh(z + half), (1.0 - r * r) * spread});
        double const t = r * std::sqrt(fit.degrees_of_freedom / (1.0 - r * r));
        correlations.p.push_back(students_p_value(t, fit.degrees_of_freedom));
    }
    return correlations;
}

} // namespace analysis
