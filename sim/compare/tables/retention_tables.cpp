#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/recorded.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

#include <functional>

namespace sim {
namespace {

using EstimateText = std::function<std::string(analysis::Estimate const&)>;

/// The estimates of a design or a contrast at the days, shape (days).
using Series = std::function<std::vector<analysis::Estimate> const&(Measures const&)>;

Measures const& measures_of(DesignVerdict const& verdict) {
    return verdict.measures;
}
Measures const& measures_of(ContrastVerdict const& verdict) {
    return verdict.differences;
}

/// A column a day and a row a design, in groups of one read-out.
template <class Verdict>
class DayTable {
public:
    DayTable(Comparison const& comparison, std::vector<Verdict> const& verdicts)
        : comparison_(comparison), verdicts_(verdicts), table_(columns(comparison)) {}

    void add_group(std::string const& label, Series const& series, EstimateText const& text) {
        add_heading(table_, label);
        for (auto const& verdict : verdicts_) {
            std::vector<std::string> cells{below_heading(comparison_.designs[verdict.design])};
            for (auto const& estimate : series(measures_of(verdict))) {
                cells.push_back(text(estimate));
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
        for (int const day : comparison.judgement.days) {
            result.push_back({fmt::format("day {}", day), report::Align::right});
        }
        return result;
    }

    Comparison const& comparison_;
    std::vector<Verdict> const& verdicts_;
    report::TextTable table_;
};

/// Labels of the read-outs, in the order of `read_outs`.
constexpr std::array<char const*, read_outs.size()> labels{
    "opened the app on the day, %", "used it for the last time on the day or after, %",
    "came back by the day (used it on one of days 1 to N), %",
    "number of days used up to the day, mean", "had not left before the day, %"};

/// Adds the five read-outs, and Kaplan-Meier where it is not the last of them.
template <class Verdict>
void add_retention(DayTable<Verdict>& table, Comparison const& comparison,
                   EstimateText const& share, EstimateText const& count) {
    for (std::size_t r = 0; r < read_outs.size(); ++r) {
        if (!can_tell(comparison.kept, read_outs[r])) {
            continue;
        }
        bool const counts = read_outs[r] == analysis::ReadOut::days_used;
        table.add_group(
            labels[r], [r](Measures const& m) -> auto const& { return m.retention[r]; },
            counts ? count : share);
    }
    if (!std::holds_alternative<analysis::Left>(comparison.judgement.attrition)) {
        table.add_group(
            fmt::format("Kaplan-Meier under {}, %",
                        analysis::to_string(comparison.judgement.attrition)),
            [](Measures const& m) -> auto const& { return m.survival; }, share);
    }
}

} // namespace

std::string retention_table(Comparison const& comparison, std::size_t width) {
    DayTable table(comparison, comparison.everybody.designs);
    add_retention(table, comparison, report::percent_text,
                  [](analysis::Estimate const& days) { return report::positive_text(days, 2); });
    return table.str("Retention, read out in different ways", width);
}

std::string retention_difference_table(Comparison const& comparison, std::size_t width) {
    if (comparison.everybody.contrasts.empty()) {
        return {};
    }
    DayTable table(comparison, comparison.everybody.contrasts);
    add_retention(
        table, comparison,
        [](analysis::Estimate const& share) { return report::plus_minus_text(share, 2, 100.0); },
        [](analysis::Estimate const& days) { return report::plus_minus_text(days, 2); });
    return table.str(
        fmt::format(
            "Retention, differences from {} in percentage points or days, \u00b1 half the interval",
            baseline_name(comparison)),
        width);
}

} // namespace sim
