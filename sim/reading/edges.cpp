#include "sim/reading/edges.hpp"

#include "core/csv.hpp"
#include "core/text_file.hpp"
#include "sim/reading/people.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sim::reading {

namespace {

using core::CsvTable;
using core::schema::Cursor;

/// Mistakes of one sort: the first ones by place, then how many there are.
class Told {
public:
    Told(CsvTable const& table, Cursor const& named, std::string of)
        : table_(table), named_(named), of_(std::move(of)) {}

    void add(std::size_t row, std::size_t column, std::string what, std::string allowed) {
        if (++count_ <= most) {
            named_.mistakes().add({table_.place(row, column), table_.header()[column],
                                   std::move(what), std::move(allowed), ""});
        }
    }
    void sum_up() const {
        if (count_ > most) {
            named_.mistakes().add(
                {{table_.file(), 0, 0}, "", fmt::format("{} {} in all", count_, of_), "", ""});
        }
    }
    [[nodiscard]] std::size_t count() const noexcept { return count_; }

private:
    static constexpr std::size_t most = 20;

    CsvTable const& table_;
    Cursor const& named_;
    std::string of_;
    std::size_t count_ = 0;
};

std::optional<std::uint64_t> whole_number_in(std::string_view cell) {
    auto const text = core::trimmed(cell);
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

class EdgeReader {
public:
    EdgeReader(CsvTable const& table, Cursor const& named, std::size_t users)
        : table_(table),
          named_(named),
          users_(users),
          unknown_(table, named, "cells are no user's number"),
          loops_(table, named, "edges from a user to the same user"),
          repeats_(table, named, "repeated edges") {}

    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> read() {
        if (!has_form()) {
            return {};
        }
        rows_.reserve(table_.rows());
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            read_row(row);
        }
        std::sort(rows_.begin(), rows_.end());
        find_repeats();
        unknown_.sum_up();
        loops_.sum_up();
        repeats_.sum_up();
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
        edges.reserve(rows_.size());
        for (auto const& row : rows_) {
            edges.emplace_back(row.low, row.high);
        }
        return edges;
    }

private:
    struct Row {
        std::uint32_t low, high;
        std::size_t row;

        friend auto operator<=>(Row const&, Row const&) = default;
    };

    /// Two columns, under names: a first line of numbers would be an edge lost.
    bool has_form() {
        auto const& header = table_.header();
        if (header.size() != 2) {
            named_.complain(
                fmt::format("{} has {} columns", table_.file(), header.size()),
                "two columns of user numbers, with a line of names above, such as user,peer");
            return false;
        }
        if (whole_number_in(header[0]) || whole_number_in(header[1])) {
            named_.mistakes().add(
                {{table_.file(), 1, 1},
                 "",
                 fmt::format("the first line is the edge {},{}", header[0], header[1]),
                 "names of the two columns, such as user,peer",
                 ""});
            return false;
        }
        return true;
    }

    std::optional<std::uint32_t> user_at(std::size_t row, std::size_t column) {
        auto const cell = table_.cell(row, column);
        auto const number = whole_number_in(cell);
        if (number && *number < users_) {
            return static_cast<std::uint32_t>(*number);
        }
        auto const allowed = fmt::format("a user's number, 0 to {}", users_ - 1);
        unknown_.add(row, column,
                     number ? fmt::format("there is no user {}", *number)
                     : core::trimmed(cell).empty()
                         ? "is empty"
                         : fmt::format("\"{}\" is no user's number", core::excerpt(cell)),
                     allowed);
        return std::nullopt;
    }

    void read_row(std::size_t row) {
        auto const first = user_at(row, 0);
        auto const second = user_at(row, 1);
        if (!first || !second) {
            return;
        }
        if (*first == *second) {
            loops_.add(row, 0, fmt::format("user {} stands on both ends", *first),
                       "two different users");
            return;
        }
        rows_.push_back({std::min(*first, *second), std::max(*first, *second), row});
    }

    /// Repeats in the order of the file; of those that are the same edge, all but the first.
    void find_repeats() {
        std::vector<std::pair<std::size_t, std::size_t>> again; // row, and the row before
        for (std::size_t i = 1; i < rows_.size(); ++i) {
            if (rows_[i].low == rows_[i - 1].low && rows_[i].high == rows_[i - 1].high) {
                again.emplace_back(rows_[i].row, rows_[i - 1].row);
            }
        }
        std::sort(again.begin(), again.end());
        for (auto const& [row, before] : again) {
            bool const told = repeats_.count() >= 20;
            repeats_.add(row, 0,
                         told ? ""
                              : fmt::format("the edge {},{} stands in line {} already",
                                            table_.cell(row, 0), table_.cell(row, 1),
                                            table_.place(before, 0).line),
                         "every edge once, either way round");
        }
    }

    CsvTable const& table_;
    Cursor const& named_;
    std::size_t users_;
    Told unknown_, loops_, repeats_;
    std::vector<Row> rows_;
};

} // namespace

agents::ListedPeers read_edges(Cursor const& named, std::string const& from, std::size_t users) {
    auto const table = open_csv(named, from);
    if (!table) {
        return {};
    }
    return {named.node().text, EdgeReader(*table, named, users).read()};
}

} // namespace sim::reading
