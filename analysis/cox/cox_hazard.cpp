#include "analysis/cox/cox_hazard.hpp"

#include "analysis/cox/risk_sums.hpp"
#include "analysis/cox/sum_by.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

using Index = Eigen::Index;

void add_steps(CoxHazard& to, Index k, CoxEventTime const& time, CoxTies ties,
               RiskSums const& at_risk, RiskSums const& events) {
    TieSteps const steps(time, ties);
    auto const covariates = to.mean.rows();
    auto const at = static_cast<std::size_t>(k);
    for (std::size_t step = 0; step < steps.steps; ++step) {
        double const gone = steps.gone(step);
        double const risk = at_risk.total() - gone * events.total();
        double const hazard = steps.weight / risk;
        to.hazard[at] += hazard;
        to.variance[at] += hazard / risk;
        to.event_hazard[at] += hazard * (1 - gone);
        for (Index j = 0; j < covariates; ++j) {
            auto const first = static_cast<std::size_t>(j) + 1;
            double const mean = (at_risk.all()[first] - gone * events.all()[first]) / risk;
            to.mean(j, k) += mean / static_cast<double>(steps.steps);
            to.mean_hazard(j, k) += hazard * mean;
            to.event_mean_hazard(j, k) += hazard * (1 - gone) * mean;
        }
    }
}

/// Sums up to and with each event time, within the stratum.
struct CumulatedHazard {
    std::vector<double> hazard;
    Eigen::MatrixXd mean_hazard;

    CumulatedHazard(CoxRows const& rows, CoxHazard const& of)
        : hazard(of.hazard), mean_hazard(of.mean_hazard) {
        for (std::size_t k = 1; k < rows.times.size(); ++k) {
            if (rows.times[k].stratum == rows.times[k - 1].stratum) {
                hazard[k] += hazard[k - 1];
                mean_hazard.col(static_cast<Index>(k)) +=
                    mean_hazard.col(static_cast<Index>(k) - 1);
            }
        }
    }
};

/// Calls visit(place, time index, event) for every place.
template <typename Visit>
void for_each_place(CoxRows const& rows, Visit const& visit) {
    for (std::size_t k = 0; k < rows.times.size(); ++k) {
        auto const begin = rows.times[k].begin;
        for (std::size_t place = begin; place < rows.end_of(k); ++place) {
            visit(place, k, place < begin + rows.times[k].events);
        }
    }
}

/// The time before the first at which a place is at risk, if it is of the same stratum.
struct Before {
    CoxRows const& rows;
    [[nodiscard]] bool any(std::size_t place, std::size_t k) const {
        return !rows.first_time.empty() &&
               rows.first_time[place] > rows.stratum_times[rows.times[k].stratum];
    }
    [[nodiscard]] std::size_t time(std::size_t place) const { return rows.first_time[place] - 1; }
};

double unweighted(CoxRows const& rows, CoxRisk const& risk, std::size_t place) {
    return risk.risk[place] / rows.weight_of(place);
}

} // namespace

CoxHazard cox_hazard(CoxRows const& rows, CoxRisk const& risk, CoxTies ties) {
    auto const times = rows.times.size();
    auto const covariates = static_cast<Index>(rows.covariates());
    Eigen::MatrixXd const none = Eigen::MatrixXd::Zero(covariates, static_cast<Index>(times));
    std::vector<double> const zero(times);
    CoxHazard result{zero, zero, zero, none, none, none};
    RiskWalk(rows, risk.risk, Moments::first)
        .all([&](std::size_t k, RiskSums const& at_risk, RiskSums const& events) {
            add_steps(result, static_cast<Index>(k), rows.times[k], ties, at_risk, events);
        });
    return result;
}

Eigen::MatrixXd score_residuals(CoxRows const& rows, CoxRisk const& risk, CoxHazard const& hazard) {
    CumulatedHazard const sums(rows, hazard);
    Before const before{rows};
    Eigen::MatrixXd result(static_cast<Index>(rows.places()),
                           static_cast<Index>(rows.covariates()));
    Eigen::VectorXd met_space(result.cols());
    auto met = met_space.head(result.cols()); // a block: never resized
    for_each_place(rows, [&](std::size_t place, std::size_t k, bool event) {
        auto const column = static_cast<Index>(k);
        auto const raw = rows.covariates_of(place);
        Eigen::Map<Eigen::VectorXd const> const x(raw.data(), result.cols());
        double total = sums.hazard[k];
        met = sums.mean_hazard.col(column);
        if (before.any(place, k)) {
            total -= sums.hazard[before.time(place)];
            met -= sums.mean_hazard.col(static_cast<Index>(before.time(place)));
        }
        if (event) {
            total += hazard.event_hazard[k] - hazard.hazard[k];
            met += hazard.event_mean_hazard.col(column) - hazard.mean_hazard.col(column);
        }
        auto row = result.row(static_cast<Index>(place));
        row = (met - x * total).transpose() * unweighted(rows, risk, place);
        if (event) {
            row += (x - hazard.mean.col(column)).transpose();
        }
    });
    return result;
}

std::vector<double> martingale_residuals(CoxRows const& rows, CoxRisk const& risk,
                                         CoxHazard const& hazard) {
    CumulatedHazard const sums(rows, hazard);
    Before const before{rows};
    std::vector<double> result(rows.places());
    for_each_place(rows, [&](std::size_t place, std::size_t k, bool event) {
        double total = sums.hazard[k];
        if (before.any(place, k)) {
            total -= sums.hazard[before.time(place)];
        }
        if (event) {
            total += hazard.event_hazard[k] - hazard.hazard[k];
        }
        result[place] = (event ? 1 : 0) - unweighted(rows, risk, place) * total;
    });
    return result;
}

Eigen::MatrixXd sum_by_cluster(EventTable const& table, CoxRows const& rows,
                               Eigen::MatrixXd residuals) {
    for (std::size_t place = 0; place < rows.places(); ++place) {
        residuals.row(static_cast<Index>(place)) *= rows.weight_of(place);
    }
    return table.cluster.empty() ? residuals : sum_by(table.cluster, rows.row, residuals);
}

} // namespace analysis
