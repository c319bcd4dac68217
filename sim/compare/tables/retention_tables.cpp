#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

#include <functional>

namespace sim {
namespace {

using EstimateText = std::function<std::string(analysis::Estimate const&, Format const&)>;

Estimates const& estimates_of(DesignEstimates const& design) {
    return design.estimates;
}
Estimates const& estimates_of(Contrast const& contrast) {
    return contrast.differences;
}

/// A column a day and a row a design, in groups of one read-out.
/// @param Row  DesignEstimates or Contrast
template <class Row>
class DayTable {
public:
    DayTable(Comparison const& comparison, std::vector<Row> const& rows)
        : comparison_(comparison), rows_(rows), table_(columns(comparison)) {}

    void add(Measure const& measure, std::string const& label, EstimateText const& text) {
        add_heading(table_, label);
        for (auto const& row : rows_) {
            std::vector<std::string> cells{below_heading(comparison_.designs[row.design])};
            for (auto const& at : estimates_of(row).of(measure.name)) {
                cells.push_back(text(at.estimate, measure.format));
            }
            table_.add_row(std::move(cells));
        }
    }

    [[nodiscard]] std::string str(std::string const& title, std::size_t width) const {
        return titled(title, comparison_, table_, width);
    }

private:
    static std::vector<report::TextTable::Column> columns(Comparison const& comparison) {
        std::vector<report::TextTable::Column> result{{"design"}};
        for (int const day : comparison.options.days) {
            result.push_back({fmt::format("day {}", day), report::Align::right});
        }
        return result;
    }

    Comparison const& comparison_;
    std::vector<Row> const& rows_;
    report::TextTable table_;
};

/// Adds the meanings of retention, and Kaplan-Meier where it is not the last of them.
template <class Row>
void add_retention(DayTable<Row>& table, Comparison const& comparison, EstimateText const& text) {
    auto const& attrition = comparison.options.attrition;
    bool const left = std::holds_alternative<analysis::Left>(attrition);
    for (auto const& measure : measures()) {
        bool const of_attrition = measure.name == "survival";
        if (measure.table != InTable::retention ||
            !comparison.everybody.designs.front().estimates.has(measure.name) ||
            (of_attrition && left)) {
            continue;
        }
        table.add(measure,
                  of_attrition
                      ? fmt::format("Kaplan-Meier under {}, %", analysis::to_string(attrition))
                      : std::string(measure.heading),
                  text);
    }
}

} // namespace

std::string retention_table(Comparison const& comparison, std::size_t width) {
    DayTable table(comparison, comparison.everybody.designs);
    add_retention(table, comparison, [](analysis::Estimate const& estimate, Format const& format) {
        return format.scale == 1.0 ? report::positive_text(estimate, format.decimals)
                                   : report::percent_text(estimate);
    });
    return table.str("Retention, by five definitions", width);
}

std::string retention_difference_table(Comparison const& comparison, std::size_t width) {
    if (comparison.everybody.contrasts.empty()) {
        return {};
    }
    DayTable table(comparison, comparison.everybody.contrasts);
    add_retention(table, comparison, [](analysis::Estimate const& estimate, Format const& format) {
        return report::plus_minus_text(estimate, format.decimals, format.scale);
    });
    return table.str(
        fmt::format(
            "Retention, differences from {} in percentage points or days, \u00b1 half the interval",
            baseline_name(comparison)),
        width);
}

} // namespace sim
