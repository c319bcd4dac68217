#include "tests/analysis/contrasts/contrast_numbers.hpp"

#include "analysis/contrasts/rows.hpp"
#include "tests/analysis/frame.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

namespace tests {

using namespace analysis;

namespace {

struct Columns {
    std::string data;
    std::string time = "time";
    std::string status = "status";
    std::string group;
    std::string strata{};
    int event = 1; ///< the status that counts
};

GroupedTable read(Columns const& columns, Frame frame) {
    std::vector<std::string> needed{columns.time, columns.status, columns.group};
    if (!columns.strata.empty()) {
        needed.push_back(columns.strata);
    }
    frame = frame.without_missing(needed);
    GroupedTable data;
    data.table.time = frame.number(columns.time);
    for (int const status : frame.integer(columns.status)) {
        data.table.status.push_back(status == columns.event ? 1 : 0);
    }
    data.groups = grouping(frame.label(columns.group));
    if (!columns.strata.empty()) {
        data.strata = grouping(frame.label(columns.strata));
    }
    return data;
}

GroupedTable read_pairs() {
    auto const frame = data_set("paired_days");
    GroupedTable data;
    data.table = table(frame.number("time"), frame.integer("status"), 3);
    for (auto const& design : frame.text("design")) {
        data.groups.of.push_back(design == "variant" ? 0 : 1);
    }
    data.groups.groups = 2;
    std::vector<int> quarter;
    for (int const person : frame.integer("person")) {
        quarter.push_back(person % 4);
    }
    data.strata = grouping(quarter);
    return data;
}

GroupedTable read_transplant() {
    auto const frame = data_set("transplant");
    auto const abo = frame.label("abo");
    auto const sex = frame.label("sex");
    auto const time = frame.number("futime");
    GroupedTable data;
    data.table.causes = 3;
    std::vector<int> strata;
    std::vector<int> groups;
    std::vector<std::string> const causes{"censored", "ltx", "death", "withdraw"};
    for (std::size_t i = 0; i < frame.rows(); ++i) {
        if (time[i] > 0) {
            auto const cause = std::find(causes.begin(), causes.end(), frame.text("event")[i]);
            data.table.time.push_back(time[i]);
            data.table.status.push_back(static_cast<int>(cause - causes.begin()));
            groups.push_back(abo[i]);
            strata.push_back(sex[i]);
        }
    }
    data.groups = grouping(groups);
    data.strata = grouping(strata);
    return data;
}

GroupedTable read_mgus2() {
    auto const frame = data_set("mgus2");
    auto const progressed = frame.integer("pstat");
    auto const died = frame.integer("death");
    GroupedTable data;
    data.table.causes = 2;
    std::vector<int> late;
    for (std::size_t i = 0; i < frame.rows(); ++i) {
        bool const first = progressed[i] == 1;
        data.table.time.push_back(frame.number(first ? "ptime" : "futime")[i]);
        data.table.status.push_back(first ? 1 : 2 * died[i]);
        late.push_back(frame.number("dxyr")[i] > 1985 ? 1 : 0);
    }
    data.groups = grouping(frame.label("sex"));
    data.strata = grouping(late);
    return data;
}

} // namespace

Grouping grouping(std::vector<int> of) {
    Grouping made{.of = std::move(of)};
    made.groups = static_cast<std::size_t>(*std::max_element(made.of.begin(), made.of.end())) + 1;
    return made;
}

EventTable group(GroupedTable const& data, std::size_t which) {
    return rows_of(data.table, rows_by_group(data.groups)[which]);
}

GroupedTable grouped(std::string const& name) {
    std::vector<Columns> const known{
        {.data = "lung", .group = "sex", .strata = "inst", .event = 2},
        {.data = "veteran", .group = "celltype", .strata = "trt"},
        {.data = "ovarian",
         .time = "futime",
         .status = "fustat",
         .group = "rx",
         .strata = "resid.ds"},
        {.data = "colon", .group = "rx", .strata = "node4"},
        {.data = "pbc", .group = "edema", .strata = "sex", .event = 2},
        {.data = "mgus2", .time = "futime", .status = "death", .group = "sex", .strata = "sex"},
        {.data = "kidney", .group = "disease", .strata = "sex"},
        {.data = "rats", .group = "rx", .strata = "litter"},
        {.data = "aml", .group = "x"},
        {.data = "myeloid", .time = "futime", .status = "death", .group = "trt", .strata = "sex"}};
    auto const found = std::find_if(known.begin(), known.end(),
                                    [&name](Columns const& one) { return one.data == name; });
    auto const frame = data_set(name);
    return read(*found, name == "colon" ? frame.where("etype", "2") : frame);
}

GroupedTable competing(std::string const& name) {
    if (name == "pairs") {
        return read_pairs();
    }
    if (name == "transplant") {
        return read_transplant();
    }
    if (name == "mgus2") {
        return read_mgus2();
    }
    auto data = grouped("pbc");
    data.table.status = data_set("pbc").integer("status");
    data.table.causes = 2;
    return data;
}

GroupedTable truncated(std::string const& name) {
    auto const frame = data_set(name);
    GroupedTable data;
    if (name == "mgus2") {
        auto const age = frame.number("age");
        auto const months = frame.number("futime");
        for (std::size_t i = 0; i < frame.rows(); ++i) {
            data.table.entry.push_back(12 * age[i]);
            data.table.time.push_back(12 * age[i] + months[i]);
        }
        data.table.status = frame.integer("death");
        data.groups = grouping(frame.label("sex"));
        return data;
    }
    bool const heart = name == "heart";
    data.table.entry = frame.number("start");
    data.table.time = frame.number("stop");
    data.table.status = frame.integer("event");
    data.groups = grouping(frame.label(heart ? "transplant" : "enum"));
    data.strata = grouping(frame.label(heart ? "surgery" : "rx"));
    return data;
}

void agrees(std::string const& key, double value) {
    INFO(key);
    double const expected = numbers_of_r("contrasts").at(key);
    if (std::isnan(expected)) {
        CHECK(std::isnan(value));
    } else {
        CHECK(value == Approx(expected).epsilon(1e-8).margin(1e-300));
    }
}

void agrees(std::string const& key, Estimate const& estimate) {
    agrees(key + ".value", estimate.value);
    agrees(key + ".low", estimate.low);
    agrees(key + ".high", estimate.high);
    agrees(key + ".standard_error", estimate.standard_error);
}

void agrees(std::string const& key, QuadraticTest const& test) {
    agrees(key + ".chi_squared", test.chi_squared);
    agrees(key + ".df", test.degrees_of_freedom);
    agrees(key + ".p", test.p);
}

} // namespace tests
