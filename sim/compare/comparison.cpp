#include "sim/compare/comparison.hpp"

#include "core/contract.hpp"
#include "report/options.hpp"
#include "sim/compare/contrast_verdict.hpp"
#include "sim/compare/count_verdict.hpp"
#include "sim/compare/design_verdict.hpp"
#include "sim/compare/observations.hpp"
#include "sim/compare/replicates.hpp"
#include "sim/compare/subgroups.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace sim {
namespace {

/// The baseline is observed once; of the variants one at a time is held in memory.
GroupVerdict judge_group(Record const& record, std::span<std::size_t const> users,
                         Judgement const& judgement, double follow_up) {
    GroupVerdict group;
    group.users = users.size();
    auto const observe_design = [&](std::size_t design) {
        return observe(record.designs[design].outcomes, judgement.attrition, record.causes.size(),
                       users);
    };
    auto const judge = [&](std::size_t design, Observations const& seen) {
        auto verdict = judge_design(record, record.designs[design].outcomes, seen, users, judgement,
                                    follow_up);
        verdict.design = design;
        return verdict;
    };
    auto const baseline = observe_design(judgement.baseline);
    for (std::size_t design = 0; design < record.designs.size(); ++design) {
        if (design == judgement.baseline) {
            group.designs.push_back(judge(design, baseline));
            continue;
        }
        auto const variant = observe_design(design);
        group.designs.push_back(judge(design, variant));
        group.contrasts.push_back(
            judge_contrast(record, design, variant, baseline, users, judgement, follow_up));
    }
    adjust_for_many(group.contrasts);
    return group;
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

/// What the report needs to know of the record.
Comparison frame(Record const& record, Judgement const& judgement) {
    Comparison comparison;
    comparison.scenario = record.scenario;
    comparison.users = record.users;
    comparison.users_asked = record.users_asked;
    comparison.horizon_days = record.horizon_days;
    for (auto const& design : record.designs) {
        comparison.designs.push_back(design.name);
    }
    comparison.components = record.components;
    comparison.causes = record.causes;
    if (!std::holds_alternative<analysis::Left>(judgement.attrition)) {
        comparison.causes.emplace_back("lapsed");
    }
    for (auto const& instrument : record.instruments) {
        comparison.instruments.push_back(instrument.name);
    }
    comparison.kept = record.kept;
    comparison.intervals =
        record.peers.empty() ? Intervals::over_people : Intervals::over_replicates;
    comparison.replicates = 1 + record.more_replicates.size();
    comparison.staggered = record.designs.front().outcomes.staggered;
    comparison.judgement = judgement;
    comparison.follow_up = report::follow_up(judgement.attrition, record.horizon_days);
    return comparison;
}

} // namespace

Comparison compare(Record const& record, Judgement const& judgement) {
    HOLDFAST_EXPECT(record.users > 0 && judgement.baseline < record.designs.size());
    auto comparison = frame(record, judgement);
    if (record.kept.counts) {
        comparison.everybody = judge_counts(record, judgement, comparison.follow_up);
        return comparison;
    }
    std::vector<std::size_t> everybody(record.users);
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    comparison.prompting = prompting_designs(record);
    comparison.staged = staged_designs(record);
    auto const judge = [&](std::span<std::size_t const> users) {
        return comparison.intervals == Intervals::over_people
                   ? judge_group(record, users, judgement, comparison.follow_up)
                   : judge_over_replicates(record, users, judgement, comparison.follow_up);
    };
    comparison.everybody = judge(everybody);
    if (judgement.by) {
        auto const& trait = record.population.traits[*judgement.by];
        for (auto const& group : subgroups(trait)) {
            comparison.groups.push_back(judge(group.users));
            comparison.groups.back().trait = trait.name;
            comparison.groups.back().value = group.value;
        }
    }
    return comparison;
}

} // namespace sim
