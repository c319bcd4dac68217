#include "analysis/parametric/parametric_prediction.hpp"

#include "analysis/log_log.hpp"
#include "analysis/parametric/read_outs.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <cmath>

namespace analysis {

namespace {

/// Fills a row of the matrix that makes a person's parameters out of the coefficients.
void fill(Eigen::MatrixXd& design, Eigen::Index parameter, std::size_t intercept,
          std::vector<double> const& values) {
    auto const first = static_cast<Eigen::Index>(intercept);
    design(parameter, first) = 1;
    for (std::size_t j = 0; j < values.size(); ++j) {
        design(parameter, first + 1 + static_cast<Eigen::Index>(j)) = values[j];
    }
}

/// Shape (the family's parameters, coefficients).
Eigen::MatrixXd design_of(ParametricFit const& fit, ParametricProfile const& profile) {
    auto const ancillaries = ancillary_names(fit.model.family).size();
    auto const first_ancillary = 1 + fit.location_covariates;
    bool const cured = fit.model.cure == Cure::mixture;
    Eigen::MatrixXd design =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(1 + ancillaries + (cured ? 1 : 0)),
                              static_cast<Eigen::Index>(fit.coefficients.size()));
    fill(design, 0, 0, profile.location);
    for (std::size_t k = 0; k < ancillaries; ++k) {
        fill(design, static_cast<Eigen::Index>(1 + k), first_ancillary + k, {});
    }
    if (cured) {
        fill(design, static_cast<Eigen::Index>(1 + ancillaries), first_ancillary + ancillaries,
             profile.cure);
    }
    return design;
}

} // namespace

ParametricPrediction::ParametricPrediction(ParametricFit const& fit,
                                           ParametricProfile const& profile)
    : model_(fit.model), level_(fit.level) {
    HOLDFAST_EXPECT(profile.location.size() == fit.location_covariates);
    HOLDFAST_EXPECT(profile.cure.size() == fit.cure_covariates);
    if (fit.status == FitStatus::converged) {
        auto const design = design_of(fit, profile);
        parameters_ = design * fit.values();
        covariance_ = design * fit.covariance * design.transpose();
    }
}

double ParametricPrediction::error_of(Eigen::VectorXd const& gradient) const {
    return std::sqrt(gradient.dot(covariance_ * gradient));
}

Estimate ParametricPrediction::on_log_scale(double value, Eigen::VectorXd const& gradient) const {
    double const error = error_of(gradient);
    double const factor = std::exp(normal_quantile_two_sided(level_) * error / value);
    return {value, value / factor, value * factor, error};
}

Estimate ParametricPrediction::survival(double t) const {
    double const at = is_continuous(model_.family) ? t : std::floor(t);
    if (parameters_.size() == 0 || !(at > 0)) {
        return {parameters_.size() != 0 && at == 0 ? 1 : undefined};
    }
    auto const log = log_survival_of(model_, parameters_, at);
    double const value = std::exp(log.value);
    return log_log_interval(value, value * error_of(log.gradient), level_);
}

Estimate ParametricPrediction::hazard(double t) const {
    bool const is_time = t > 0 && (is_continuous(model_.family) || t == std::floor(t));
    if (parameters_.size() == 0 || !is_time) {
        return {};
    }
    auto const log = log_hazard_of(model_, parameters_, t);
    double const value = std::exp(log.value);
    return on_log_scale(value, value * log.gradient);
}

Estimate ParametricPrediction::quantile(double share) const {
    if (parameters_.size() == 0 || !(share > 0 && share < 1)) {
        return {};
    }
    auto const time = time_of(model_, parameters_, std::log1p(-share));
    return on_log_scale(time.value, time.gradient);
}

Estimate ParametricPrediction::mean() const {
    if (parameters_.size() == 0) {
        return {};
    }
    auto const mean = mean_time_of(model_, parameters_);
    return on_log_scale(mean.value, mean.gradient);
}

Estimate ParametricPrediction::restricted_mean(double tau) const {
    if (parameters_.size() == 0 || !(tau > 0)) {
        return {};
    }
    auto const mean = restricted_mean_of(model_, parameters_, tau);
    return on_log_scale(mean.value, mean.gradient);
}

Estimate ParametricPrediction::cure_fraction() const {
    if (parameters_.size() == 0 || model_.cure == Cure::none) {
        return {};
    }
    auto const last = parameters_.size() - 1;
    auto const logit =
        normal_interval(parameters_[last], std::sqrt(covariance_(last, last)), level_);
    auto const share = [](double x) { return 1 / (1 + std::exp(-x)); };
    double const value = share(logit.value);
    return {value, share(logit.low), share(logit.high), value * (1 - value) * logit.standard_error};
}

} // namespace analysis
