#include "analysis/contrasts/max_combo.hpp"

#include "analysis/contrasts/log_rank_sums.hpp"
#include "analysis/contrasts/normal_rectangle.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace analysis {

namespace {

/// Of the second group, between all weights.
Eigen::MatrixXd covariance_of_weights(LogRankSums const& sums, std::size_t weights) {
    auto const size = static_cast<Eigen::Index>(weights);
    Eigen::MatrixXd covariance(size, size);
    for (std::size_t w = 0; w < weights; ++w) {
        for (std::size_t v = 0; v < weights; ++v) {
            covariance(static_cast<Eigen::Index>(w), static_cast<Eigen::Index>(v)) =
                sums.covariance_of(w, v)(1, 1);
        }
    }
    return covariance;
}

double p_of_largest(Eigen::MatrixXd const& correlation, double largest) {
    Eigen::VectorXd const bound = Eigen::VectorXd::Constant(correlation.rows(), largest);
    double const p = 1 - normal_rectangle(correlation, -bound, bound);
    double const alone = normal_p_value(largest);
    double const all = std::min(1.0, static_cast<double>(correlation.rows()) * alone);
    return std::clamp(p, alone, all);
}

} // namespace

MaxCombo max_combo(EventTable const& table, Grouping const& groups, Grouping const& strata,
                   std::span<LogRankWeight const> weights) {
    HOLDFAST_EXPECT(groups.groups == 2);
    HOLDFAST_EXPECT(!weights.empty() && weights.size() <= 4);
    auto const sums = log_rank_sums(table, groups, strata, weights);
    auto const covariance = covariance_of_weights(sums, weights.size());
    Eigen::VectorXd const error = covariance.diagonal().cwiseSqrt();

    MaxCombo test{.z = {}, .correlation = {}};
    test.z = (sums.observed - sums.expected).row(1).transpose().cwiseQuotient(error);
    test.correlation = covariance.cwiseQuotient(error * error.transpose());
    if (error.minCoeff() > 0) {
        test.largest = test.z.cwiseAbs().maxCoeff();
        test.p = p_of_largest(test.correlation, test.largest);
    } else {
        test.z.setConstant(undefined);
    }
    return test;
}

} // namespace analysis
