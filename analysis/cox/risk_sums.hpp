#pragma once

#include "analysis/cox/cox_rows.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// Which sums over the risk set a walk keeps.
enum class Moments { zeroth, first, second };

/// Sums over some rows of r, r x and r x x', r the weighted hazard.
class RiskSums {
public:
    RiskSums(std::size_t covariates, Moments most)
        : covariates_(most == Moments::zeroth ? 0 : covariates),
          squares_(most == Moments::second ? covariates * (covariates + 1) / 2 : 0),
          sums_(1 + covariates_ + squares_) {}

    void clear() { std::fill(sums_.begin(), sums_.end(), 0.0); }
    /// @param risk  negative: takes the row out
    void add(double const* x, double risk) {
        sums_[0] += risk;
        double* const first = sums_.data() + 1;
        for (std::size_t j = 0; j < covariates_; ++j) {
            first[j] += risk * x[j];
        }
        if (squares_ == 0) {
            return;
        }
        double* square = first + covariates_;
        for (std::size_t j = 0; j < covariates_; ++j) {
            double const exposed = risk * x[j];
            for (std::size_t l = 0; l <= j; ++l) {
                *square++ += exposed * x[l];
            }
        }
    }

    [[nodiscard]] double total() const { return sums_[0]; }
    /// shape (1 + covariates + covariates (covariates + 1) / 2), as far as they are kept: r, r x,
    /// and row by row the lower triangle of r x x'
    [[nodiscard]] std::span<double const> all() const { return sums_; }

private:
    std::size_t covariates_;
    std::size_t squares_;
    std::vector<double> sums_;
};

/// The risk sets of a stratum, last time first.
class RiskWalk {
public:
    RiskWalk(CoxRows const& rows, std::span<double const> risk, Moments most)
        : rows_(rows),
          risk_(risk),
          at_risk_(rows.covariates(), most),
          events_(rows.covariates(), most) {}

    /// Calls visit(time index, sums at risk, sums of those with the event) for each event time.
    template <typename Visit>
    void stratum(std::size_t stratum, Visit const& visit) {
        at_risk_.clear();
        largest_ = 0;
        auto leaving = rows_.stratum_places[stratum];
        for (auto k = rows_.stratum_times[stratum + 1]; k-- > rows_.stratum_times[stratum];) {
            admit(k);
            if (!rows_.leaving.empty()) {
                leaving = take_out(k, stratum, leaving);
            }
            if (rows_.times[k].events > 0) {
                visit(k, at_risk_, events_);
            }
        }
    }

    template <typename Visit>
    void all(Visit const& visit) {
        for (std::size_t s = 0; s < rows_.strata(); ++s) {
            stratum(s, visit);
        }
    }

private:
    [[nodiscard]] double const* x(std::size_t place) const {
        return rows_.x.data() + place * rows_.covariates();
    }

    void admit(std::size_t k) {
        auto const& time = rows_.times[k];
        auto const end = rows_.end_of(k);
        events_.clear();
        for (std::size_t place = time.begin; place < time.begin + time.events; ++place) {
            events_.add(x(place), risk_[place]);
        }
        for (std::size_t place = time.begin; place < end; ++place) {
            at_risk_.add(x(place), risk_[place]);
        }
        largest_ = std::max(largest_, at_risk_.total());
    }

    std::size_t take_out(std::size_t k, std::size_t stratum, std::size_t leaving) {
        auto const end = rows_.stratum_places[stratum + 1];
        for (; leaving < end && rows_.first_time[rows_.leaving[leaving]] > k; ++leaving) {
            auto const place = rows_.leaving[leaving];
            at_risk_.add(x(place), -risk_[place]);
        }
        // What is left of a sum after its large terms went is rounding: take it anew.
        constexpr double digits_lost = 1e-5;
        if (at_risk_.total() < digits_lost * largest_) {
            count_anew(k, end);
        }
        return leaving;
    }

    void count_anew(std::size_t k, std::size_t end) {
        at_risk_.clear();
        for (std::size_t place = rows_.times[k].begin; place < end; ++place) {
            if (rows_.first_time[place] <= k) {
                at_risk_.add(x(place), risk_[place]);
            }
        }
        largest_ = at_risk_.total();
    }

    CoxRows const& rows_;
    std::span<double const> risk_;
    RiskSums at_risk_;
    RiskSums events_;
    double largest_ = 0; ///< total since it was last counted anew
};

/// The steps in which tied events are taken: Efron's, one an event, or Breslow's single one.
struct TieSteps {
    std::size_t steps;
    double weight; ///< of each step

    TieSteps(CoxEventTime const& time, CoxTies ties)
        : steps(ties == CoxTies::efron ? time.events : 1),
          weight(time.event_weight / static_cast<double>(steps)) {}
    /// Share of the tied that the risk set has lost before a step.
    [[nodiscard]] double gone(std::size_t step) const {
        return static_cast<double>(step) / static_cast<double>(steps);
    }
};

} // namespace analysis
