#pragma once

#include "agents/outcomes.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

/// What a person's days under a design come to as numbers: declared once, in person_measure.cpp,
/// for everything that records, counts, compares and prints them.
namespace sim {

/// What a measure has a value for each of.
enum class Breakdown { none, causes, components, scales };

/// How a table shows a number.
struct Format {
    int decimals = 3;
    double scale = 1.0; ///< 100: a share is shown in percent
};

/// How counts of everybody, without a record of each, give a measure's mean.
enum class Counted {
    by_moments, ///< sums of values, squares and products with the baseline's
    by_days,    ///< from the numbers of days used, which are counted exactly
};

/// Whether designs are compared by it.
enum class Contrasted { yes, no };

/// A number for each person, whose mean over people is estimated.
struct PersonMeasure {
    std::string_view name;    ///< in files: "alliance_end"
    std::string_view heading; ///< in tables; {} stands for the name of the part
    std::string_view describes;
    std::string_view unit; ///< "0 to 1"
    Format format;
    agents::Recording needs =
        agents::Recording::none(); ///< groups of columns that must have been recorded
    Breakdown breakdown = Breakdown::none;
    Counted counted = Counted::by_moments;
    Contrasted contrasted = Contrasted::yes;
    /// Of a user, in [-1,1]; NaN: not defined for this one. Only if recorded.
    float (*value)(agents::Outcomes const& outcomes, std::size_t user, std::size_t part);
};

/// Every one, in the order in which they are counted and listed.
[[nodiscard]] std::span<PersonMeasure const> person_measures() noexcept;

/// How many parts a measure of people has.
[[nodiscard]] std::size_t part_count(PersonMeasure const& measure, std::size_t components) noexcept;

/// A measure and a part, whose moments are counted.
struct Moment {
    PersonMeasure const* measure = nullptr;
    std::size_t part = 0;
};

/// In the order in which they stand in files.
[[nodiscard]] std::vector<Moment> counted_moments(std::size_t components);

} // namespace sim
