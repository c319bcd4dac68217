#pragma once

#include "analysis/experiments/effect_term.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// A regular two-level design in 2^m runs: m base factors take all combinations, every other factor
/// is a product of some of them; unit 0 and 1 stand for the levels -1 and +1. Runs stand in Yates'
/// order, the first factor changing fastest. The columns are those of least aberration, so the
/// fewest short words are mistaken for 1. Up to 64 runs they were found by exchange and have the
/// word lengths of the published tables. Source: Fries & Hunter 1980, Technometrics 22:601; Chen,
/// Sun & Wu 1993, Int Stat Rev 61:131.
class FractionalFactorial {
public:
    /// Whether there is one: runs = 2^factors (at most 2^31), or runs 4, 8, 16, 32, 64 with more
    /// factors than its base and fewer than runs.
    [[nodiscard]] static bool exists(std::size_t factors, std::uint64_t runs) noexcept;
    /// All combinations. @param factors  1 .. 31
    [[nodiscard]] static FractionalFactorial full(std::size_t factors);

    /// It must exist.
    FractionalFactorial(std::size_t factors, std::uint64_t runs);

    [[nodiscard]] std::uint64_t size() const noexcept { return runs_; }
    [[nodiscard]] std::size_t factors() const noexcept { return columns_.size(); }
    /// @param unit  shape (factors); 0 or 1
    void point(std::uint64_t i, std::span<double> unit) const noexcept;

    /// What each factor is a product of: bit b is base factor b. Shape (factors); the base factors
    /// come first.
    [[nodiscard]] std::span<std::uint32_t const> columns() const noexcept { return columns_; }
    /// Number of words of each length that are constant over the runs; shape (factors + 1).
    [[nodiscard]] std::vector<std::uint64_t> word_lengths() const;
    /// Length of the shortest word: III, main effects are mistaken for interactions of two; IV,
    /// these for each other; V, for none of these. 0: no word, all effects can be told apart.
    [[nodiscard]] int resolution() const;
    /// Main effects and interactions of two, those that cannot be told apart in one set; each set
    /// in order, mains first, sets by their first term.
    [[nodiscard]] std::vector<std::vector<EffectTerm>> alias_sets() const;

private:
    std::uint64_t runs_;
    std::vector<std::uint32_t> columns_;
};

} // namespace analysis
