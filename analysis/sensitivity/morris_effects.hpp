#pragma once

#include "analysis/estimate.hpp"
#include "analysis/experiments/morris_points.hpp"
#include "analysis/sensitivity/resampling.hpp"
#include "analysis/sensitivity/response.hpp"

#include <cstddef>
#include <vector>

namespace analysis {

/// What one factor does to the output when it goes through its whole range, at random places.
struct MorrisEffect {
    Estimate mean;                  ///< mu: may be small where effects of both signs cancel
    Estimate mean_absolute;         ///< mu*: how much the factor matters
    Estimate spread;                ///< sigma: interactions, or a bent effect; noise is taken out
    double noise_floor = undefined; ///< mu* that noise alone would give, were it normal; NaN where
                                    ///< nothing is known of it
};

struct MorrisEffects {
    std::vector<MorrisEffect> factors;
    std::size_t trajectories = 0; ///< used
    std::size_t left_out = 0;     ///< trajectories with a point that has no value
};

/// Elementary effects d = (y after - y before) / (place after - place before), one of each factor
/// and trajectory, 0 where the place stays: mu = mean of d, mu* = mean of |d|, sigma^2 = s^2(d)
/// less what noise adds to it, at least 0. Limits are percentiles of the bootstrap over
/// trajectories, which are independent, and from 3 replicates of common luck on wider by what that
/// does (luck_errors); of fewer, they are those of this luck. mu* cannot be freed of noise; it says
/// nothing where it is not well above noise_floor, sqrt(2 / pi) times the root mean square noise of
/// d. Source: Morris 1991; Campolongo, Cariboni & Saltelli 2007, Environ Model Softw 22:1509 (mu*).
/// A screening: it ranks factors, it does not share out a variance.
/// @param places  of the factors, 0 and 1 the ends of what they may be, shape (design.size(),
/// factors): the design's unit numbers, but for factors of levels, which take larger steps or none
/// @param response  shape (design.size()), or a whole number of trajectories less
[[nodiscard]] MorrisEffects morris_effects(MorrisPoints const& design,
                                           Eigen::MatrixXd const& places, Response const& response,
                                           Resampling const& resampling = {}, Level level = {});

} // namespace analysis
