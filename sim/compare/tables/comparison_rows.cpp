#include "sim/compare/tables/comparison_rows.hpp"

#include "sim/compare/recorded.hpp"

#include <cmath>

namespace sim {
namespace {

/// Collects the rows of one design or one contrast of one group.
class Rows {
public:
    Rows(std::vector<ComparisonRow>& rows, ComparisonRow base)
        : rows_(rows), base_(std::move(base)) {}

    void add(std::string quantity, analysis::Estimate const& estimate, std::string of = {},
             std::optional<double> day = {}, double p = analysis::undefined) {
        rows_.push_back(base_);
        auto& row = rows_.back();
        row.quantity = std::move(quantity);
        row.estimate = estimate;
        row.of = std::move(of);
        row.day = day;
        row.p = p;
    }

private:
    std::vector<ComparisonRow>& rows_;
    ComparisonRow base_;
};

void add_measures(Rows& rows, Comparison const& comparison, Measures const& measures) {
    auto const& days = comparison.judgement.days;
    for (std::size_t r = 0; r < read_outs.size(); ++r) {
        if (!can_tell(comparison.kept, read_outs[r])) {
            continue;
        }
        for (std::size_t k = 0; k < days.size(); ++k) {
            rows.add(std::string(read_out_names[r]), measures.retention[r][k], {}, days[k]);
        }
    }
    for (std::size_t k = 0; k < days.size(); ++k) {
        rows.add("survival", measures.survival[k], {}, days[k]);
    }
    for (std::size_t cause = 0; cause < comparison.causes.size(); ++cause) {
        for (std::size_t k = 0; k < days.size(); ++k) {
            rows.add("incidence", measures.incidence[cause][k], comparison.causes[cause], days[k]);
        }
    }
    rows.add("restricted_mean", measures.restricted_mean, {}, comparison.follow_up);
    auto const can = [&](agents::Recorded group) { return can_tell(comparison.kept, group); };
    if (can(agents::Recorded::use) && can(agents::Recorded::leaving)) {
        rows.add("open_rate", measures.open_rate);
    }
    if (can(agents::Recorded::distress)) {
        rows.add("distress_change", measures.distress_change);
    }
    if (can(agents::Recorded::alliance)) {
        rows.add("alliance_end", measures.alliance_end);
    }
    bool const components = can(agents::Recorded::components);
    for (std::size_t j = 0; j < comparison.components.size() && components; ++j) {
        rows.add("component_end", measures.components_end[j], comparison.components[j]);
    }
}

void add_design(Rows& rows, Comparison const& comparison, DesignVerdict const& design) {
    add_measures(rows, comparison, design.measures);
    rows.add("median", design.median);
    if (can_tell(comparison.kept, agents::Recorded::distress)) {
        rows.add("distress_start", design.distress_start);
    }
    for (auto const& score : design.instruments) {
        rows.add("instrument_mean", score.mean, comparison.instruments[score.instrument],
                 score.day);
    }
}

void add_contrast(Rows& rows, Comparison const& comparison, ContrastVerdict const& contrast) {
    add_measures(rows, comparison, contrast.differences);
    rows.add("hazard_ratio", contrast.hazard_ratio.ratio, {}, {}, contrast.hazard_ratio.p);
    rows.add("hazard_ratio_holm", contrast.hazard_ratio.ratio, {}, {}, contrast.p_holm);
    analysis::Estimate log_rank;
    log_rank.value = contrast.log_rank.chi_squared;
    rows.add("log_rank_chi_squared", log_rank, {}, {}, contrast.log_rank.p);
}

void add_group(std::vector<ComparisonRow>& rows, Comparison const& comparison,
               GroupVerdict const& group) {
    ComparisonRow base;
    base.trait = group.trait;
    base.group = group.value;
    for (auto const& design : group.designs) {
        base.design = comparison.designs[design.design];
        Rows of_design(rows, base);
        add_design(of_design, comparison, design);
    }
    base.contrast_with = comparison.designs[comparison.judgement.baseline];
    for (auto const& contrast : group.contrasts) {
        base.design = comparison.designs[contrast.design];
        Rows of_contrast(rows, base);
        add_contrast(of_contrast, comparison, contrast);
    }
}

/// What was asked for beside, each measure as SECTION.MEASURE.
void add_section(std::vector<ComparisonRow>& rows, report::Section const& section) {
    for (auto const& finding : section.findings) {
        ComparisonRow row;
        row.design = finding.group;
        row.contrast_with = finding.against;
        row.of = finding.of;
        row.day = std::isnan(finding.at) ? std::nullopt : std::optional(finding.at);
        for (std::size_t m = 0; m < section.measures.size(); ++m) {
            row.quantity = section.name + "." + section.measures[m].name;
            row.estimate = finding.values[m];
            rows.push_back(row);
        }
    }
}

} // namespace

std::vector<ComparisonRow> comparison_rows(Comparison const& comparison) {
    std::vector<ComparisonRow> rows;
    add_group(rows, comparison, comparison.everybody);
    for (auto const& group : comparison.groups) {
        add_group(rows, comparison, group);
    }
    for (auto const& section : comparison.asked) {
        add_section(rows, section);
    }
    return rows;
}

} // namespace sim
