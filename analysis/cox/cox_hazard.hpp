#pragma once

#include "analysis/cox/cox_rows.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// What the event times add to the cumulative hazard and to the means of the covariates under it,
/// at a beta. Sums over the steps in which ties are taken, each with w its weight, a the mean of
/// the covariates at risk (standardised), h = w / S0 the hazard, g the share of the tied gone.
/// Hazards are in units exp(-middle) of the risks they were made from.
///
/// Exact ties are taken as Breslow's: the discrete likelihood has no such hazard.
struct CoxHazard {
    std::vector<double> hazard;        ///< sum h, shape (times)
    std::vector<double> variance;      ///< sum w / S0^2, shape (times)
    std::vector<double> event_hazard;  ///< sum h (1 - g): what one with the event meets
    Eigen::MatrixXd mean;              ///< mean of a over the steps, shape (covariates, times)
    Eigen::MatrixXd mean_hazard;       ///< sum h a, shape (covariates, times)
    Eigen::MatrixXd event_mean_hazard; ///< sum h (1 - g) a, shape (covariates, times)
};

[[nodiscard]] CoxHazard cox_hazard(CoxRows const& rows, CoxRisk const& risk, CoxTies ties);

/// Score residuals, unweighted, on the standardised scale:
///     event (x - mean a) - exp(eta) sum over times at risk of h (x - a).
/// @return shape (places, covariates)
[[nodiscard]] Eigen::MatrixXd score_residuals(CoxRows const& rows, CoxRisk const& risk,
                                              CoxHazard const& hazard);

/// event - exp(eta) sum of h over the times at risk. @return shape (places)
[[nodiscard]] std::vector<double> martingale_residuals(CoxRows const& rows, CoxRisk const& risk,
                                                       CoxHazard const& hazard);

/// Sum of weighted residuals within each cluster of the table; without clusters, each row its own.
/// @param residuals  shape (places, k). @return shape (clusters at risk, k)
[[nodiscard]] Eigen::MatrixXd sum_by_cluster(EventTable const& table, CoxRows const& rows,
                                             Eigen::MatrixXd residuals);

} // namespace analysis
