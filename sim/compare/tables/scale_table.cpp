#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sim {
namespace {

/// A number of people; a mean over replicates has decimals and limits.
std::string people_text(analysis::Estimate const& estimate) {
    double const whole = std::round(estimate.value);
    return whole == estimate.value && std::isnan(estimate.low)
               ? report::count_text(static_cast<std::size_t>(whole))
               : report::estimate_text(estimate, 1);
}

report::TextTable empty_table() {
    std::vector<report::TextTable::Column> columns{{"design"}};
    for (auto const& measure : measures()) {
        if (measure.table == InTable::scales) {
            columns.push_back({std::string(measure.heading), report::Align::right});
        }
    }
    return report::TextTable(std::move(columns));
}

void add_row(report::TextTable& table, Comparison const& comparison, DesignEstimates const& design,
             std::size_t scale, std::size_t k) {
    std::vector<std::string> cells{below_heading(comparison.designs[design.design])};
    for (auto const& measure : measures()) {
        if (measure.table == InTable::scales) {
            auto const& estimate = design.estimates.of(measure.name, scale)[k].estimate;
            cells.push_back(measure.unit == "people"
                                ? people_text(estimate)
                                : report::estimate_text(estimate, measure.format.decimals));
        }
    }
    table.add_row(std::move(cells));
}

} // namespace

std::string scale_table(Comparison const& comparison, std::size_t width) {
    auto const& designs = comparison.everybody.designs;
    auto const& scores = designs.front().estimates;
    auto table = empty_table();
    for (std::size_t scale = 0; scale < comparison.names.scales.size(); ++scale) {
        auto const& series = scores.of("score", scale);
        for (std::size_t k = 0; k < series.size(); ++k) {
            add_heading(table,
                        fmt::format("{}, day {}", comparison.names.scales[scale], *series[k].day));
            for (auto const& design : designs) {
                add_row(table, comparison, design, scale, k);
            }
        }
    }
    return table.empty() ? std::string()
                         : titled("Questionnaires, answered only by those who still used the app",
                                  comparison, table, width);
}

} // namespace sim
