#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace analysis {

/// How exactly a mean over replicates is to be known.
struct PrecisionGoal {
    double half_width = undefined; ///< > 0, in the unit of the values
    Level level{};
    /// Never stop before. To stop at the first small spread is to stop at those that are small by
    /// chance: of 95% intervals so stopped, at the bound where it is worst, 88% hold the truth
    /// after at least 2 replicates, 92% after 5, 93.5% after 10; the tests measure it.
    std::size_t fewest = 5;
};

/// Where a mean over replicates stands.
struct Precision {
    double half_width = undefined; ///< of Student's interval; NaN below two replicates
    bool enough = false;
    /// Replicates still expected to be needed; 0 when enough, and when a value is NaN, as no
    /// number of replicates helps then.
    std::size_t more = 0;
};

/// Replicates until t(n - 1) s / sqrt(n) <= half_width, n >= fewest. `more` is the least N - n for
/// which that holds with the s seen so far. Not for values that can agree by chance in all of the
/// first replicates (rare events): s is 0 then and the first n is enough. Source: Chow & Robbins
/// 1965, Ann Math Stat 36:457; the forecast is that of Law 2015, Simulation Modeling and Analysis,
/// section 9.4.1, after Stein 1945, Ann Math Stat 16:243.
/// @param values  shape (replicates so far), in the order of replicates
[[nodiscard]] Precision precision(std::span<double const> values, PrecisionGoal const& goal);

/// The first number of replicates, in their order, that is enough: the same whether they came one
/// by one or many at once. None: more are needed, or a value before that is NaN.
[[nodiscard]] std::optional<std::size_t> enough_after(std::span<double const> values,
                                                      PrecisionGoal const& goal);

} // namespace analysis
