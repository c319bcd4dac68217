#include "analysis/contrasts/log_rank_test.hpp"

#include "analysis/contrasts/log_rank_sums.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <cmath>

namespace analysis {

LogRankTest log_rank_test(EventTable const& table, Grouping const& groups, Grouping const& strata,
                          LogRankWeight const& weight) {
    auto const sums = log_rank_sums(table, groups, strata, {&weight, 1});
    LogRankTest test{.rows = sums.rows,
                     .observed = sums.observed.col(0),
                     .expected = sums.expected.col(0),
                     .covariance = sums.covariance,
                     .test = {}};
    test.test = quadratic_test(test.observed - test.expected, test.covariance);
    return test;
}

TrendTest trend_test(LogRankTest const& test, std::span<double const> scores) {
    HOLDFAST_EXPECT(static_cast<Eigen::Index>(scores.size()) == test.observed.size());
    Eigen::Map<Eigen::VectorXd const> const given(scores.data(), test.observed.size());
    // The mean makes no difference, as O - E adds up to 0, but keeps the variance from cancelling.
    Eigen::VectorXd const score = given.array() - given.mean();
    double const variance = score.dot(test.covariance * score);
    constexpr double rounding = 1e-12;
    if (!(variance > rounding * test.covariance.diagonal().dot(score.cwiseAbs2()))) {
        return {};
    }
    double const z = score.dot(test.observed - test.expected) / std::sqrt(variance);
    return {.z = z, .p = normal_p_value(z)};
}

} // namespace analysis
