#include "report/data/columns.hpp"

#include "report/data/cells.hpp"

namespace report::data {

std::optional<std::size_t> find_column(core::CsvTable const& table, std::string const& name,
                                       core::Mistakes& mistakes) {
    return name.empty() ? std::nullopt : table.column(name, mistakes);
}

std::vector<std::size_t> complete_rows(core::CsvTable const& table,
                                       std::vector<std::size_t> const& columns, Missing missing,
                                       core::Mistakes& mistakes) {
    if (table.rows() == 0) {
        mistakes.add({{table.file(), 0, 0}, "", "holds no rows", "", ""});
        return {};
    }
    std::vector<char> keep(table.rows(), 1);
    for (auto const column : columns) {
        ColumnMistakes told(table, column, mistakes);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (!is_missing(table.cell(row, column))) {
                continue;
            }
            keep[row] = 0;
            if (missing == Missing::refuse) {
                told.add(row, "is missing", "--missing drop leaves such rows out");
            }
        }
    }
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < keep.size(); ++row) {
        if (keep[row] != 0) {
            rows.push_back(row);
        }
    }
    if (rows.empty() && mistakes.empty()) {
        mistakes.add({{table.file(), 0, 0}, "", "no row is complete", "", ""});
    }
    return rows;
}

NamedGroups grouping_of(core::CsvTable const& table, std::optional<std::size_t> column,
                        std::vector<std::size_t> const& rows, std::string const& first,
                        core::Mistakes& mistakes, Division division) {
    if (!column) {
        return {{{}, 1}, {""}, ""};
    }
    auto found = levels(table, *column, rows);
    if (division == Division::compared) {
        limit_groups(found, table, *column, mistakes);
    }
    put_first(found, first, table, *column, mistakes);
    auto const count = found.names.size();
    return {{std::move(found.of), count}, std::move(found.names), table.header()[*column]};
}

} // namespace report::data
