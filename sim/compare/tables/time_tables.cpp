#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/tables/headline.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

report::TextTable blank(Comparison const& comparison) {
    std::vector<report::TextTable::Column> heads{
        {"design"},
        {"median", report::Align::right},
        {fmt::format("mean of {:g} days", comparison.follow_up), report::Align::right},
        {"difference", report::Align::right},
        {"hazard ratio", report::Align::right},
        {"p (Holm)", report::Align::right},
        {"log-rank p", report::Align::right}};
    return report::TextTable(std::move(heads));
}

/// Difference in days, hazard ratio, its p, log-rank's p; the baseline has none.
std::vector<std::string> contrast_cells(Contrast const* contrast) {
    if (contrast == nullptr) {
        return {"baseline", "", "", ""};
    }
    auto const days = contrast->differences.once("restricted_mean");
    auto const& ratio = contrast->hazard_ratio.ratio;
    return {report::difference_text(days, report::decimals_to_tell(days, 1)),
            report::positive_text(ratio, report::decimals_to_tell(ratio, 2)),
            report::p_text(contrast->p_holm), report::p_text(contrast->log_rank.p)};
}

void add_rows(report::TextTable& table, Comparison const& comparison, GroupEstimates const& group) {
    for (auto const& design : group.designs) {
        std::vector<std::string> cells{
            below_heading(comparison.designs[design.design]),
            report::number_text(design.estimates.once("median").value, 0),
            report::positive_text(design.estimates.once("restricted_mean"), 1)};
        for (auto& cell : contrast_cells(contrast_of(group, design.design))) {
            cells.push_back(std::move(cell));
        }
        table.add_row(std::move(cells));
    }
}

} // namespace

std::string time_table(Comparison const& comparison, std::size_t width) {
    auto table = blank(comparison);
    add_rows(table, comparison, comparison.everybody);
    return titled(fmt::format("Days until they {}, against {}",
                              in_words(comparison.options.attrition), baseline_name(comparison)),
                  comparison, table, width);
}

std::string group_table(Comparison const& comparison, std::size_t width) {
    if (comparison.groups.empty()) {
        return {};
    }
    auto const& trait = comparison.groups.front().trait;
    auto table = blank(comparison);
    for (auto const& group : comparison.groups) {
        add_heading(table, fmt::format("{} {} ({} people)", group.trait, group.value,
                                       report::count_text(group.users)));
        add_rows(table, comparison, group);
    }
    return titled(
        fmt::format("Days until they {}, by {}", in_words(comparison.options.attrition), trait),
        comparison, table, width);
}

} // namespace sim
