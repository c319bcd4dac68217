#pragma once

#include "analysis/estimate.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// A factor's polynomial of some degree (FactorPolynomials).
struct ChaosFactor {
    std::size_t factor = 0;
    int degree = 1; ///< >= 1
    bool operator==(ChaosFactor const&) const = default;
};
/// A product of such polynomials of different factors, ascending by factor; empty: the constant 1.
using ChaosTerm = std::vector<ChaosFactor>;

/// An output as a sum of polynomials of independent factors, uniform or of equally likely levels.
struct ChaosExpansion {
    /// Without the constant: those that are always there, then others as they were chosen.
    std::vector<ChaosTerm> terms;
    Eigen::MatrixXd basis;  ///< at the points used, the constant first; (points, terms + 1)
    Eigen::VectorXd output; ///< at these points
    /// Share of the variance told at points that were used neither for choosing terms nor for
    /// fitting them (5-fold cross-validation): 1 is all, 0 none. NaN: too few points.
    double q2 = undefined;
    std::size_t left_out = 0; ///< points without an output
};

/// Terms of degrees d1^q + d2^q .. <= p^q, q = 0.75, are there to choose from, p at most 15 and as
/// large as leaves no more than 2,000 of them; of more than 12 factors, products only of the 12
/// that a sum of single polynomials takes first. Where there are 10 points for each factor its
/// polynomial of degree 1 is always there, from 20 on that of degree 2 too: its limits do not hang
/// on whether it was chosen, and a weak factor is not told to be none. Then orthogonal matching
/// pursuit: the term most correlated with what is left goes in. As few stay as tell, within a
/// standard error of the difference, as much as any number of them at the points of folds that had
/// no part in choosing (a fifth of the points, drawn, is a fold): with thousands to choose from,
/// leave-one-out errors of terms already chosen would see structure in noise. Source: Blatman &
/// Sudret 2011, J Comput Phys 230:2345 (hyperbolic sets); Pati, Rezaiifar & Krishnaprasad 1993 (the
/// pursuit); Breiman et al. 1984, section 3.4.3 (one standard error). *Not* for outputs with jumps,
/// nor for dependent factors.
/// @param unit  0 .. 1, shape (points, factors) @param output  shape (points), NaN: failed
[[nodiscard]] ChaosExpansion chaos_expansion(Eigen::MatrixXd const& unit,
                                             Eigen::VectorXd const& output);

} // namespace analysis
