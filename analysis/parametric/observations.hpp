#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/data/interval_table.hpp"
#include "analysis/parametric/families.hpp"

#include <vector>

namespace analysis {

/// What is known of one row's time: f(right), S(left) or S(left) - S(right), each over S(entry).
struct Observation {
    enum class Kind { event, censored, interval };

    Kind kind = Kind::censored;
    Moment left;  ///< of a censored row its time
    Moment right; ///< of an event its time
    Moment entry;
    double weight = 1;
};

/// Events of all causes count.
[[nodiscard]] std::vector<Observation> observations(EventTable const& table);
[[nodiscard]] std::vector<Observation> observations(IntervalTable const& table);

/// log of the row's probability, a double or a Dual. @param p  the row's parameters
template <class Model, class P>
auto log_probability(P const& p, Observation const& row) {
    using T = typename P::value_type;
    auto const survival = [&](Moment const& at) {
        return at.time > 0 ? T(Model::log_survival(p, at)) : T(0.0);
    };
    T result(0.0);
    if (row.kind == Observation::Kind::event) {
        result = Model::log_density(p, row.right);
    } else {
        result = survival(row.left);
    }
    if (row.kind == Observation::Kind::interval) {
        T const fall = survival(row.right) - result;
        result = result + compose(log1m_exp(value_of(fall)), fall);
    }
    if (row.entry.time > 0) {
        result = result - survival(row.entry);
    }
    return result;
}

} // namespace analysis
