#include "sim/observed/interval_file.hpp"

#include "sim/observed/cells.hpp"

#include <fmt/format.h>

#include <limits>

namespace sim {
namespace {

bool is_infinite(std::string_view cell) {
    auto const text = core::trimmed(cell);
    return observed::is_missing(cell) || text == "Inf" || text == "inf";
}

/// Upper ends, infinite where nothing was seen.
std::vector<double> upper_ends(core::CsvTable const& table, std::size_t column,
                               std::vector<std::size_t> const& rows, core::Mistakes& mistakes) {
    std::vector<double> ends;
    for (auto const row : rows) {
        ends.push_back(
            is_infinite(table.cell(row, column))
                ? std::numeric_limits<double>::infinity()
                : observed::numbers(table, column, {row}, observed::not_negative, mistakes)
                      .front());
    }
    return ends;
}

void check_order(core::CsvTable const& table, std::size_t upper,
                 std::vector<std::size_t> const& rows, IntervalData const& data,
                 core::Mistakes& mistakes) {
    observed::ColumnMistakes told(table, upper, mistakes);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (data.table.right[i] < data.table.left[i]) {
            told.add(rows[i],
                     fmt::format("{} is below the lower end, {}", data.table.right[i],
                                 data.table.left[i]),
                     "the lower end or more; empty: never seen");
        }
    }
}

} // namespace

IntervalData read_intervals(core::CsvTable const& table, IntervalColumns const& columns,
                            core::Mistakes& mistakes) {
    IntervalData data;
    data.source = table.file();
    auto const lower = observed::find_column(table, columns.lower, mistakes);
    auto const upper = observed::find_column(table, columns.upper, mistakes);
    auto const group = observed::find_column(table, columns.group, mistakes);
    auto const weight = observed::find_column(table, columns.weight, mistakes);
    if (!mistakes.empty()) {
        return data;
    }
    std::vector<std::size_t> used{*lower};
    for (auto const& column : {group, weight}) {
        if (column) {
            used.push_back(*column);
        }
    }
    auto const rows = observed::complete_rows(table, used, columns.missing, mistakes);
    if (!mistakes.empty()) {
        return data;
    }
    data.rows_left_out = table.rows() - rows.size();
    data.table.left = observed::numbers(table, *lower, rows, observed::not_negative, mistakes);
    data.table.right = upper_ends(table, *upper, rows, mistakes);
    if (weight) {
        data.table.weight = observed::numbers(table, *weight, rows, observed::positive, mistakes);
    }
    check_order(table, *upper, rows, data, mistakes);
    data.groups = observed::grouping_of(table, group, rows, columns.baseline, mistakes);
    return data;
}

} // namespace sim
