#include "analysis/parametric/observations.hpp"

#include <cmath>

namespace analysis {

namespace {

double at_or(std::vector<double> const& values, std::size_t row, double otherwise) {
    return values.empty() ? otherwise : values[row];
}

} // namespace

std::vector<Observation> observations(EventTable const& table) {
    std::vector<Observation> result(table.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        bool const event = table.status[i] != 0;
        auto const time = moment(table.time[i]);
        result[i] = {event ? Observation::Kind::event : Observation::Kind::censored, time, time,
                     moment(at_or(table.entry, i, 0)), at_or(table.weight, i, 1)};
    }
    return result;
}

std::vector<Observation> observations(IntervalTable const& table) {
    std::vector<Observation> result(table.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        double const left = table.left[i];
        double const right = table.right[i];
        auto const kind = right == left       ? Observation::Kind::event
                          : std::isinf(right) ? Observation::Kind::censored
                                              : Observation::Kind::interval;
        result[i] = {kind, moment(left), moment(right), moment(0), at_or(table.weight, i, 1)};
    }
    return result;
}

} // namespace analysis
