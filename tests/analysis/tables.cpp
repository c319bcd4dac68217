#include "tests/analysis/tables.hpp"

#include "tests/analysis/frame.hpp"

#include <utility>

namespace tests {

namespace {

/// Rows whose column `group` says so.
analysis::EventTable rows_of(Frame const& frame, std::string const& group,
                             std::string const& wanted, int causes) {
    auto const& of = frame.text(group);
    auto const time = frame.number("time");
    auto const status = frame.number("status");
    analysis::EventTable read;
    read.causes = causes;
    for (std::size_t i = 0; i < frame.rows(); ++i) {
        if (of[i] == wanted) {
            read.time.push_back(time[i]);
            read.status.push_back(static_cast<int>(status[i]));
        }
    }
    return read;
}

std::map<std::string, double> read_numbers(std::string const& topic) {
    auto const frame = read_frame("tests/analysis/r/expected/" + topic + ".csv");
    auto const& key = frame.text("key");
    auto const value = frame.number("value");
    std::map<std::string, double> numbers;
    for (std::size_t i = 0; i < frame.rows(); ++i) {
        numbers[key[i]] = value[i];
    }
    return numbers;
}

} // namespace

analysis::EventTable freireich_6mp() {
    return rows_of(data_set("freireich_6mp"), "group", "6mp", 1);
}

analysis::EventTable freireich_placebo() {
    return rows_of(data_set("freireich_6mp"), "group", "placebo", 1);
}

analysis::EventTable paired_days(std::string const& design) {
    return rows_of(data_set("paired_days"), "design", design, 3);
}

analysis::EventTable table(std::vector<double> time, std::vector<int> status, int causes) {
    analysis::EventTable made;
    made.time = std::move(time);
    made.status = std::move(status);
    made.causes = causes;
    return made;
}

std::map<std::string, double> const& numbers_of_r(std::string const& topic) {
    static std::map<std::string, std::map<std::string, double>> topics;
    auto const known = topics.find(topic);
    return known != topics.end() ? known->second : topics[topic] = read_numbers(topic);
}

} // namespace tests
