#include "report/data/interval_file.hpp"

#include "report/data/cells.hpp"

#include <fmt/format.h>

#include <limits>

namespace report {
namespace {

bool is_infinite(std::string_view cell) {
    auto const text = core::trimmed(cell);
    return data::is_missing(cell) || text == "Inf" || text == "inf";
}

/// Upper ends, infinite where nothing was seen.
std::vector<double> upper_ends(core::CsvTable const& table, std::size_t column,
                               std::vector<std::size_t> const& rows, core::Mistakes& mistakes) {
    std::vector<double> ends;
    for (auto const row : rows) {
        ends.push_back(
            is_infinite(table.cell(row, column))
                ? std::numeric_limits<double>::infinity()
                : data::numbers(table, column, {row}, data::not_negative, mistakes).front());
    }
    return ends;
}

void check_order(core::CsvTable const& table, std::size_t upper,
                 std::vector<std::size_t> const& rows, IntervalData const& data,
                 core::Mistakes& mistakes) {
    data::ColumnMistakes told(table, upper, mistakes);
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
    auto const lower = data::find_column(table, columns.lower, mistakes);
    auto const upper = data::find_column(table, columns.upper, mistakes);
    auto const group = data::find_column(table, columns.group, mistakes);
    auto const weight = data::find_column(table, columns.weight, mistakes);
    if (!mistakes.empty()) {
        return data;
    }
    std::vector<std::size_t> used{*lower};
    for (auto const& column : {group, weight}) {
        if (column) {
            used.push_back(*column);
        }
    }
    auto const rows = data::complete_rows(table, used, columns.missing, mistakes);
    if (!mistakes.empty()) {
        return data;
    }
    data.rows_left_out = table.rows() - rows.size();
    data.table.left = data::numbers(table, *lower, rows, data::not_negative, mistakes);
    data.table.right = upper_ends(table, *upper, rows, mistakes);
    if (weight) {
        data.table.weight = data::numbers(table, *weight, rows, data::positive, mistakes);
    }
    check_order(table, *upper, rows, data, mistakes);
    data.groups = data::grouping_of(table, group, rows, columns.baseline, mistakes);
    return data;
}

} // namespace report
