#include "sim/compare/contrast_verdict.hpp"

#include "analysis/contrasts/paired_mean.hpp"
#include "analysis/multiplicity.hpp"
#include "sim/compare/paired_shares.hpp"
#include "sim/compare/recorded.hpp"

namespace sim {
namespace {

void contrast_attrition(ContrastVerdict& verdict, analysis::EventTable const& variant,
                        analysis::EventTable const& baseline, Judgement const& judgement,
                        double follow_up) {
    auto const level = judgement.level;
    verdict.log_rank = analysis::log_rank(variant, baseline);
    verdict.hazard_ratio =
        analysis::hazard_ratio(variant, baseline, analysis::Pairing::same_people, level);
    verdict.differences.restricted_mean = analysis::restricted_mean_difference(
        variant, baseline, follow_up, analysis::Pairing::same_people, level);
    auto paired = paired_incidence(variant, baseline, judgement.days, follow_up, level);
    verdict.differences.survival = std::move(paired.survival);
    verdict.differences.incidence = std::move(paired.incidence);
}

} // namespace

ContrastVerdict judge_contrast(Record const& record, std::size_t design,
                               Observations const& variant, Observations const& baseline,
                               std::span<std::size_t const> users, Judgement const& judgement,
                               double follow_up) {
    auto const level = judgement.level;
    ContrastVerdict verdict;
    verdict.design = design;
    auto& differences = verdict.differences;
    contrast_attrition(verdict, variant.attrition, baseline.attrition, judgement, follow_up);
    auto const usage = usage_of(record.designs[design].outcomes);
    auto const usage_baseline = usage_of(record.designs[judgement.baseline].outcomes);
    for (std::size_t r = 0; r < read_outs.size(); ++r) {
        if (!can_tell(record.kept, read_outs[r])) {
            differences.retention[r].resize(judgement.days.size());
            continue;
        }
        for (int const day : judgement.days) {
            differences.retention[r].push_back(analysis::paired_retention_difference(
                usage, usage_baseline, users, read_outs[r], day, level));
        }
    }
    differences.open_rate =
        analysis::paired_mean_difference(variant.open_rate, baseline.open_rate, level);
    differences.distress_change =
        analysis::paired_mean_difference(variant.distress_change, baseline.distress_change, level);
    differences.alliance_end =
        analysis::paired_mean_difference(variant.alliance_end, baseline.alliance_end, level);
    for (std::size_t j = 0; j < variant.components_end.size(); ++j) {
        differences.components_end.push_back(analysis::paired_mean_difference(
            variant.components_end[j], baseline.components_end[j], level));
    }
    return verdict;
}

void adjust_for_many(std::vector<ContrastVerdict>& contrasts) {
    std::vector<double> p_values;
    for (auto const& contrast : contrasts) {
        p_values.push_back(contrast.hazard_ratio.p);
    }
    auto const adjusted = analysis::holm(p_values);
    for (std::size_t i = 0; i < contrasts.size(); ++i) {
        contrasts[i].p_holm = adjusted[i];
    }
}

} // namespace sim
