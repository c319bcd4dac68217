#pragma once

#include "analysis/estimate.hpp"
#include "analysis/regions/factor_range.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

struct PrimOptions {
    double alpha = 0.05;         ///< (0,1): share of a box's points that goes at one step
    double smallest_mass = 0.05; ///< (0,1]: share of all points below which no box is peeled
    double least_coverage = 0.5; ///< [0,1]: share of all yes that the chosen box must hold
    Level level{};
};

/// A box, and how well it tells yes from no.
struct PrimBox {
    std::vector<FactorRange> ranges; ///< the restricted factors, ascending
    std::size_t points = 0;          ///< in the box
    Estimate density;                ///< share of these that are yes, Wilson's limits
    double coverage = undefined;     ///< share of all yes that are in the box; NaN: no yes at all
    double mass = undefined;         ///< share of all points that are in the box
};

/// What one factor's range does for a box.
struct PrimRestriction {
    std::size_t factor = 0;
    double density_without = undefined; ///< of the box without this range
    /// Chance that as many of the box's points would be yes, were their density that. A search
    /// makes it too small: a large one tells that the range does nothing, a small one little.
    double p = undefined;
};

/// One box in which a yes is frequent, found by patient rules.
struct Prim {
    std::vector<PrimBox> trajectory;           ///< by peeling alone, the whole space first
    std::size_t chosen = 0;                    ///< of the trajectory
    PrimBox box;                               ///< the chosen one, pasted
    std::vector<PrimRestriction> restrictions; ///< shape (ranges of this box)
    std::size_t points = 0;
    std::size_t missing = 0; ///< points without an outcome, left out
};

/// PRIM for an outcome that is yes (1) or no (0). Peeling takes away the share alpha of a box's
/// points at one of its faces, again and again; of the trajectory the box of the highest density
/// among those with the coverage asked for is chosen (of equal ones the first), and pasting widens
/// it while its density does not fall, so that its coverage does not either.
///
/// Two departures from the source, for factors of few levels and for boxes that are all yes: gains
/// are counted for each point peeled, and pasting goes on at equal density. The limits of the
/// density know nothing of the search: they are too high. Look at the trajectory, and turn yes and
/// no round for the other side. Not for more than one region at once. Source: Friedman & Fisher
/// 1999, Stat Comput 9:123, sections 5 to 8; coverage, density and p of a restriction Bryant &
/// Lempert 2010, Technol Forecast Soc Change 77:34; gains by point Kwakkel & Jaxa-Rozen 2016,
/// Environ Model Softw 79:311.
/// @param factors  shape (points, factors) @param outcome  shape (points); NaN is missing
/// @return without any point an empty trajectory
[[nodiscard]] Prim prim_box(Eigen::Ref<Eigen::MatrixXd const> const& factors,
                            std::span<double const> outcome, PrimOptions const& options);

} // namespace analysis
