#include "tests/analysis/frame.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>

namespace tests {
namespace {

template <typename Wanted>
std::map<std::string, std::vector<std::string>>
filtered(std::map<std::string, std::vector<std::string>> const& columns, std::size_t rows,
         Wanted&& wanted) {
    std::map<std::string, std::vector<std::string>> kept;
    for (auto const& [name, cells] : columns) {
        auto& column = kept[name];
        for (std::size_t i = 0; i < rows; ++i) {
            if (wanted(i)) {
                column.push_back(cells[i]);
            }
        }
    }
    return kept;
}

std::vector<std::string> fields_of(std::string const& line) {
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, ',');) {
        fields.push_back(field);
    }
    return fields;
}

} // namespace

std::vector<std::string> const& Frame::text(std::string const& column) const {
    auto const found = columns_.find(column);
    if (found == columns_.end()) {
        throw std::runtime_error("no column " + column);
    }
    return found->second;
}

std::vector<double> Frame::number(std::string const& column) const {
    std::vector<double> numbers;
    for (auto const& cell : text(column)) {
        numbers.push_back(cell == "NA" ? std::numeric_limits<double>::quiet_NaN()
                                       : std::stod(cell));
    }
    return numbers;
}

std::vector<int> Frame::integer(std::string const& column) const {
    std::vector<int> integers;
    for (auto const& cell : text(column)) {
        integers.push_back(std::stoi(cell));
    }
    return integers;
}

std::vector<int> Frame::label(std::string const& column) const {
    auto const& cells = text(column);
    std::set<std::string> const levels(cells.begin(), cells.end());
    std::vector<int> labels;
    for (auto const& cell : cells) {
        labels.push_back(static_cast<int>(std::distance(levels.begin(), levels.find(cell))));
    }
    return labels;
}

Frame Frame::without_missing(std::vector<std::string> const& columns) const {
    return Frame(filtered(columns_, rows(), [&](std::size_t i) {
        return std::all_of(columns.begin(), columns.end(),
                           [&](auto const& name) { return text(name)[i] != "NA"; });
    }));
}

Frame Frame::where(std::string const& column, std::string const& wanted) const {
    auto const& cells = text(column);
    return Frame(filtered(columns_, rows(), [&](std::size_t i) { return cells[i] == wanted; }));
}

Frame read_frame(std::string const& path) {
    std::ifstream file(std::string(HOLDFAST_SOURCE_DIR "/") + path);
    if (!file) {
        throw std::runtime_error("cannot read " + path);
    }
    std::vector<std::string> header;
    std::map<std::string, std::vector<std::string>> columns;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) {
            continue;
        }
        auto const fields = fields_of(line);
        if (header.empty()) {
            header = fields;
            continue;
        }
        for (std::size_t c = 0; c < header.size(); ++c) {
            columns[header[c]].push_back(c < fields.size() ? fields[c] : std::string());
        }
    }
    return Frame(std::move(columns));
}

Frame data_set(std::string const& name) {
    return read_frame("tests/data/" + name + ".csv");
}

} // namespace tests
