#pragma once

#include "analysis/cox/cox.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// A time with events in a stratum. Its rows, [begin, begin of the next), are those that leave from
/// this time on and before the next, those with the event first.
struct CoxEventTime {
    double time = 0;
    std::uint32_t begin = 0;
    std::uint32_t events = 0;
    std::uint32_t stratum = 0;
    double event_weight = 0;
};

/// The rows of a table as Cox's likelihood walks through them: by stratum, ascending in the last
/// event time at which a row is at risk. Rows that are never at risk at an event time are left out:
/// they change nothing, and an extreme covariate of theirs cannot harm.
struct CoxRows {
    std::vector<std::uint32_t> row; ///< place -> row of the table, shape (places)
    std::vector<double> x;          ///< shape (places, covariates) row by row, mean 0, variance 1
    std::vector<double> weight;     ///< shape (places), or empty: 1 each
    std::vector<double> offset;     ///< shape (places), or empty: 0 each
    std::vector<std::uint32_t> first_time; ///< shape (places), first event time at which the place
                                           ///< is at risk; empty: the first of its stratum
    std::vector<std::uint32_t> leaving; ///< places by stratum, descending in first_time; or empty
    std::vector<CoxEventTime> times;    ///< by stratum, ascending
    std::vector<std::size_t> stratum_times;  ///< shape (strata + 1), where in `times` each begins
    std::vector<std::size_t> stratum_places; ///< shape (strata + 1), where in `row` each begins
    Eigen::VectorXd centre;                  ///< shape (covariates), what was taken off
    Eigen::VectorXd scale;                   ///< shape (covariates), what was divided by
    Eigen::VectorXd event_sum; ///< shape (covariates), sum of weight x over events, standardised
    std::size_t events = 0;
    double event_weight = 0;

    [[nodiscard]] std::size_t places() const noexcept { return row.size(); }
    [[nodiscard]] std::size_t covariates() const noexcept {
        return static_cast<std::size_t>(centre.size());
    }
    [[nodiscard]] std::size_t strata() const noexcept { return stratum_times.size() - 1; }
    [[nodiscard]] std::size_t end_of(std::size_t time) const {
        return time + 1 < times.size() ? times[time + 1].begin : row.size();
    }
    [[nodiscard]] double weight_of(std::size_t place) const {
        return weight.empty() ? 1 : weight[place];
    }
    [[nodiscard]] std::span<double const> covariates_of(std::size_t place) const {
        return {x.data() + place * covariates(), covariates()};
    }
};

/// @param values  shape (rows, covariates)
[[nodiscard]] CoxRows cox_rows(EventTable const& table, Eigen::MatrixXd const& values,
                               CoxOptions const& options);

/// x' beta + offset of each place. @param beta  on the standardised scale
[[nodiscard]] std::vector<double> linear_predictor(CoxRows const& rows,
                                                   Eigen::VectorXd const& beta);

/// Weighted hazards at a beta, in units that keep the largest from overflow, and the smallest from
/// vanishing unless they are e^-1200 of it.
struct CoxRisk {
    std::vector<double> risk; ///< shape (places), weight exp(eta - middle)
    double middle = 0;        ///< between the smallest and the largest eta
    double range = 0;         ///< largest eta - smallest
    double event_sum = 0;     ///< sum over events of weight (eta - middle)
};
[[nodiscard]] CoxRisk cox_risk(CoxRows const& rows, Eigen::VectorXd const& beta);

/// Of eta - middle, twice: exp of half of it, and of minus half, is what a double holds.
inline constexpr double largest_range = 1200;

} // namespace analysis
