#pragma once

#include "analysis/parametric/parametric_fit.hpp"
#include "tests/analysis/frame.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tests {

/// Columns with their names, as covariates.
[[nodiscard]] analysis::Covariates
covariates(std::vector<std::pair<std::string, std::vector<double>>> const& columns);
/// Columns of a data set, numbers all.
[[nodiscard]] analysis::Covariates covariates(Frame const& frame,
                                              std::vector<std::string> const& columns);

/// Rows of lung that R's topic "parametric" uses: time, status, age, sex and ph.ecog known.
[[nodiscard]] Frame lung();
/// 1 where the status column has this number.
[[nodiscard]] analysis::EventTable events(Frame const& frame, std::string const& time,
                                          std::string const& status, int event);

/// The fit has the coefficients, standard errors, log likelihood, AIC and BIC that R's topic
/// "parametric" has under the key.
void agrees_with_r(std::string const& key, analysis::ParametricFit const& fit);

} // namespace tests
