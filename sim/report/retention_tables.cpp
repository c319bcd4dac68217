#include "sim/report/tables.hpp"

#include "sim/report/estimate_text.hpp"
#include "sim/report/headline.hpp"
#include "sim/report/table_parts.hpp"

#include <fmt/format.h>

#include <functional>

namespace sim {
namespace {

using EstimateText = std::function<std::string(analysis::Estimate const&)>;

/// A table with a column a day and a row a design, in groups.
class DayTable {
public:
    DayTable(Comparison const& comparison, std::string const& heading)
        : comparison_(comparison), table_(columns(comparison, heading)) {}

    /// A row for each design (or contrast) of the list: cells from series(measures), shape (days).
    template <class Verdicts, class Measured, class Series>
    void add_group(std::string const& label, Verdicts const& verdicts, Measured measured,
                   Series series, EstimateText const& text) {
        if (!table_.empty()) {
            table_.add_rule();
        }
        for (auto const& verdict : verdicts) {
            bool const first = &verdict == &verdicts.front();
            std::vector<std::string> cells{first ? label : "", comparison_.designs[verdict.design]};
            for (auto const& estimate : series(measured(verdict))) {
                cells.push_back(text(estimate));
            }
            table_.add_row(std::move(cells));
        }
    }

    [[nodiscard]] std::string str(std::string const& title) const {
        return titled(title, comparison_, table_);
    }

private:
    static std::vector<TextTable::Column> columns(Comparison const& comparison,
                                                  std::string const& heading) {
        std::vector<TextTable::Column> result{{heading}, {"design"}};
        for (int const day : comparison.judgement.days) {
            result.push_back({fmt::format("day {}", day), Align::right});
        }
        return result;
    }

    Comparison const& comparison_;
    TextTable table_;
};

constexpr std::array<std::string_view, read_outs.size()> read_out_labels{
    "opened it on, %", "last use on or after, %", "came back by, %", "days used by (mean)",
    "not left before, %"};

/// Adds the five read-outs and Kaplan-Meier under the chosen attrition.
template <class Verdicts, class Measured>
void add_retention(DayTable& table, Verdicts const& verdicts, Measured measured,
                   EstimateText const& share, EstimateText const& count) {
    for (std::size_t r = 0; r < read_outs.size(); ++r) {
        bool const counts = read_outs[r] == analysis::ReadOut::days_used;
        table.add_group(
            std::string(read_out_labels[r]), verdicts, measured,
            [r](Measures const& measures) -> auto const& { return measures.retention[r]; },
            counts ? count : share);
    }
    table.add_group(
        "Kaplan-Meier, %", verdicts, measured,
        [](Measures const& measures) -> auto const& { return measures.survival; }, share);
}

} // namespace

std::string retention_table(Comparison const& comparison) {
    DayTable table(comparison, "retention");
    add_retention(
        table, comparison.everybody.designs,
        [](DesignVerdict const& verdict) -> auto const& { return verdict.measures; }, percent_text,
        [](analysis::Estimate const& days) { return estimate_text(days, 2); });
    return table.str("Retention, read out in different ways (only Kaplan-Meier depends on the "
                     "definition of attrition)");
}

std::string retention_difference_table(Comparison const& comparison) {
    if (comparison.everybody.contrasts.empty()) {
        return {};
    }
    DayTable table(comparison, "difference");
    add_retention(
        table, comparison.everybody.contrasts,
        [](ContrastVerdict const& verdict) -> auto const& { return verdict.differences; },
        [](analysis::Estimate const& share) { return difference_text(share, 2, 100.0); },
        [](analysis::Estimate const& days) { return difference_text(days, 2); });
    return table.str(
        fmt::format("Retention, differences from {} (percentage points, days used in days)",
                    baseline_name(comparison)));
}

} // namespace sim
