#include "sim/compare/comparison.hpp"

#include "core/contract.hpp"
#include "report/options.hpp"
#include "sim/compare/contrast.hpp"
#include "sim/compare/counted_people.hpp"
#include "sim/compare/people.hpp"
#include "sim/compare/replicates.hpp"
#include "sim/compare/subgroups.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <tuple>

namespace sim {
namespace {

/// @param people  People or CountedPeople under it
template <class Source>
DesignEstimates design_of(std::size_t design, Source const& people, PartNames const& names) {
    return {.design = design,
            .estimates = estimates_of(people, names),
            .curve = people.attrition.survival};
}

/// The baseline is read once; of the variants one at a time is held in memory.
GroupEstimates compare_group(Record const& record, std::span<std::size_t const> users,
                             Comparison const& frame) {
    GroupEstimates group;
    group.users = users.size();
    auto const people_under = [&](std::size_t design) {
        return std::make_unique<People const>(record, record.designs[design].outcomes, users,
                                              frame.options, frame.follow_up);
    };
    auto const baseline = people_under(frame.options.baseline);
    for (std::size_t design = 0; design < record.designs.size(); ++design) {
        if (design == frame.options.baseline) {
            group.designs.push_back(design_of(design, *baseline, frame.names));
            continue;
        }
        auto const variant = people_under(design);
        group.designs.push_back(design_of(design, *variant, frame.names));
        group.contrasts.push_back(contrast_of(PairedPeople(*variant, *baseline), frame.names));
        group.contrasts.back().design = design;
    }
    adjust_for_many(group.contrasts);
    return group;
}

/// Everybody, from counts.
GroupEstimates compare_counts(Record const& record, Comparison const& frame) {
    HOLDFAST_EXPECT(frame.options.baseline == record.baseline);
    GroupEstimates everybody;
    everybody.users = record.users;
    for (std::size_t design = 0; design < record.designs.size(); ++design) {
        CountedPeople const people(record, design, frame.options, frame.follow_up);
        everybody.designs.push_back(design_of(design, people, frame.names));
        if (design != record.baseline) {
            everybody.contrasts.push_back(contrast_of(people, frame.names));
            everybody.contrasts.back().design = design;
        }
    }
    adjust_for_many(everybody.contrasts);
    return everybody;
}

/// Column s of a total by day and stage.
std::vector<std::int64_t> of_stage(std::vector<std::int64_t> const& totals, std::size_t s,
                                   std::size_t stages) {
    std::vector<std::int64_t> column;
    for (std::size_t at = s; at < totals.size(); at += stages) {
        column.push_back(totals[at]);
    }
    return column;
}

std::vector<PromptCourse> prompting_designs(Record const& record) {
    std::vector<PromptCourse> prompting;
    for (std::size_t d = 0; d < record.designs.size(); ++d) {
        auto const& days = record.designs[d].days;
        if (std::any_of(days.prompts.begin(), days.prompts.end(), [](auto n) { return n > 0; })) {
            prompting.push_back({d, days.prompts, days.prompts_answered});
        }
    }
    return prompting;
}

std::vector<StagedDesign> staged_designs(Record const& record) {
    std::vector<StagedDesign> staged;
    for (std::size_t d = 0; d < record.designs.size(); ++d) {
        auto const& [names, days] = std::tie(record.designs[d].stages, record.designs[d].days);
        if (names.empty()) {
            continue;
        }
        StagedDesign design{d, days.active, days.switched_stage, {}};
        for (std::size_t s = 0; s < names.size(); ++s) {
            design.stages.push_back({names[s], of_stage(days.in_stage, s, names.size()),
                                     of_stage(days.entered_stage, s, names.size())});
        }
        staged.push_back(std::move(design));
    }
    return staged;
}

/// What is known of the record before anything is estimated.
Comparison frame_of(Record const& record, CompareOptions const& options) {
    Comparison comparison;
    comparison.scenario = record.scenario;
    comparison.users = record.users;
    comparison.users_asked = record.users_asked;
    comparison.horizon_days = record.horizon_days;
    for (auto const& design : record.designs) {
        comparison.designs.push_back(design.name);
    }
    comparison.names = part_names(record, options.attrition);
    comparison.kept = record.kept;
    comparison.intervals =
        record.peers.empty() ? Intervals::over_people : Intervals::over_replicates;
    comparison.replicates = 1 + record.more_replicates.size();
    comparison.staggered = record.designs.front().outcomes.staggered;
    comparison.options = options;
    comparison.follow_up = report::follow_up(options.attrition, record.horizon_days);
    return comparison;
}

} // namespace

Comparison compare(Record const& record, CompareOptions const& options) {
    HOLDFAST_EXPECT(record.users > 0 && options.baseline < record.designs.size());
    auto comparison = frame_of(record, options);
    if (record.kept.counts) {
        comparison.everybody = compare_counts(record, comparison);
        return comparison;
    }
    std::vector<std::size_t> everybody(record.users);
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    comparison.prompting = prompting_designs(record);
    comparison.staged = staged_designs(record);
    auto const group_of = [&](std::span<std::size_t const> users) {
        return comparison.intervals == Intervals::over_people
                   ? compare_group(record, users, comparison)
                   : compare_over_replicates(record, users, comparison);
    };
    comparison.everybody = group_of(everybody);
    if (options.by) {
        auto const& trait = record.population.traits[*options.by];
        for (auto const& group : subgroups(trait)) {
            comparison.groups.push_back(group_of(group.users));
            comparison.groups.back().trait = trait.name;
            comparison.groups.back().value = group.value;
        }
    }
    return comparison;
}

} // namespace sim
