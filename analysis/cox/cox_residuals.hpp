#pragma once

#include "analysis/cox/cox.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// What is left of each row of a converged Cox fit. Rows that were never at risk at an event time
/// have residuals of 0. Unweighted all but dfbeta, as in R by default.
/// Source: Therneau & Grambsch 2000, chapter 4; as residuals.coxph in R.
///
/// With CoxTies::exact `martingale` and `deviance` are those of Breslow's hazard, as in R, and
/// score and dfbeta are NaN.
struct CoxResiduals {
    std::vector<double> martingale; ///< events - expected events, shape (rows); sums to 0 weighted
    std::vector<double> deviance;   ///< nearer to normal: for outliers. shape (rows)
    Eigen::MatrixXd score;          ///< shape (rows, covariates), what each row gives to the score
    Eigen::MatrixXd dfbeta; ///< shape (rows, covariates), about the change of beta by leaving the
                            ///< row in: weight x score x model covariance
};

/// @param table, covariates  those of the fit, which has converged
[[nodiscard]] CoxResiduals cox_residuals(CoxFit const& fit, EventTable const& table,
                                         Covariates const& covariates);

/// Schoenfeld's residuals: the covariates of each row with an event less their mean, under the
/// fitted hazards, among those at risk. Their drift over time shows how a log hazard ratio changes.
struct SchoenfeldResiduals {
    std::vector<double> time;         ///< shape (events), by stratum, ascending
    std::vector<std::size_t> row;     ///< shape (events), of the table
    std::vector<std::size_t> stratum; ///< shape (events)
    Eigen::MatrixXd residual;         ///< shape (events, covariates)
    Eigen::MatrixXd scaled; ///< residual x model covariance x events + beta: estimates beta(t)
};

/// Efron's ties take the mean over the steps. NaN with CoxTies::exact.
/// Source: Schoenfeld 1982; Grambsch & Therneau 1994; as residuals.coxph in R.
[[nodiscard]] SchoenfeldResiduals schoenfeld_residuals(CoxFit const& fit, EventTable const& table,
                                                       Covariates const& covariates);

} // namespace analysis
