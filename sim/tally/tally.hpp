#pragma once

#include "analysis/usage/usage.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// What is counted of people when nothing is kept of each: enough to compare designs as if
/// everybody had been. All are whole numbers, so that no order of adding shows, and their size does
/// not depend on the number of people.
namespace sim {

/// What is counted depends on these.
struct TallySizes {
    int horizon_days = 0;
    std::size_t causes = 0;
    std::size_t components = 0;
    std::vector<std::size_t> days_given; ///< shape (instruments)

    /// Days 0 .. horizon_days.
    [[nodiscard]] std::size_t days() const noexcept {
        return static_cast<std::size_t>(horizon_days) + 1;
    }
    [[nodiscard]] bool operator==(TallySizes const&) const = default;
};

/// Definitions of attrition whose times are counted. Gaps of N days without use are not: each N
/// would need counts of its own.
inline constexpr std::size_t counted_attritions = 2;
[[nodiscard]] analysis::Attrition counted_attrition(std::size_t definition);
/// As in files: left, last_use.
inline constexpr std::array<char const*, counted_attritions> counted_names{"left", "last_use"};
/// Statuses of a definition's events without 0: the causes, and "lapsed" unless it is `left`.
[[nodiscard]] constexpr std::size_t statuses_of(std::size_t definition,
                                                std::size_t causes) noexcept {
    return causes + definition;
}

/// Of values in [-1,1] are counted fixed-point sums of this unit, 2^32 of which fit 64 bits.
inline constexpr double tally_unit = 1.0 / (1 << 30);
using Counts = std::vector<std::int64_t>;

/// Counts of the people under one design.
struct DesignTally {
    DesignTally() = default;
    explicit DesignTally(TallySizes sizes);

    TallySizes sizes;
    /// People by the day of the event (horizon_days + 1: none) and its status (0: none), shape
    /// (days + 1, 1 + statuses), of each definition.
    std::array<Counts, counted_attritions> events;
    Counts last_use;          ///< people by 1 + last day of use, 0: never; shape (days + 1)
    Counts returned;          ///< by the first use from day 1 on, days: none; shape (days + 1)
    Counts used;              ///< people who used it on the day; shape (days)
    Counts days_used_squared; ///< sum of squares of days used from 0 to the day; shape (days)
    Counts open_days_squared; ///< of days used from 1 to the horizon; shape (1)
    Counts measures;          ///< sums, shape (counted_moments)
    Counts measures_squared;  ///< sums of squares, shape (counted_moments)
    /// Answered, sum and sum of squares of (score - low) / (high - low), of each instrument, shape
    /// (days given, 3).
    std::vector<Counts> scores;
};

/// Counts of people under a variant and the baseline together.
struct PairTally {
    PairTally() = default;
    explicit PairTally(TallySizes sizes);

    TallySizes sizes;
    /// People by the day of the event under the variant and under the baseline, shape (days + 1,
    /// days + 1), of each definition.
    std::array<Counts, counted_attritions> events;
    /// People with an event of the same cause under both, by the later of the days, shape
    /// (statuses, days), of each definition.
    std::array<Counts, counted_attritions> same_cause;
    Counts last_use;           ///< by 1 + the earlier of the last days of use; shape (days + 1)
    Counts returned;           ///< by the later of the first uses from day 1; shape (days + 1)
    Counts used;               ///< used under both on the day; shape (days)
    Counts days_used_products; ///< sum of products of days used up to the day; shape (days)
    Counts open_days_products; ///< of days used from 1 to the horizon; shape (1)
    Counts measures_products;  ///< sums of products, shape (counted_moments)
};

DesignTally& operator+=(DesignTally& to, DesignTally const& more);
PairTally& operator+=(PairTally& to, PairTally const& more);

[[nodiscard]] std::uint64_t bytes_of(DesignTally const& tally);
[[nodiscard]] std::uint64_t bytes_of(PairTally const& tally);

} // namespace sim
