#include "report/data/event_file.hpp"

#include "core/text_file.hpp"
#include "report/data/cells.hpp"
#include "report/data/event_codes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <optional>

namespace report {
namespace {

using data::ColumnMistakes;

constexpr std::size_t most_groups = 64;

/// Indices of the columns that the user named.
struct Found {
    std::optional<std::size_t> time, event, entry, group, strata, weight, person;
    std::vector<std::size_t> covariates;

    [[nodiscard]] std::vector<std::size_t> all() const {
        std::vector<std::size_t> columns(covariates);
        for (auto const& column : {time, event, entry, group, strata, weight, person}) {
            if (column) {
                columns.push_back(*column);
            }
        }
        return columns;
    }
};

/// One table's reading; every step tells its own mistakes.
class EventReader {
public:
    EventReader(core::CsvTable const& table, EventColumns const& columns, core::Mistakes& mistakes)
        : table_(table), columns_(columns), mistakes_(mistakes) {}

    EventData read() {
        data_.source = table_.file();
        find_columns();
        if (mistakes_.empty()) {
            rows_ = data::complete_rows(table_, found_.all(), columns_.missing, mistakes_);
            data_.rows_left_out = table_.rows() - rows_.size();
        }
        if (mistakes_.empty()) {
            read_times();
            read_events();
            data_.groups = grouping(found_.group, columns_.baseline);
            data_.strata = data::grouping_of(table_, found_.strata, rows_, "", mistakes_,
                                             data::Division::strata);
            read_covariates();
        }
        return std::move(data_);
    }

private:
    std::optional<std::size_t> find(std::string const& name) {
        return data::find_column(table_, name, mistakes_);
    }

    void find_columns() {
        found_.time = find(columns_.time);
        found_.event = find(columns_.event);
        found_.entry = find(columns_.entry);
        found_.group = find(columns_.group);
        found_.strata = find(columns_.strata);
        found_.weight = find(columns_.weight);
        found_.person = find(columns_.person);
        for (auto const& name : columns_.covariates) {
            if (auto const column = find(name)) {
                found_.covariates.push_back(*column);
            }
        }
    }

    void read_times() {
        auto& table = data_.table;
        table.time = numbers(*found_.time, data::not_negative);
        if (found_.weight) {
            table.weight = numbers(*found_.weight, data::positive);
        }
        if (found_.entry) {
            table.entry = numbers(*found_.entry, data::not_negative);
            check_entries();
        }
        if (found_.person) {
            table.cluster = data::levels(table_, *found_.person, rows_).of;
            data_.clusters = Clusters::people;
        }
    }

    std::vector<double> numbers(std::size_t column, data::NumberRange const& range) {
        return data::numbers(table_, column, rows_, range, mistakes_);
    }

    void check_entries() {
        ColumnMistakes told(table_, *found_.entry, mistakes_);
        auto const& table = data_.table;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (table.entry[i] >= table.time[i]) {
                told.add(
                    rows_[i],
                    fmt::format("{} is not before the time, {}", table.entry[i], table.time[i]),
                    fmt::format("below {}", columns_.time));
            }
        }
    }

    void read_events() {
        auto const codes = data::levels(table_, *found_.event, rows_);
        auto const decided = data::event_codes(codes, columns_, table_, mistakes_);
        if (!decided) {
            return;
        }
        data_.causes = decided->causes;
        data_.table.causes = static_cast<int>(decided->causes.size());
        for (auto const level : codes.of) {
            data_.table.status.push_back(decided->status_of_level[static_cast<std::size_t>(level)]);
        }
        if (!decided->note.empty()) {
            data_.notes.push_back(decided->note);
        }
    }

    NamedGroups grouping(std::optional<std::size_t> column, std::string const& first) {
        return data::grouping_of(table_, column, rows_, first, mistakes_);
    }

    void read_covariates() {
        std::vector<std::vector<double>> columns;
        for (auto const column : found_.covariates) {
            auto const levels = data::levels(table_, column, rows_);
            auto const& name = table_.header()[column];
            if (levels.all_numbers) {
                columns.push_back(numbers(column, data::any_number));
                data_.covariates.names.push_back(name);
            } else {
                add_indicators(levels, name, columns);
            }
        }
        auto& values = data_.covariates.values;
        values.resize(static_cast<Eigen::Index>(rows_.size()),
                      static_cast<Eigen::Index>(columns.size()));
        for (std::size_t c = 0; c < columns.size(); ++c) {
            values.col(static_cast<Eigen::Index>(c)) = Eigen::Map<Eigen::VectorXd const>(
                columns[c].data(), static_cast<Eigen::Index>(rows_.size()));
        }
    }

    /// 0 and 1 for each level but the first.
    void add_indicators(data::Levels const& levels, std::string const& name,
                        std::vector<std::vector<double>>& columns) {
        if (levels.names.size() > most_groups) {
            mistakes_.add({{table_.file(), 0, 0},
                           name,
                           fmt::format("holds {} different texts", levels.names.size()),
                           fmt::format("numbers, or at most {} texts", most_groups),
                           ""});
            return;
        }
        for (std::size_t level = 1; level < levels.names.size(); ++level) {
            std::vector<double> indicator;
            indicator.reserve(levels.of.size());
            for (auto const of : levels.of) {
                indicator.push_back(of == static_cast<int>(level) ? 1 : 0);
            }
            columns.push_back(std::move(indicator));
            data_.covariates.names.push_back(fmt::format("{}: {}", name, levels.names[level]));
        }
    }

    core::CsvTable const& table_;
    EventColumns const& columns_;
    core::Mistakes& mistakes_;
    Found found_;
    std::vector<std::size_t> rows_;
    EventData data_;
};

} // namespace

EventData read_events(core::CsvTable const& table, EventColumns const& columns,
                      core::Mistakes& mistakes) {
    return EventReader(table, columns, mistakes).read();
}

} // namespace report
