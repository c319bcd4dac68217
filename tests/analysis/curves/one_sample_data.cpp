#include "tests/analysis/curves/one_sample_data.hpp"

#include "tests/analysis/frame.hpp"

#include <cmath>
#include <string>

using analysis::EventTable;

namespace tests::one_sample {

namespace {

/// Events are the rows whose status column holds this text.
EventTable read(std::string const& name, std::string const& time, std::string const& status,
                std::string const& event) {
    auto const frame = data_set(name);
    EventTable table{.time = frame.number(time), .status = {}};
    for (auto const& text : frame.text(status)) {
        table.status.push_back(text == event ? 1 : 0);
    }
    return table;
}

template <typename T>
std::vector<T> chosen(std::vector<T> const& values, std::vector<bool> const& wanted) {
    std::vector<T> kept;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (wanted[i]) {
            kept.push_back(values[i]);
        }
    }
    return kept;
}

/// Entry at the age in months, the times counted from birth; whom that leaves nothing is left out.
EventTable by_age(EventTable table) {
    auto const age = data_set("mgus2").number("age");
    std::vector<bool> wanted;
    for (std::size_t i = 0; i < table.size(); ++i) {
        table.entry.push_back(age[i] * 12);
        wanted.push_back(table.time[i] > 0 && table.entry[i] > 600);
        table.time[i] += table.entry[i];
    }
    return rows_where(table, wanted);
}

} // namespace

EventTable rows_where(EventTable const& table, std::vector<bool> const& wanted) {
    EventTable kept = table;
    kept.time = chosen(table.time, wanted);
    kept.status = chosen(table.status, wanted);
    kept.entry = chosen(table.entry, wanted);
    kept.weight = chosen(table.weight, wanted);
    kept.cluster = chosen(table.cluster, wanted);
    return kept;
}

EventTable lung() {
    return read("lung", "time", "status", "2");
}

EventTable lung_weighted() {
    auto table = lung();
    for (double const age : data_set("lung").number("age")) {
        table.weight.push_back(0.5 + std::fmod(age, 7) / 4);
    }
    return table;
}

EventTable lung_by_site() {
    auto table = lung_weighted();
    for (double const site : data_set("lung").number("inst")) {
        table.cluster.push_back(std::isnan(site) ? 0 : static_cast<int>(site));
    }
    return table;
}

EventTable veteran() {
    return read("veteran", "time", "status", "1");
}

EventTable veteran_counts() {
    auto table = veteran();
    for (std::size_t row = 1; row <= table.size(); ++row) {
        table.weight.push_back(1 + static_cast<double>(row % 3));
    }
    return table;
}

EventTable ovarian() {
    return read("ovarian", "futime", "fustat", "1");
}
EventTable aml() {
    return read("aml", "time", "status", "1");
}
EventTable pbc() {
    return read("pbc", "time", "status", "2");
}

EventTable kidney_by_person() {
    auto table = read("kidney", "time", "status", "1");
    table.cluster = data_set("kidney").integer("id");
    return table;
}

EventTable heart() {
    auto table = read("heart", "stop", "event", "1");
    table.entry = data_set("heart").number("start");
    return table;
}

EventTable heart_weighted() {
    auto table = heart();
    for (std::size_t row = 1; row <= table.size(); ++row) {
        table.weight.push_back(0.5 + static_cast<double>(row % 4) / 3);
    }
    table.cluster = data_set("heart").integer("id");
    return table;
}

EventTable mgus2_by_age() {
    return by_age(read("mgus2", "futime", "death", "1"));
}

EventTable mgus2_causes() {
    auto const frame = data_set("mgus2");
    auto const progressed = frame.integer("pstat");
    auto const until_progress = frame.number("ptime");
    auto const until_end = frame.number("futime");
    auto const died = frame.integer("death");
    EventTable table{.time = {}, .status = {}, .causes = 2};
    for (std::size_t i = 0; i < frame.rows(); ++i) {
        table.time.push_back(progressed[i] == 1 ? until_progress[i] : until_end[i]);
        table.status.push_back(progressed[i] == 1 ? 1 : 2 * died[i]);
    }
    return table;
}

EventTable mgus2_weighted() {
    auto table = mgus2_causes();
    for (double const age : data_set("mgus2").number("age")) {
        table.weight.push_back(0.5 + std::fmod(age, 5) / 3);
    }
    return table;
}

EventTable mgus2_by_site() {
    auto table = mgus2_weighted();
    for (std::size_t row = 1; row <= table.size(); ++row) {
        table.cluster.push_back(static_cast<int>(row % 40));
    }
    return table;
}

EventTable mgus2_causes_by_age() {
    return by_age(mgus2_causes());
}
EventTable mgus2_causes_by_age_and_site() {
    return by_age(mgus2_by_site());
}

EventTable transplant_causes() {
    auto const frame = data_set("transplant");
    EventTable table{.time = frame.number("futime"), .status = {}, .causes = 3};
    std::vector<bool> wanted;
    for (std::size_t i = 0; i < frame.rows(); ++i) {
        auto const& event = frame.text("event")[i];
        table.status.push_back(event == "death"      ? 1
                               : event == "ltx"      ? 2
                               : event == "withdraw" ? 3
                                                     : 0);
        wanted.push_back(table.time[i] > 0);
    }
    return rows_where(table, wanted);
}

} // namespace tests::one_sample
