#include "sim/compare/tables/comparison_rows.hpp"

#include <cmath>

namespace sim {
namespace {

/// Collects the rows of one design or one contrast of one group.
class Rows {
public:
    Rows(std::vector<ComparisonRow>& rows, ComparisonRow base)
        : rows_(rows), base_(std::move(base)) {}

    void add(std::string measure, analysis::Estimate const& estimate, std::string of = {},
             std::optional<double> day = {}, double p = analysis::undefined) {
        rows_.push_back(base_);
        auto& row = rows_.back();
        row.measure = std::move(measure);
        row.estimate = estimate;
        row.of = std::move(of);
        row.day = day;
        row.p = p;
    }

private:
    std::vector<ComparisonRow>& rows_;
    ComparisonRow base_;
};

void add_estimates(Rows& rows, Comparison const& comparison, Estimates const& estimates) {
    for (std::size_t m = 0; m < measures().size(); ++m) {
        auto const& measure = measures()[m];
        auto const& names = comparison.names.of(measure.breakdown);
        auto const& parts = estimates.series()[m];
        for (std::size_t part = 0; part < parts.size(); ++part) {
            for (auto const& [day, estimate] : parts[part]) {
                rows.add(std::string(measure.name), estimate, names.empty() ? "" : names[part],
                         day);
            }
        }
    }
}

void add_contrast(Rows& rows, Comparison const& comparison, Contrast const& contrast) {
    add_estimates(rows, comparison, contrast.differences);
    rows.add("hazard_ratio", contrast.hazard_ratio.ratio, {}, {}, contrast.hazard_ratio.p);
    rows.add("hazard_ratio_holm", contrast.hazard_ratio.ratio, {}, {}, contrast.p_holm);
    analysis::Estimate log_rank;
    log_rank.value = contrast.log_rank.chi_squared;
    rows.add("log_rank_chi_squared", log_rank, {}, {}, contrast.log_rank.p);
}

void add_group(std::vector<ComparisonRow>& rows, Comparison const& comparison,
               GroupEstimates const& group) {
    ComparisonRow base;
    base.trait = group.trait;
    base.group = group.value;
    for (auto const& design : group.designs) {
        base.design = comparison.designs[design.design];
        Rows of_design(rows, base);
        add_estimates(of_design, comparison, design.estimates);
    }
    base.contrast_with = comparison.designs[comparison.options.baseline];
    for (auto const& contrast : group.contrasts) {
        base.design = comparison.designs[contrast.design];
        Rows of_contrast(rows, base);
        add_contrast(of_contrast, comparison, contrast);
    }
}

/// What was asked for beside it, each measure as SECTION.MEASURE.
void add_section(std::vector<ComparisonRow>& rows, report::Section const& section) {
    for (auto const& finding : section.findings) {
        ComparisonRow row;
        row.design = finding.group;
        row.contrast_with = finding.against;
        row.of = finding.of;
        row.day = std::isnan(finding.at) ? std::nullopt : std::optional(finding.at);
        for (std::size_t m = 0; m < section.measures.size(); ++m) {
            row.measure = section.name + "." + section.measures[m].name;
            row.estimate = finding.values[m];
            rows.push_back(row);
        }
    }
}

} // namespace

std::vector<ComparisonRow> comparison_rows(CompareReport const& report) {
    auto const& comparison = report.comparison;
    std::vector<ComparisonRow> rows;
    add_group(rows, comparison, comparison.everybody);
    for (auto const& group : comparison.groups) {
        add_group(rows, comparison, group);
    }
    for (auto const& section : report.sections) {
        add_section(rows, section);
    }
    return rows;
}

} // namespace sim
