#pragma once

#include "analysis/planning/simulated_power.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace analysis {

/// What to look for.
struct SizeSearch {
    double power = 0.8; ///< wanted, (0,1)
    Allocation allocation{};
    double from = 50;    ///< people in both groups together to begin with, >= 2
    double most = 1e6;   ///< beyond which there is no answer
    int refinements = 7; ///< halvings of the bracket, each one more simulation
    /// Called after each simulation, so that somebody who waits can be told; may be empty.
    std::function<void(SimulatedPower const&)> tell{};
};

/// How many people must enrol, in both groups together.
struct SimulatedSize {
    double people = undefined; ///< NaN when `most` does not reach the power
    /// Monte Carlo limits: the numbers that would be right if the power there were wrong by its
    /// simulation's own limits
    double low = undefined;
    double high = undefined;
    std::vector<SimulatedPower> tried; ///< ascending in people
};

/// The number of people at which simulated trials show the claim with the wanted power.
///
/// Doubles until the power is reached, then halves the bracket (on the scale of the root of
/// people), all with the same draws (the larger trial has the smaller one's people), so that the
/// power hardly ever falls between neighbours; where it does, neighbours are pooled (isotonic
/// regression). Between the last two, the probit of power is taken as linear in the root of people,
/// as it is for a normal test; so are the limits.
/// @param trial  its `people` are ignored
[[nodiscard]] SimulatedSize people_for_power(EventTable const& variant, EventTable const& baseline,
                                             SimulatedTrial const& trial,
                                             PowerSimulation const& simulation,
                                             SizeSearch const& search);

/// The nearest ascending values, by least squares with equal weights: pools neighbours that fall.
/// Source: Ayer, Brunk, Ewing, Reid & Silverman 1955; as isoreg in R.
[[nodiscard]] std::vector<double> ascending_fit(std::span<double const> values);

} // namespace analysis
