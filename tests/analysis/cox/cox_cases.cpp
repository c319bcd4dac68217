#include "tests/analysis/cox/cox_cases.hpp"

#include <cmath>

namespace tests {

using namespace analysis;

namespace {

Frame lung() {
    return data_set("lung").without_missing({"inst", "time", "status", "age", "sex", "ph.ecog"});
}

} // namespace

CoxCase lung_case(std::string const& time) {
    auto const frame = lung();
    CoxCase data;
    data.table.time = frame.number("time");
    if (time == "month") {
        for (double& value : data.table.time) {
            value = std::ceil(value / 30);
        }
    }
    for (int const status : frame.integer("status")) {
        data.table.status.push_back(status - 1);
    }
    data.covariates = columns({"age", "sex", "ph.ecog"},
                              {frame.number("age"), frame.number("sex"), frame.number("ph.ecog")});
    return data;
}

void enter_late(CoxCase& data) {
    data.table.entry = each_row(data.table.size(), [&](std::size_t i) {
        double const month = data.table.time[i];
        double const enter = std::floor(static_cast<double>((i + 1) % 5) / 5 * month * 0.9);
        return enter >= month ? 0 : enter;
    });
}

void weigh(CoxCase& data, std::string const& weights) {
    data.table.weight = each_row(data.table.size(), [&](std::size_t i) {
        return weights == "w" ? static_cast<double>(1 + (i + 1) % 3)
                              : 0.5 + static_cast<double>((i + 1) % 7) / 5;
    });
}

void cluster_by_institute(CoxCase& data) {
    data.table.cluster = lung().integer("inst");
}

void stratify_by_sex(CoxCase& data) {
    auto const frame = lung();
    data.options.strata = grouping(frame.label("sex"));
    data.covariates = columns({"age", "ph.ecog"}, {frame.number("age"), frame.number("ph.ecog")});
}

} // namespace tests
