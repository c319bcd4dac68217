#pragma once

#include "analysis/parametric/dual.hpp"

namespace analysis {

/// Prentice's standardised log time W with shape Q: W = log(Q^2 G) / Q, G gamma with shape 1 / Q^2
/// and rate 1. Density f(w) = exp(-log(2 pi)/2 - R(Q^2) - w^2 psi(Q w)), psi(x) = (e^x - 1 - x) /
/// x^2, R what Stirling's formula leaves of log Gamma(1/Q^2): smooth through Q = 0, the standard
/// normal, and f(w, -Q) = f(-w, Q).
/// Source: Prentice 1974, Biometrika 61:539.
///
/// log f(w; Q) with derivatives; x is w, y is Q.
[[nodiscard]] Derivatives2 log_gamma_density(double w, double shape);

/// log P(W > w) with derivatives; x is w, y is Q. The smaller tail is integrated from w outwards by
/// Gauss-Legendre's rule, for the value and both derivatives by Q together; those by w are closed
/// forms. Relative error of the value about 1e-13 for |Q| up to 5.
[[nodiscard]] Derivatives2 log_gamma_tail(double w, double shape);

} // namespace analysis
