#pragma once

#include "analysis/parametric/parametric_fit.hpp"

#include <span>
#include <vector>

namespace analysis {

/// A model among others fitted to the same rows.
struct ComparedModel {
    ParametricFit fit;
    double aic_difference = undefined; ///< from the smallest AIC of its kind, >= 0
    double bic_difference = undefined;
};

/// The continuous families, each without and with a cured fraction.
[[nodiscard]] std::vector<ParametricModel> continuous_models();

/// Fits every model and puts them in the order of their AIC, those without a maximum last.
///
/// Differences are taken among the continuous models, and among the discrete (beta-geometric): the
/// log likelihood of a density and that of a probability do not compare. A cure model's
/// covariates.cure is left out of the models without cure. Differences below about 2 tell nothing;
/// the best of all can still be bad: look at its curve beside Kaplan-Meier's.
/// Source: Akaike 1974; Schwarz 1978.
[[nodiscard]] std::vector<ComparedModel> compare_models(EventTable const& table,
                                                        std::span<ParametricModel const> models,
                                                        ParametricCovariates const& covariates = {},
                                                        ParametricOptions const& options = {});

} // namespace analysis
