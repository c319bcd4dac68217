#pragma once

#include "sim/compare/measure.hpp"
#include "sim/compare/series.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace sim {

/// Estimates of all measures, of a design or of the differences between two.
class Estimates {
public:
    /// None yet.
    Estimates() : series_(measures().size()) {}

    /// Whether it was estimated at all. @param measure  the name of one
    [[nodiscard]] bool has(std::string_view measure) const;
    /// Empty where it was not estimated.
    [[nodiscard]] Series const& of(std::string_view measure, std::size_t part = 0) const;
    /// The only one of its series; undefined where it was not estimated.
    [[nodiscard]] analysis::Estimate once(std::string_view measure, std::size_t part = 0) const;

    /// Shape (measures, parts); no parts where a measure was not estimated.
    [[nodiscard]] std::vector<std::vector<Series>> const& series() const noexcept {
        return series_;
    }
    void set(std::size_t measure, std::vector<Series> parts) {
        series_[measure] = std::move(parts);
    }

private:
    std::vector<std::vector<Series>> series_;
};

/// What the record of these users, or the counts of all, gives of a design.
[[nodiscard]] Estimates estimates_of(People const& people, PartNames const& names);
[[nodiscard]] Estimates estimates_of(CountedPeople const& people, PartNames const& names);

/// Paired differences variant - baseline. @param variant  with its pairs
[[nodiscard]] Estimates differences_of(PairedPeople const& pairs, PartNames const& names);
[[nodiscard]] Estimates differences_of(CountedPeople const& variant, PartNames const& names);

} // namespace sim
