#pragma once

#include "analysis/estimate.hpp"
#include "analysis/experiments/effect_term.hpp"
#include "analysis/sensitivity/response.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace analysis {

/// Another main effect or interaction that the same contrast contains.
struct Alias {
    EffectTerm term;
    double share = 0.0; ///< how many times its effect is added to the one estimated: -1 .. 1
};

struct TwoLevelEffect {
    EffectTerm term;            ///< the first, and simplest, of its alias set
    Estimate effect;            ///< mean at +1 less mean at -1; of the products of signs, if a pair
    double p = undefined;       ///< of no effect, two-sided
    std::vector<Alias> same_as; ///< shares -1 or 1: cannot be told from the term
    double partly_aliased = 0.0; ///< the largest |share| below 1 of any other main effect or pair
    std::vector<Alias> partly;   ///< these, for main effects only
};

/// From what the errors of effects come.
enum class EffectError { replicates, lenth, none };

struct TwoLevelEffects {
    EffectError error = EffectError::none;
    double mean = undefined;
    std::vector<TwoLevelEffect>
        effects; ///< main effects, then pairs orthogonal to what stands before
    double simultaneous_margin =
        undefined;            ///< an effect beyond it stands out from all at the level
    std::size_t left_out = 0; ///< runs without a value: any, and there are no effects
};

/// Main effects and interactions of two factors of a design whose main effects are orthogonal
/// (X'X = n I), as all of ours are: contrasts (2 / n) sum of sign times output. A contrast also
/// contains every term whose column is correlated with its own; of terms with equal columns the
/// main effect, else the pair first in order, gives its name to all. Effects are over the whole
/// range of a factor. One run without a value undoes the balance, so then every effect is NaN.
///
/// Errors: with common luck Student's t of the effect in each replicate; with own luck
/// 2 / n sqrt(sum of variances), normal. Without noise to go by, Lenth's pseudo standard error
/// from the contrasts themselves: s0 = 1.5 median |c|, PSE = 1.5 median of the |c| below 2.5 s0,
/// with m / 3 degrees of freedom; it takes most effects to be nothing. Three contrasts at least.
/// Source: Box, Hunter & Hunter 2005, chapters 5 and 6; Lenth 1989, Technometrics 31:469.
/// @param unit  0 or 1, shape (runs, factors) @param response  shape (runs)
[[nodiscard]] TwoLevelEffects two_level_effects(Eigen::MatrixXd const& unit,
                                                Response const& response, Level level = {});

} // namespace analysis
