#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// A stretch of time (from, to] with one rate.
struct RatePiece {
    double from = 0;
    double to = 0;       ///< infinity for the last
    double events = 0;   ///< weight of events of all causes
    double exposure = 0; ///< weight times time at risk
    Estimate rate{};     ///< events / exposure; see piecewise_exponential
};

/// A hazard that is constant between cuts.
struct PiecewiseExponential {
    std::vector<RatePiece> pieces;
    double log_likelihood = undefined; ///< of times, as survreg; NaN without rows or events
    double aic = undefined;            ///< one parameter a piece with time at risk
    double bic = undefined;            ///< log(rows) for 2

    /// S(t) = exp(-sum over pieces of rate times time in it), delta method, limits on log(-log S);
    /// NaN from where there was no time at risk.
    [[nodiscard]] Estimate survival(double t, Level level = {}) const;
};

/// Maximum likelihood in closed form: rate = events / exposure, standard error sqrt(events) /
/// exposure, limits rate exp(+-z / sqrt(events)). A piece without events has rate 0 and no limits;
/// one without time at risk none at all. An event at a cut belongs to the piece that ends there.
/// Entry and weights count. NOT with cuts chosen by looking at the same data.
/// @param cuts  ascending, > 0, finite; without cuts it is the exponential
/// Source: Kalbfleisch & Prentice 2002, section 2.2.1; as Poisson's regression with offset
/// log(exposure).
[[nodiscard]] PiecewiseExponential
piecewise_exponential(EventTable const& table, std::span<double const> cuts, Level level = {});

} // namespace analysis
