#include "tests/analysis/tables.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace tests {

namespace {

using Row = std::vector<std::string>;

/// Rows of a CSV file without quotes; lines that begin with # and the header are left out.
std::vector<Row> read_rows(std::string const& name) {
    std::ifstream file(std::string(HOLDFAST_SOURCE_DIR "/tests/analysis/") + name);
    if (!file) {
        throw std::runtime_error("cannot read " + name);
    }
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) {
            continue;
        }
        std::istringstream fields(line);
        auto& row = rows.emplace_back();
        for (std::string field; std::getline(fields, field, ',');) {
            row.push_back(field);
        }
    }
    rows.erase(rows.begin());
    return rows;
}

/// Rows whose field `group` says so, with the time and the status in the last two fields.
analysis::EventTable read_table(std::string const& name, std::size_t field,
                                std::string const& group, int causes) {
    analysis::EventTable read;
    read.causes = causes;
    for (auto const& row : read_rows(name)) {
        if (row.at(field) == group) {
            read.time.push_back(std::stod(row.at(row.size() - 2)));
            read.status.push_back(std::stoi(row.back()));
        }
    }
    return read;
}

std::map<std::string, double> read_numbers() {
    std::map<std::string, double> numbers;
    for (auto const& row : read_rows("r/expected.csv")) {
        numbers[row.at(0)] = std::stod(row.at(1));
    }
    return numbers;
}

} // namespace

analysis::EventTable freireich_6mp() {
    return read_table("data/freireich_6mp.csv", 0, "6mp", 1);
}

analysis::EventTable freireich_placebo() {
    return read_table("data/freireich_6mp.csv", 0, "placebo", 1);
}

analysis::EventTable paired_days(std::string const& design) {
    return read_table("data/paired_days.csv", 1, design, 3);
}

analysis::EventTable table(std::vector<double> time, std::vector<int> status, int causes) {
    return {std::move(time), std::move(status), causes};
}

std::map<std::string, double> const& numbers_of_r() {
    static auto const numbers = read_numbers();
    return numbers;
}

} // namespace tests
