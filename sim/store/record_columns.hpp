#pragma once

#include "agents/outcome_columns.hpp"
#include "sim/record.hpp"
#include "sim/store/column_info.hpp"
#include "sim/tally/tally_columns.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

/// Every column of a results file, in one place: writing, reading and the digest all walk this
/// list, so they cannot disagree. A visitor has three functions:
///   column(info, values)       numbers as they are, any vector of numbers
///   sums(info, values)         fixed-point sums (agents::DayTotals::unit), in the file as float64,
///   which holds them exactly derived(info, make)        numbers that follow from other columns,
///   there for the reader's ease; make() gives a vector<double>
namespace sim {

[[nodiscard]] inline std::string design_path(std::string const& design) {
    return "/designs/" + design;
}
/// Of a design under the luck replicate + r, r >= 1.
[[nodiscard]] inline std::string replicate_path(std::size_t r, std::string const& design) {
    return "/replicates/" + std::to_string(r) + "/" + design;
}
[[nodiscard]] inline std::string instrument_path(std::string const& instrument) {
    return "/instruments/" + instrument;
}
[[nodiscard]] inline std::string trait_path(std::string const& trait) {
    return "/people/" + trait;
}

/// @param record  Record or Record const
template <class AnyRecord, class Visitor>
void visit_people(AnyRecord& record, Visitor& visitor) {
    for (auto& trait : record.population.traits) {
        visitor.column({trait_path(trait.name),
                        {record.users},
                        trait.levels.empty() ? trait.unit : "code",
                        trait.levels.empty() ? "a number of this person"
                                             : "0, 1, ... into the attribute levels"},
                       trait.values);
    }
}

/// What is kept of every user. @param folder  of the design
/// @param outcomes  agents::Outcomes, const or not
template <class AnyRecord, class AnyOutcomes, class Visitor>
void visit_users(AnyRecord& record, std::string const& folder, AnyOutcomes& outcomes,
                 Visitor& visitor) {
    auto const at = folder + "/users/";
    auto const tell = [&](agents::OutcomeColumn const& column, auto& values) {
        if (!outcomes.recorded.has(column.group)) {
            return;
        }
        auto path = at + std::string(column.name);
        if (column.group == agents::Recorded::questionnaires) {
            path += "/" + record.instruments[column.number].name;
        }
        auto const shape =
            column.width ? core::Shape{record.users, *column.width} : core::Shape{record.users};
        visitor.column({path, shape, std::string(column.unit), std::string(column.describes),
                        column.repeats ? core::Storage::packed : core::Storage::plain},
                       values);
    };
    agents::visit_outcomes(tell, outcomes);
}

/// sum / count, NaN where nobody counts. @param sums  fixed point, shape (count.size(), width)
[[nodiscard]] inline std::vector<double> means_of(std::vector<std::int64_t> const& sums,
                                                  std::vector<std::int64_t> const& count) {
    std::vector<double> means(sums.size(), std::numeric_limits<double>::quiet_NaN());
    std::size_t const width = count.empty() ? 0 : sums.size() / count.size();
    for (std::size_t i = 0; i < sums.size(); ++i) {
        auto const people = count[i / width];
        if (people > 0) {
            means[i] = static_cast<double>(sums[i]) * agents::DayTotals::unit /
                       static_cast<double>(people);
        }
    }
    return means;
}

/// Standard deviation of the alliance among who is active, NaN where nobody is.
[[nodiscard]] inline std::vector<double> alliance_sd(agents::DayTotals const& days) {
    auto sd = means_of(days.alliance_squared, days.active);
    auto const mean = means_of(days.alliance, days.active);
    for (std::size_t day = 0; day < sd.size(); ++day) {
        double const variance = sd[day] - mean[day] * mean[day];
        sd[day] = std::isnan(variance) ? variance : std::sqrt(std::max(0.0, variance));
    }
    return sd;
}

/// How often the rules of a design's stages held. Only designs with stages have these columns.
/// @param totals  agents::DayTotals, const or not
template <class AnyDesign, class AnyTotals, class Visitor>
void visit_stages(AnyDesign& design, std::string const& folder, std::size_t lived,
                  AnyTotals& totals, Visitor& visitor) {
    if (design.stages.empty()) {
        return;
    }
    auto const at = folder + "/days/";
    core::Shape const by_stage{lived, design.stages.size()};
    visitor.column({at + "in_stage", by_stage, "people",
                    "active and in the stage; a column each of the design's stages"},
                   totals.in_stage);
    visitor.column({at + "entered_stage", by_stage, "people",
                    "of those in the stage, whom its rule let in on this day; as in_stage"},
                   totals.entered_stage);
    visitor.column({at + "switched_stage",
                    {lived},
                    "people",
                    "active and in another stage, or in none, than the day before"},
                   totals.switched_stage);
}

/// The totals of every day. @param totals  agents::DayTotals, const or not
template <class AnyRecord, class AnyTotals, class Visitor>
void visit_days(AnyRecord& record, std::string const& folder, AnyTotals& totals, Visitor& visitor) {
    auto const at = folder + "/days/";
    auto const lived = static_cast<std::size_t>(record.horizon_days) + 1;
    core::Shape const days{lived};
    core::Shape const by_component{lived, record.components.size()};
    visitor.column({at + "active", days, "people", "had not left when the day began"},
                   totals.active);
    visitor.column({at + "opened", days, "people", "had a session"}, totals.opened);
    visitor.column({at + "sessions", days, "sessions", "in all"}, totals.sessions);
    visitor.column({at + "failed_attempts", days, "attempts", "in all"}, totals.failed_attempts);
    visitor.column({at + "prompts", days, "prompts", "day-parts prompted, in all"}, totals.prompts);
    visitor.column({at + "prompts_answered", days, "prompts",
                    "of these, those with an attempt in their day-part"},
                   totals.prompts_answered);
    visitor.column({at + "left",
                    {lived, record.causes.size()},
                    "people",
                    "left at the end of the day; a column each of the scenario's causes"},
                   totals.left);
    visitor.sums({at + "distress_sum", days, "0 to 1", "sum over who is active"}, totals.distress);
    visitor.sums({at + "alliance_sum", days, "0 to 1", "sum over who is active"}, totals.alliance);
    visitor.sums({at + "alliance_squared_sum", days, "0 to 1", "sum of squares over who is active"},
                 totals.alliance_squared);
    visitor.sums({at + "components_sum", by_component, "0 to 1",
                  "sum over who is active; a column each of the scenario's components"},
                 totals.components);
    visitor.derived({at + "distress", days, "0 to 1", "mean over who is active; NaN: nobody is"},
                    [&] { return means_of(totals.distress, totals.active); });
    visitor.derived({at + "alliance", days, "0 to 1", "mean over who is active; NaN: nobody is"},
                    [&] { return means_of(totals.alliance, totals.active); });
    visitor.derived({at + "alliance_sd", days, "0 to 1",
                     "standard deviation over who is active; NaN: nobody is"},
                    [&] { return alliance_sd(totals); });
    visitor.derived(
        {at + "components", by_component, "0 to 1", "mean over who is active; NaN: nobody is"},
        [&] { return means_of(totals.components, totals.active); });
}

/// The counts of a design, where they are kept. @param design  DesignRecord, const or not
template <class AnyDesign, class Visitor>
void visit_counts(AnyDesign& design, std::string const& folder, Visitor& visitor) {
    auto const tell = [&](TallyColumn const& column, auto& counts) {
        visitor.column({folder + "/" + column.name, column.shape, column.unit, column.describes,
                        core::Storage::packed},
                       counts);
    };
    if (design.counts) {
        visit_design_tally(tell, *design.counts);
    }
    if (design.pairs) {
        visit_pair_tally(tell, *design.pairs);
    }
}

/// @param folder  of the design
template <class AnyRecord, class AnyDesign, class Visitor>
void visit_design(AnyRecord& record, std::string const& folder, AnyDesign& design,
                  Visitor& visitor) {
    visit_users(record, folder, design.outcomes, visitor);
    visit_days(record, folder, design.days, visitor);
    visit_stages(design, folder, static_cast<std::size_t>(record.horizon_days) + 1, design.days,
                 visitor);
    visit_counts(design, folder, visitor);
}

/// All columns of a record whose frame (names, users, days) is known.
template <class AnyRecord, class Visitor>
void visit_columns(AnyRecord& record, Visitor& visitor) {
    for (auto& instrument : record.instruments) {
        visitor.column({instrument_path(instrument.name) + "/days",
                        {instrument.days.size()},
                        "day",
                        "given at the end of these days"},
                       instrument.days);
    }
    visit_people(record, visitor);
    for (auto& design : record.designs) {
        visit_design(record, design_path(design.name), design, visitor);
    }
    for (std::size_t r = 0; r < record.more_replicates.size(); ++r) {
        for (auto& design : record.more_replicates[r]) {
            visit_design(record, replicate_path(r + 1, design.name), design, visitor);
        }
    }
}

} // namespace sim
