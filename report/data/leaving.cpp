#include "report/data/leaving.hpp"

#include "report/data/cells.hpp"
#include "report/data/days.hpp"
#include "report/data/one_a_user.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace report::data {
namespace {

constexpr std::size_t most_causes = 64;

std::vector<std::string> words(core::CsvTable const& table, std::size_t column) {
    std::vector<std::string> of_row;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto const cell = table.cell(row, column);
        of_row.push_back(is_missing(cell) ? "" : canonical(cell));
    }
    return of_row;
}

/// Different words in ascending order, the empty one left out.
std::vector<std::string> different(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::erase(names, std::string());
    return names;
}

} // namespace

LeavingCauses causes_of_leaving(core::CsvTable const& table, std::optional<std::size_t> column,
                                std::vector<int> const& user_of_row,
                                std::vector<std::int32_t> const& left_day,
                                core::Mistakes& mistakes) {
    LeavingCauses causes{{}, std::vector<std::uint8_t>(left_day.size(), 0)};
    std::vector<std::string> of_user(left_day.size());
    if (column) {
        ColumnMistakes told(table, *column, mistakes);
        of_user =
            one_a_user(words(table, *column), user_of_row, left_day.size(), std::string(), told);
    }
    causes.names = different(of_user);
    if (causes.names.size() > most_causes) {
        mistakes.add({{table.file(), 0, 0},
                      table.header()[*column],
                      fmt::format("holds {} different causes", causes.names.size()),
                      fmt::format("at most {}", most_causes),
                      ""});
        causes.names.resize(most_causes);
    }
    bool untold = false;
    for (std::size_t user = 0; user < of_user.size(); ++user) {
        bool const known = !of_user[user].empty();
        untold = untold || (!known && left_day[user] != no_day_told);
        auto const at = std::lower_bound(causes.names.begin(), causes.names.end(), of_user[user]);
        causes.of_user[user] = static_cast<std::uint8_t>(
            known ? static_cast<std::size_t>(at - causes.names.begin()) : causes.names.size());
    }
    if (untold || causes.names.empty()) {
        causes.names.emplace_back("left");
    }
    return causes;
}

} // namespace report::data
