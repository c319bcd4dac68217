#pragma once

#include "analysis/estimate.hpp"
#include "analysis/usage/attrition.hpp"
#include "sim/compare/series.hpp"
#include "sim/measures/person_measure.hpp"
#include "sim/record.hpp"
#include "sim/scenario.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

struct People;
struct PairedPeople;
struct CountedPeople;

/// The table of `compare` in which a measure is printed.
enum class InTable {
    times,     ///< days until attrition
    retention, ///< a column a day
    causes,    ///< why people leave
    state,     ///< alliance, distress, use
    scales,    ///< questionnaires
    none,      ///< in files only
};

/// When a measure is estimated.
enum class Estimated {
    once,       ///< of the whole run
    by_day,     ///< at each of the days that were asked for
    by_time,    ///< to each of the times that means are restricted to
    when_given, ///< on the days of a questionnaire
};

/// One thing that a run can be asked of each design: the row of it in the list of measures, which
/// is all that the tables, files, replicates, counts, subgroups and studies know of it.
struct Measure {
    std::string_view name;    ///< in files and studies; before a dot stands the group of it
    std::string_view heading; ///< in tables; {} stands for the name of the part
    std::string_view describes;
    std::string_view unit; ///< "share", "days"
    Format format;
    InTable table = InTable::none;
    Estimated estimated = Estimated::once;
    agents::Recording needs =
        agents::Recording::none(); ///< groups of columns that must have been recorded, or counted
    Breakdown breakdown = Breakdown::none;
    PersonMeasure const* person = nullptr; ///< where it is the mean of one
    std::size_t which = 0;                 ///< for estimators that several measures share

    /// The estimator of a design, and of the paired difference variant - baseline; from people, or
    /// from counts of them. Null: there is none.
    using OfPeople = Series (*)(Measure const&, std::size_t part, People const&);
    using BetweenPeople = Series (*)(Measure const&, std::size_t part, PairedPeople const&);
    using OfCounts = Series (*)(Measure const&, std::size_t part, CountedPeople const&);
    OfPeople of_people = nullptr;
    BetweenPeople between_people = nullptr;
    OfCounts of_counts = nullptr;
    OfCounts between_counts = nullptr; ///< of a variant, whose pairs are counted
};

/// Every measure, in the order of files.
[[nodiscard]] std::span<Measure const> measures();

/// Where it stands in the list; measures().size() where there is none of that name.
[[nodiscard]] std::size_t index_of_measure(std::string_view name);

/// Whether it can be estimated from what a run kept.
[[nodiscard]] bool can_estimate(Keep const& kept, Measure const& measure);

/// Names of what measures have parts of.
struct PartNames {
    std::vector<std::string> causes; ///< of the chosen attrition
    std::vector<std::string> components;
    std::vector<std::string> scales; ///< of the questionnaires

    /// None for a measure without parts.
    [[nodiscard]] std::vector<std::string> const& of(Breakdown breakdown) const noexcept;
    [[nodiscard]] std::size_t count(Breakdown breakdown) const noexcept;
};

/// @param attrition  adds "lapsed" to the causes unless it is `left`
[[nodiscard]] PartNames part_names(Record const& record, analysis::Attrition const& attrition);
[[nodiscard]] PartNames part_names(Scenario const& scenario, analysis::Attrition const& attrition);

} // namespace sim
