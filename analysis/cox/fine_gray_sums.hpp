#pragma once

#include "analysis/cox/cox_partial.hpp"
#include "analysis/cox/fine_gray.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace analysis {

/// A table sorted for Fine and Gray's likelihood.
struct FineGrayRows {
    std::vector<std::uint32_t> row; ///< place -> row, ascending in time
    std::vector<std::size_t> begin; ///< shape (times + 1): the places of each time
    std::vector<double> time;       ///< shape (times)
    std::vector<int> kind;          ///< shape (places): 0 censored, 1 the cause, 2 another
    std::vector<int> group;         ///< shape (places), of censoring
    std::size_t groups = 1;
    FineGrayTies ties = FineGrayTies::events_stay;
    Eigen::MatrixXd x;             ///< shape (covariates, places), standardised
    Eigen::VectorXd centre, scale; ///< shape (covariates)
    Eigen::MatrixXd uncensored;    ///< G just before each time, shape (groups, times)
    Eigen::MatrixXd at_risk;       ///< of censoring, rows, shape (groups, times)
    Eigen::MatrixXd censored;      ///< rows, shape (groups, times)
    std::size_t events = 0;
    std::size_t competing = 0;

    [[nodiscard]] std::size_t times() const noexcept { return time.size(); }
    [[nodiscard]] std::size_t places() const noexcept { return row.size(); }
};

[[nodiscard]] FineGrayRows fine_gray_rows(EventTable const& table, Covariates const& covariates,
                                          FineGrayOptions const& options);

/// Weighted sums over the risk set of each time with an event of the cause.
struct FineGraySums {
    std::vector<double> events;    ///< of the cause, shape (times)
    std::vector<double> risk;      ///< S0, shape (times), in units exp(middle)
    Eigen::MatrixXd mean;          ///< S1 / S0, shape (covariates, times)
    std::vector<double> hazard_of; ///< exp(eta - middle), shape (places)
    double middle = 0;
};

[[nodiscard]] CoxPartial fine_gray_partial(FineGrayRows const& rows, Eigen::VectorXd const& beta);
[[nodiscard]] FineGraySums fine_gray_sums(FineGrayRows const& rows, Eigen::VectorXd const& beta);

/// What each place gives to the score, eta + psi of the paper, psi only with_censoring.
/// @return shape (covariates, places)
[[nodiscard]] Eigen::MatrixXd fine_gray_residuals(FineGrayRows const& rows,
                                                  FineGraySums const& sums, FineGrayErrors errors);

} // namespace analysis
