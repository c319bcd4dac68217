#include "analysis/contrasts/fixed_time_test.hpp"

#include "analysis/contrasts/influence.hpp"
#include "analysis/contrasts/influence_moments.hpp"
#include "analysis/contrasts/rows.hpp"
#include "analysis/log_log.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

using Eigen::Index;

/// @param variance  of S(t), not of phi
FixedTimeTest test_of(Eigen::VectorXd const& survival, Eigen::MatrixXd const& variance,
                      Level level) {
    FixedTimeTest found;
    Eigen::VectorXd phi(survival.size());
    Eigen::VectorXd slope(survival.size());
    for (Index k = 0; k < survival.size(); ++k) {
        double const s = survival[k];
        double const error = s > 0 ? std::sqrt(variance(k, k)) : undefined;
        found.survival.push_back(log_log_interval(s, error, level));
        bool const inside = s > 0 && s < 1;
        phi[k] = inside ? std::log(-std::log(s)) : undefined;
        slope[k] = inside ? 1 / (s * std::log(s)) : undefined;
    }
    if (survival.size() < 2 || !phi.allFinite()) {
        return found;
    }
    // All contrasts with the first group, of which the test does not depend on which it is.
    auto const rest = survival.size() - 1;
    Eigen::MatrixXd contrast(rest, survival.size());
    contrast << Eigen::VectorXd::Constant(rest, -1), Eigen::MatrixXd::Identity(rest, rest);
    Eigen::MatrixXd const of_phi = slope.asDiagonal() * variance * slope.asDiagonal();
    found.test = quadratic_test(contrast * phi, contrast * of_phi * contrast.transpose());
    return found;
}

} // namespace

FixedTimeTest fixed_time_test(EventTable const& table, Grouping const& groups, double t,
                              Level level) {
    HOLDFAST_EXPECT(groups.groups >= 1 && groups.of.size() == table.size());
    auto const size = static_cast<Index>(groups.groups);
    Eigen::VectorXd survival(size);
    Eigen::MatrixXd variance = Eigen::MatrixXd::Zero(size, size);
    auto const rows = rows_by_group(groups);
    for (Index k = 0; k < size; ++k) {
        auto const of_group = rows_of(table, rows[static_cast<std::size_t>(k)]);
        auto const influence = influence_on_survival(of_group, t);
        survival[k] = influence.value;
        variance(k, k) =
            moments(of_group, influence, of_group, influence, Pairing::unpaired).variant;
    }
    return test_of(survival, variance, level);
}

FixedTimeTest paired_fixed_time_test(EventTable const& variant, EventTable const& baseline,
                                     double t, Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size());
    auto const first = influence_on_survival(variant, t);
    auto const second = influence_on_survival(baseline, t);
    auto const sums = moments(variant, first, baseline, second, Pairing::same_people);
    Eigen::MatrixXd variance(2, 2);
    variance << sums.variant, sums.covariance, sums.covariance, sums.baseline;
    return test_of(Eigen::Vector2d(first.value, second.value), variance, level);
}

} // namespace analysis
