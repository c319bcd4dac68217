#include "sim/report/tables.hpp"

#include "sim/report/estimate_text.hpp"
#include "sim/report/headline.hpp"
#include "sim/report/table_parts.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

TextTable blank(Comparison const& comparison) {
    std::vector<TextTable::Column> heads{
        {"design"},
        {"median", Align::right},
        {fmt::format("mean of {:g} days", comparison.follow_up), Align::right},
        {"difference", Align::right},
        {"hazard ratio", Align::right},
        {"p (Holm)", Align::right},
        {"log-rank p", Align::right}};
    return TextTable(std::move(heads));
}

/// Difference in days, hazard ratio, its p, log-rank's p; the baseline has none.
std::vector<std::string> contrast_cells(ContrastVerdict const* contrast) {
    if (contrast == nullptr) {
        return {"baseline", "", "", ""};
    }
    auto const& days = contrast->differences.restricted_mean;
    auto const& ratio = contrast->hazard_ratio.ratio;
    return {difference_text(days, decimals_to_tell(days, 1)),
            positive_text(ratio, decimals_to_tell(ratio, 2)), p_text(contrast->p_holm),
            p_text(contrast->log_rank.p)};
}

void add_rows(TextTable& table, Comparison const& comparison, GroupVerdict const& group) {
    for (auto const& design : group.designs) {
        std::vector<std::string> cells{below_heading(comparison.designs[design.design]),
                                       number_text(design.median.value, 0),
                                       positive_text(design.measures.restricted_mean, 1)};
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
                              in_words(comparison.judgement.attrition), baseline_name(comparison)),
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
                                       count_text(group.users)));
        add_rows(table, comparison, group);
    }
    return titled(
        fmt::format("Days until they {}, by {}", in_words(comparison.judgement.attrition), trait),
        comparison, table, width);
}

} // namespace sim
