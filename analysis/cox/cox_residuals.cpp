#include "analysis/cox/cox_residuals.hpp"

#include "analysis/cox/cox_hazard.hpp"
#include "core/contract.hpp"

#include <cmath>

namespace analysis {

namespace {

using Index = Eigen::Index;

/// A fit's rows, and its hazards at the estimate.
struct Fitted {
    CoxRows rows;
    CoxRisk risk;
    CoxHazard hazard;

    Fitted(CoxFit const& fit, EventTable const& table, Covariates const& covariates)
        : rows(cox_rows(table, covariates.values, fit.options)),
          risk(cox_risk(rows, fit.beta().cwiseProduct(rows.scale))),
          hazard(cox_hazard(rows, risk, fit.options.ties)) {}
};

double deviance_of(double martingale, bool event) {
    double const inner = martingale + (event ? std::log(1 - martingale) : 0);
    return std::copysign(std::sqrt(std::fmax(0, -2 * inner)), martingale);
}

void fill_martingale(CoxResiduals& to, Fitted const& fitted, EventTable const& table, int cause) {
    auto const residuals = martingale_residuals(fitted.rows, fitted.risk, fitted.hazard);
    to.martingale.assign(table.size(), 0);
    to.deviance.assign(table.size(), 0);
    for (std::size_t place = 0; place < residuals.size(); ++place) {
        auto const row = fitted.rows.row[place];
        int const status = table.status[row];
        to.martingale[row] = residuals[place];
        to.deviance[row] = deviance_of(residuals[place], cause == 0 ? status > 0 : status == cause);
    }
}

} // namespace

CoxResiduals cox_residuals(CoxFit const& fit, EventTable const& table,
                           Covariates const& covariates) {
    HOLDFAST_EXPECT(fit.status == FitStatus::converged && table.size() == fit.rows);
    Fitted const fitted(fit, table, covariates);
    CoxResiduals result;
    fill_martingale(result, fitted, table, fit.options.cause);
    bool const exact = fit.options.ties == CoxTies::exact;
    result.score.setConstant(static_cast<Index>(table.size()), covariates.values.cols(),
                             exact ? undefined : 0);
    if (!exact) {
        Eigen::MatrixXd const scores = score_residuals(fitted.rows, fitted.risk, fitted.hazard) *
                                       fitted.rows.scale.asDiagonal();
        for (std::size_t place = 0; place < fitted.rows.places(); ++place) {
            result.score.row(fitted.rows.row[place]) = scores.row(static_cast<Index>(place));
        }
    }
    result.dfbeta = result.score * fit.model_covariance;
    for (std::size_t i = 0; i < table.weight.size(); ++i) {
        result.dfbeta.row(static_cast<Index>(i)) *= table.weight[i];
    }
    return result;
}

SchoenfeldResiduals schoenfeld_residuals(CoxFit const& fit, EventTable const& table,
                                         Covariates const& covariates) {
    HOLDFAST_EXPECT(fit.status == FitStatus::converged && table.size() == fit.rows);
    Fitted const fitted(fit, table, covariates);
    auto const& rows = fitted.rows;
    SchoenfeldResiduals result;
    result.residual.resize(static_cast<Index>(rows.events), covariates.values.cols());
    Index event = 0;
    for (std::size_t k = 0; k < rows.times.size(); ++k) {
        auto const& time = rows.times[k];
        for (std::size_t place = time.begin; place < time.begin + time.events; ++place) {
            result.time.push_back(time.time);
            result.row.push_back(rows.row[place]);
            result.stratum.push_back(time.stratum);
            auto const x = rows.covariates_of(place);
            Eigen::Map<Eigen::VectorXd const> const own(x.data(), static_cast<Index>(x.size()));
            result.residual.row(event++) = (own - fitted.hazard.mean.col(static_cast<Index>(k)))
                                               .cwiseProduct(rows.scale)
                                               .transpose();
        }
    }
    if (fit.options.ties == CoxTies::exact) {
        result.residual.setConstant(undefined);
    }
    result.scaled = result.residual * fit.model_covariance * static_cast<double>(rows.events);
    result.scaled.rowwise() += fit.beta().transpose();
    return result;
}

} // namespace analysis
