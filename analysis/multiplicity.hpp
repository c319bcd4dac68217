#pragma once

#include <span>
#include <vector>

namespace analysis {

/// Holm's step-down adjusted p-values, in the order given: the chance of even one false claim among
/// all stays below the level, whatever their dependence. NaN stays NaN and is not counted. Source:
/// Holm 1979.
[[nodiscard]] std::vector<double> holm(std::span<double const> p_values);

/// Benjamini and Hochberg's step-up adjusted p-values, min over j >= i of m p_(j) / j: the expected
/// share of false claims among the claims made stays below the level, if the tests are independent
/// or positively dependent. It guards less than Holm: for looking through many, not for a verdict.
/// NaN stays NaN and is not counted. Source: Benjamini & Hochberg 1995; as p.adjust in R.
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<double const> p_values);

} // namespace analysis
