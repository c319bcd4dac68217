#include "analysis/curves/aalen_johansen.hpp"

#include "analysis/curves/jackknife.hpp"
#include "analysis/data/risk_sweep.hpp"
#include "analysis/data/time_grid.hpp"
#include "analysis/log_log.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

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

/// The infinitesimal jackknife of F_c splits into a process of every cause and one of all causes:
/// U_ic(t) = A_ic(t) - F_c(t) B_i(t), both sums over the times up to t (see jackknife.hpp).
class IncidenceJackknife {
public:
    explicit IncidenceJackknife(EventTable const& table)
        : grid_(table),
          causes_(static_cast<std::size_t>(table.causes)),
          jackknife_(table, grid_, causes_ + 1),
          step_(causes_ + 1),
          jump_(causes_ * (causes_ + 1)) {}

    /// @param incidence  F_c(u), shape (causes)
    void pass(RiskRow const& row, std::span<double const> of_cause, double before, double after,
              std::vector<double> const& incidence) {
        if (row.events > 0) {
            set_terms(row, of_cause, before, after, incidence);
        } else {
            step_.assign(step_.size(), 0);
        }
        jackknife_.pass(time_++, step_, jump_);
    }

    [[nodiscard]] double variance(std::size_t cause, double incidence) const {
        return std::max(0.0, jackknife_.square(cause + 1) -
                                 2 * incidence * jackknife_.with_first(cause + 1) +
                                 incidence * incidence * jackknife_.square(0));
    }

private:
    void set_terms(RiskRow const& row, std::span<double const> of_cause, double before,
                   double after, std::vector<double> const& incidence) {
        double const n = row.at_risk;
        // Once S is 0 nothing that comes later tells: F_c(t) - F_c(u) is 0.
        double const per_event = after > 0 ? 1 / (n - row.events) : 0;
        double const per_row = per_event * row.events / n;
        step_[0] = per_row;
        for (std::size_t c = 0; c < causes_; ++c) {
            step_[c + 1] = before * of_cause[c] / (n * n) + incidence[c] * per_row;
        }
        for (std::size_t own = 0; own < causes_; ++own) {
            double* const jump = &jump_[own * (causes_ + 1)];
            jump[0] = per_event;
            for (std::size_t c = 0; c < causes_; ++c) {
                jump[c + 1] = (c == own ? before / n : 0) + incidence[c] * per_event;
            }
        }
    }

    TimeGrid grid_;
    std::size_t causes_;
    Jackknife jackknife_;
    std::size_t time_ = 0;
    std::vector<double> step_; ///< shape (1 + causes)
    std::vector<double> jump_; ///< shape (causes, 1 + causes)
};

void replace_by_jackknife(AalenJohansen& curves, EventTable const& table) {
    IncidenceJackknife jackknife(table);
    RiskSweep sweep(table);
    std::vector<double> incidence(curves.incidence.size());
    std::size_t time = 0;
    double survival = 1;
    while (sweep.next()) {
        auto const& row = sweep.row();
        if (row.events == 0) {
            jackknife.pass(row, sweep.events_of_cause(), survival, survival, incidence);
            continue;
        }
        for (std::size_t c = 0; c < incidence.size(); ++c) {
            incidence[c] = curves.incidence[c][time];
        }
        double const after = survival * ((row.at_risk - row.events) / row.at_risk);
        jackknife.pass(row, sweep.events_of_cause(), survival, after, incidence);
        for (std::size_t c = 0; c < incidence.size(); ++c) {
            curves.variance[c][time] = jackknife.variance(c, incidence[c]);
        }
        survival = after;
        ++time;
    }
}

} // namespace

AalenJohansen aalen_johansen(EventTable const& table, Level level, CurveVariance variance) {
    auto const causes = static_cast<std::size_t>(table.causes);
    AalenJohansen curves;
    curves.subjects = table.size();
    curves.level = level;
    curves.incidence.resize(causes);
    curves.variance.resize(causes);
    std::vector<Incidence> incidences(causes);
    double survival = 1;
    RiskSweep sweep(table);
    while (sweep.next()) {
        auto const& row = sweep.row();
        if (row.events == 0) {
            continue;
        }
        double const after = survival * ((row.at_risk - row.events) / row.at_risk);
        curves.time.push_back(row.time);
        for (std::size_t c = 0; c < causes; ++c) {
            double const own = sweep.events_of_cause()[c];
            incidences[c].pass(row.at_risk, own, row.events - own, survival, after);
            curves.incidence[c].push_back(incidences[c].value());
            curves.variance[c].push_back(incidences[c].variance());
        }
        survival = after;
    }
    if (resolve(variance, table) == CurveVariance::jackknife) {
        replace_by_jackknife(curves, table);
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
