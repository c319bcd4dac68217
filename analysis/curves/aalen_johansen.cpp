#include "analysis/curves/aalen_johansen.hpp"

#include "analysis/data/risk_table.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/log_log.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// F_c and its variance while time passes. With the squares multiplied out, what depends on u and
/// on t parts, so that one pass over the times is enough: sum of (a + b F(t))^2 terms = constant -
/// 2 F(t) linear + F(t)^2 quadratic.
class Incidence {
public:
    /// The events of one time. @param before  S(u-); @param after  S(u)
    void pass(double n, double own, double other, double before, double after) {
        value_ += before * own / n;
        double const scale = after > 0 ? 1 / after : 0;
        add(value_ * scale, scale, before * before * tied_variance(n, other));
        add(1 + value_ * scale, scale, before * before * tied_variance(n, own));
    }

    [[nodiscard]] double value() const { return value_; }
    [[nodiscard]] double variance() const {
        return std::max(0.0, constant_ - 2 * value_ * linear_ + value_ * value_ * quadratic_);
    }

private:
    /// Variance of the step d / n of a cumulative hazard under d tied events.
    static double tied_variance(double n, double d) {
        return n > 1 ? d * (n - d) / (n * n * (n - 1)) : d / (n * n);
    }

    void add(double a, double b, double variance) {
        constant_ += a * a * variance;
        linear_ += a * b * variance;
        quadratic_ += b * b * variance;
    }

    double value_ = 0;
    double constant_ = 0;
    double linear_ = 0;
    double quadratic_ = 0;
};

} // namespace

AalenJohansen aalen_johansen(EventTable const& table, Level level) {
    TimeGrid const grid(table);
    auto const risk = count_risk(table, grid);
    auto const causes = risk.events_of_cause.size();

    AalenJohansen curves;
    curves.subjects = table.size();
    curves.level = level;
    curves.incidence.resize(causes);
    curves.variance.resize(causes);
    std::vector<Incidence> incidences(causes);
    double survival = 1;
    for (std::size_t row = 0; row < grid.size(); ++row) {
        if (risk.events[row] == 0) {
            continue;
        }
        double const n = risk.at_risk[row];
        double const d = risk.events[row];
        double const after = survival * ((n - d) / n);
        curves.time.push_back(grid.times()[row]);
        for (std::size_t c = 0; c < causes; ++c) {
            double const own = risk.events_of_cause[c][row];
            incidences[c].pass(n, own, d - own, survival, after);
            curves.incidence[c].push_back(incidences[c].value());
            curves.variance[c].push_back(incidences[c].variance());
        }
        survival = after;
    }
    return curves;
}

Estimate AalenJohansen::at(int cause, double t) const {
    HOLDFAST_EXPECT(cause >= 1 && static_cast<std::size_t>(cause) <= incidence.size());
    if (subjects == 0) {
        return {};
    }
    auto const rows = times_until(time, t);
    if (rows == 0) {
        return log_log_interval(0, 0, level);
    }
    auto const c = static_cast<std::size_t>(cause) - 1;
    return log_log_interval(incidence[c][rows - 1], std::sqrt(variance[c][rows - 1]), level);
}

} // namespace analysis
