#pragma once

#include "analysis/data/event_table.hpp"

namespace analysis {

/// Where the variance of a curve comes from.
enum class CurveVariance {
    /// the jackknife when rows are clustered or a weight is not whole, else the model: as survfit
    automatic,
    /// the formula for independent rows (Greenwood, Aalen), a weight w meaning w such rows
    model,
    /// the infinitesimal jackknife: sum over clusters (rows, without clusters) of the square of the
    /// sum of w_i d estimate / d w_i. For clusters and sampling weights, and when the model is in
    /// doubt. Source: Efron 1982; as survfit(robust = TRUE)
    jackknife,
};

/// What `automatic` is for this table; the others are what they are.
[[nodiscard]] CurveVariance resolve(CurveVariance variance, EventTable const& table);

} // namespace analysis
