#pragma once

#include "analysis/experiments/fractional_factorial.hpp"
#include "analysis/experiments/latin_hypercube.hpp"
#include "analysis/experiments/morris_points.hpp"
#include "analysis/experiments/plackett_burman.hpp"
#include "analysis/experiments/random_points.hpp"
#include "analysis/experiments/saltelli_points.hpp"
#include "analysis/experiments/sobol_points.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

namespace analysis {

/// Where the points of an experiment lie in the unit cube. Point i is told without those before it,
/// is a function of the design and its seed alone, has the same bits on every machine, and nothing
/// is kept that grows with the number of points.
class Experiment {
public:
    using Design = std::variant<RandomPoints, LatinHypercube, SobolPoints, SaltelliPoints,
                                MorrisPoints, FractionalFactorial, PlackettBurman>;

    template <class D>
    Experiment(D design) : design_(std::move(design)) {} // NOLINT: any design is an experiment

    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] std::size_t factors() const;
    /// @param unit  shape (factors). Two-level designs and Morris' reach 0 and 1; unscrambled
    /// Sobol' points reach 0; all others stay inside (0,1).
    void point(std::uint64_t i, std::span<double> unit) const;

    /// The design itself, where it is a D; else null.
    template <class D>
    [[nodiscard]] D const* as() const noexcept {
        return std::get_if<D>(&design_);
    }
    [[nodiscard]] Design const& design() const noexcept { return design_; }

private:
    Design design_;
};

/// Most points that any of them may have.
inline constexpr std::uint64_t most_experiment_points = std::uint64_t{1} << 31U;

} // namespace analysis
