#include "sim/report/tables.hpp"

#include "sim/report/estimate_text.hpp"
#include "sim/report/headline.hpp"
#include "sim/report/table_parts.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

std::string days_text(analysis::Estimate const& days) {
    return estimate_text(days, 1);
}

/// Cells of a contrast: difference in days, hazard ratio, its p, log-rank's p; "baseline" and
/// blanks for none.
std::vector<std::string> contrast_cells(ContrastVerdict const* contrast) {
    if (contrast == nullptr) {
        return {"baseline", "", "", ""};
    }
    return {difference_text(contrast->differences.restricted_mean, 1),
            estimate_text(contrast->hazard_ratio.ratio, 2), p_text(contrast->p_holm),
            p_text(contrast->log_rank.p)};
}

TextTable time_table_head(Comparison const& comparison, std::string const& first) {
    return TextTable({{first},
                      {"design"},
                      {"median", Align::right},
                      {fmt::format("mean of {:g} days", comparison.follow_up), Align::right},
                      {"difference", Align::right},
                      {"hazard ratio", Align::right},
                      {"p (Holm)", Align::right},
                      {"log-rank p", Align::right}});
}

void add_time_rows(TextTable& table, Comparison const& comparison, GroupVerdict const& group,
                   std::string const& label) {
    for (auto const& design : group.designs) {
        bool const first = &design == &group.designs.front();
        std::vector<std::string> cells{first ? label : "", comparison.designs[design.design],
                                       number_text(design.median.value, 0),
                                       days_text(design.measures.restricted_mean)};
        for (auto& cell : contrast_cells(contrast_of(group, design.design))) {
            cells.push_back(std::move(cell));
        }
        table.add_row(std::move(cells));
    }
}

} // namespace

std::string time_table(Comparison const& comparison) {
    auto table = time_table_head(comparison, "people");
    add_time_rows(table, comparison, comparison.everybody, "everybody");
    return titled(fmt::format("Days until they {}, against {}",
                              in_words(comparison.judgement.attrition), baseline_name(comparison)),
                  comparison, table);
}

std::string group_table(Comparison const& comparison) {
    if (comparison.groups.empty()) {
        return {};
    }
    auto const& trait = comparison.groups.front().trait;
    auto table = time_table_head(comparison, trait);
    for (auto const& group : comparison.groups) {
        if (&group != &comparison.groups.front()) {
            table.add_rule();
        }
        add_time_rows(table, comparison, group,
                      fmt::format("{} (n = {})", group.value, count_text(group.users)));
    }
    return titled(fmt::format("By {}", trait), comparison, table);
}

} // namespace sim
