#include "analysis/cox/piecewise_hazard_ratios.hpp"

#include "analysis/cox/split_rows.hpp"
#include "core/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace analysis {

namespace {

using Index = Eigen::Index;

std::string name_of(std::span<double const> cuts, std::size_t period) {
    double const from = period == 0 ? 0 : cuts[period - 1];
    return period < cuts.size() ? fmt::format("the group in ({}, {}]", from, cuts[period])
                                : fmt::format("the group after {}", from);
}

/// One indicator a period, then the others.
Covariates by_period(SplitRows const& pieces, std::span<int const> group,
                     std::span<double const> cuts, Covariates const& adjust) {
    auto const periods = static_cast<Index>(cuts.size()) + 1;
    auto const rows = static_cast<Index>(pieces.row.size());
    Covariates result{.values = Eigen::MatrixXd::Zero(rows, periods + adjust.values.cols()),
                      .names = {}};
    for (std::size_t piece = 0; piece < pieces.row.size(); ++piece) {
        result.values(static_cast<Index>(piece), pieces.period[piece]) = group[pieces.row[piece]];
    }
    for (std::size_t period = 0; period <= cuts.size(); ++period) {
        result.names.push_back(name_of(cuts, period));
    }
    if (adjust.values.cols() > 0) {
        result.values.rightCols(adjust.values.cols()) = pieces.of(adjust).values;
        result.names.insert(result.names.end(), adjust.names.begin(), adjust.names.end());
    }
    return result;
}

CoxOptions for_pieces(SplitRows const& pieces, EventTable const& table, CoxOptions const& options) {
    auto result = options;
    result.strata = pieces.of(options.strata);
    result.offset = options.offset.empty() ? std::vector<double>{} : pieces.of(options.offset);
    if (options.errors == CoxErrors::automatic && table.cluster.empty()) {
        result.errors = CoxErrors::model; // the pieces have clusters, the table had none
    }
    return result;
}

/// Differences of each period from the first.
QuadraticTest test_of_equality(CoxFit const& fit, Index periods) {
    if (periods < 2) {
        return {};
    }
    Eigen::MatrixXd difference = Eigen::MatrixXd::Zero(periods - 1, fit.covariance.rows());
    difference.col(0).setConstant(-1);
    difference.middleCols(1, periods - 1).setIdentity();
    return quadratic_test(difference * fit.beta(),
                          difference * fit.covariance * difference.transpose());
}

} // namespace

PiecewiseHazardRatios piecewise_hazard_ratios(EventTable const& table, std::span<int const> group,
                                              std::span<double const> cuts,
                                              Covariates const& adjust, CoxOptions const& options) {
    HOLDFAST_EXPECT(group.size() == table.size());
    PiecewiseHazardRatios result;
    for (std::size_t period = 0; period <= cuts.size(); ++period) {
        result.periods.push_back(
            {.from = period == 0 ? 0 : cuts[period - 1],
             .until = period < cuts.size() ? cuts[period] : std::numeric_limits<double>::infinity(),
             .ratio = {}});
    }
    if (std::any_of(table.time.begin(), table.time.end(), [](double t) { return t <= 0; })) {
        result.status = FitStatus::outside_support;
        result.reason = "a time of 0 is before every period: times must be larger";
        return result;
    }
    auto const pieces = split_rows(table, cuts);
    result.fit = cox(pieces.table, by_period(pieces, group, cuts, adjust),
                     for_pieces(pieces, table, options));
    result.status = result.fit.status;
    result.reason = result.fit.reason;
    if (result.status == FitStatus::converged) {
        for (std::size_t period = 0; period <= cuts.size(); ++period) {
            result.periods[period].ratio = result.fit.hazard_ratio(period);
            result.periods[period].p = result.fit.coefficients[period].p;
        }
        result.equality = test_of_equality(result.fit, static_cast<Index>(cuts.size()) + 1);
    }
    return result;
}

} // namespace analysis
