#include "analysis/parametric/model_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {

namespace {

double or_last(double aic) {
    return std::isnan(aic) ? std::numeric_limits<double>::infinity() : aic;
}

/// Differences from the smallest among the models that are continuous, or among those that are not.
void take_differences(std::vector<ComparedModel>& models, bool continuous) {
    auto const is_kind = [&](ComparedModel const& model) {
        return is_continuous(model.fit.model.family) == continuous;
    };
    double aic = std::numeric_limits<double>::infinity();
    double bic = aic;
    for (auto const& model : models) {
        if (is_kind(model)) {
            aic = std::min(aic, or_last(model.fit.aic));
            bic = std::min(bic, or_last(model.fit.bic));
        }
    }
    for (auto& model : models) {
        if (is_kind(model)) {
            model.aic_difference = model.fit.aic - aic;
            model.bic_difference = model.fit.bic - bic;
        }
    }
}

} // namespace

std::vector<ParametricModel> continuous_models() {
    std::vector<ParametricModel> models;
    for (auto const family : all_families()) {
        if (is_continuous(family)) {
            models.push_back({family, Cure::none});
            models.push_back({family, Cure::mixture});
        }
    }
    return models;
}

std::vector<ComparedModel> compare_models(EventTable const& table,
                                          std::span<ParametricModel const> models,
                                          ParametricCovariates const& covariates,
                                          ParametricOptions const& options) {
    std::vector<ComparedModel> compared;
    for (auto const model : models) {
        bool const cured = model.cure == Cure::mixture;
        compared.push_back(
            {fit_parametric(table, model,
                            {covariates.location, cured ? covariates.cure : Covariates{}}, options),
             undefined, undefined});
    }
    take_differences(compared, true);
    take_differences(compared, false);
    std::stable_sort(compared.begin(), compared.end(), [](auto const& a, auto const& b) {
        return or_last(a.fit.aic) < or_last(b.fit.aic);
    });
    return compared;
}

} // namespace analysis
