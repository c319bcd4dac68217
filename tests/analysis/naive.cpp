#include "tests/analysis/naive.hpp"

#include <cmath>
#include <set>

namespace tests::naive {

namespace {

std::set<double> event_times(analysis::EventTable const& table) {
    std::set<double> times;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.status[i] != 0) {
            times.insert(table.time[i]);
        }
    }
    return times;
}

double at_risk(analysis::EventTable const& table, double t) {
    double count = 0;
    for (double const time : table.time) {
        count += time >= t ? 1 : 0;
    }
    return count;
}

/// @param cause  0: any
double events_at(analysis::EventTable const& table, double t, int cause = 0) {
    double count = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        bool const counts = cause == 0 ? table.status[i] != 0 : table.status[i] == cause;
        count += counts && table.time[i] == t ? 1 : 0;
    }
    return count;
}

} // namespace

double survival(analysis::EventTable const& table, double t) {
    double survival = 1;
    for (double const time : event_times(table)) {
        if (time <= t) {
            survival *= 1 - events_at(table, time) / at_risk(table, time);
        }
    }
    return survival;
}

double incidence(analysis::EventTable const& table, int cause, double t) {
    double incidence = 0;
    double before = 1;
    for (double const time : event_times(table)) {
        if (time <= t) {
            incidence += before * events_at(table, time, cause) / at_risk(table, time);
            before = survival(table, time);
        }
    }
    return incidence;
}

double restricted_mean(analysis::EventTable const& table, double tau) {
    double area = 0;
    double from = 0;
    for (double const time : event_times(table)) {
        if (time < tau) {
            area += (time - from) * survival(table, from);
            from = time;
        }
    }
    return area + (tau - from) * survival(table, from);
}

double log_likelihood(analysis::EventTable const& variant, analysis::EventTable const& baseline,
                      double beta) {
    auto times = event_times(variant);
    times.merge(event_times(baseline));
    double const ratio = std::exp(beta);
    double sum = 0;
    for (double const time : times) {
        double const of_variant = events_at(variant, time);
        double const of_baseline = events_at(baseline, time);
        double const tied = of_variant + of_baseline;
        double const risk = ratio * at_risk(variant, time) + at_risk(baseline, time);
        double const risk_of_tied = ratio * of_variant + of_baseline;
        sum += beta * of_variant;
        for (int step = 0; step < tied; ++step) {
            sum -= std::log(risk - step / tied * risk_of_tied);
        }
    }
    return sum;
}

analysis::EventTable without(analysis::EventTable const& table, std::size_t i) {
    auto rest = table;
    rest.time.erase(rest.time.begin() + static_cast<std::ptrdiff_t>(i));
    rest.status.erase(rest.status.begin() + static_cast<std::ptrdiff_t>(i));
    return rest;
}

analysis::EventTable every_subject(analysis::EventTable const& table, int times) {
    analysis::EventTable copies;
    copies.causes = table.causes;
    for (int copy = 0; copy < times; ++copy) {
        copies.time.insert(copies.time.end(), table.time.begin(), table.time.end());
        copies.status.insert(copies.status.end(), table.status.begin(), table.status.end());
    }
    return copies;
}

} // namespace tests::naive
