#include "analysis/cox/cox_partial.hpp"

#include "analysis/cox/risk_sums.hpp"

#include <cmath>
#include <limits>

namespace analysis {

namespace {

using Index = Eigen::Index;

class Accumulator {
public:
    Accumulator(CoxRows const& rows, CoxTies ties)
        : rows_(rows),
          ties_(ties),
          mean_(rows.covariates()),
          score_(rows.covariates()),
          information_(rows.covariates() * (rows.covariates() + 1) / 2) {}

    void add(CoxEventTime const& time, RiskSums const& at_risk, RiskSums const& events) {
        TieSteps const steps(time, ties_);
        for (std::size_t step = 0; step < steps.steps; ++step) {
            add_step(steps.weight, steps.gone(step), at_risk.all().data(), events.all().data());
        }
    }

    [[nodiscard]] CoxPartial result(double event_sum) const {
        auto const covariates = static_cast<Index>(rows_.covariates());
        CoxPartial result{event_sum + log_likelihood_, rows_.event_sum,
                          Eigen::MatrixXd(covariates, covariates)};
        std::size_t at = 0;
        for (Index j = 0; j < covariates; ++j) {
            result.score[j] -= score_[static_cast<std::size_t>(j)];
            for (Index l = 0; l <= j; ++l) {
                result.information(j, l) = result.information(l, j) = information_[at++];
            }
        }
        return result;
    }

private:
    void add_step(double weight, double gone, double const* at_risk, double const* events) {
        double const risk = *at_risk++ - gone * *events++;
        double const share = 1 / risk;
        log_likelihood_ -= weight * std::log(risk);
        auto const covariates = mean_.size();
        for (std::size_t j = 0; j < covariates; ++j) {
            mean_[j] = (*at_risk++ - gone * *events++) * share;
            score_[j] += weight * mean_[j];
        }
        double* to = information_.data();
        for (std::size_t j = 0; j < covariates; ++j) {
            for (std::size_t l = 0; l <= j; ++l) {
                double const square = (*at_risk++ - gone * *events++) * share;
                *to++ += weight * (square - mean_[j] * mean_[l]);
            }
        }
    }

    CoxRows const& rows_;
    CoxTies ties_;
    double log_likelihood_ = 0;
    std::vector<double> mean_;
    std::vector<double> score_;
    std::vector<double> information_;
};

CoxPartial overflow(CoxRows const& rows) {
    auto const covariates = static_cast<Index>(rows.covariates());
    return {-std::numeric_limits<double>::infinity(), Eigen::VectorXd::Zero(covariates),
            Eigen::MatrixXd::Zero(covariates, covariates)};
}

/// Elementary symmetric sums of the hazards, their gradients and second derivatives.
class Subsets {
public:
    explicit Subsets(Index covariates) : covariates_(covariates) {}

    void start(std::size_t size) {
        sum_.assign(size + 1, 0);
        sum_[0] = 1;
        gradient_.setZero(covariates_, static_cast<Index>(size) + 1);
        curvature_.assign(size + 1, Eigen::MatrixXd::Zero(covariates_, covariates_));
    }

    void add(Eigen::VectorXd const& x, double risk) {
        for (auto k = sum_.size() - 1; k > 0; --k) {
            auto const before = gradient_.col(static_cast<Index>(k) - 1);
            curvature_[k] += risk * (curvature_[k - 1] + x * before.transpose() +
                                     before * x.transpose() + sum_[k - 1] * x * x.transpose());
            gradient_.col(static_cast<Index>(k)) += risk * (before + sum_[k - 1] * x);
            sum_[k] += risk * sum_[k - 1];
        }
    }

    [[nodiscard]] double sum() const { return sum_.back(); }
    [[nodiscard]] Eigen::VectorXd mean() const {
        return gradient_.col(gradient_.cols() - 1) / sum();
    }
    [[nodiscard]] Eigen::MatrixXd variance() const {
        return curvature_.back() / sum() - mean() * mean().transpose();
    }

private:
    Index covariates_;
    std::vector<double> sum_;
    Eigen::MatrixXd gradient_;
    std::vector<Eigen::MatrixXd> curvature_;
};

void add_exact(CoxPartial& to, CoxRows const& rows, std::size_t k, CoxRisk const& risk,
               double at_risk) {
    auto const& time = rows.times[k];
    auto const size = static_cast<double>(time.events);
    // Subsets of d have a sum near (e S0 / d)^d: in these units it stays near 1.
    double const unit = at_risk * std::exp(1.0) / size;
    Subsets subsets(static_cast<Index>(rows.covariates()));
    subsets.start(time.events);
    auto const end = rows.stratum_places[time.stratum + 1];
    for (std::size_t place = time.begin; place < end; ++place) {
        if (rows.first_time.empty() || rows.first_time[place] <= k) {
            auto const x = rows.covariates_of(place);
            subsets.add(Eigen::Map<Eigen::VectorXd const>(x.data(), static_cast<Index>(x.size())),
                        risk.risk[place] / unit);
        }
    }
    to.log_likelihood -= std::log(subsets.sum()) + size * std::log(unit);
    to.score -= subsets.mean();
    to.information += subsets.variance();
}

} // namespace

CoxPartial cox_partial(CoxRows const& rows, Eigen::VectorXd const& beta, CoxTies ties) {
    if (ties == CoxTies::exact) {
        return exact_partial(rows, beta);
    }
    auto const risk = cox_risk(rows, beta);
    Accumulator sums(rows, ties);
    RiskWalk(rows, risk.risk, Moments::second)
        .all([&](std::size_t k, RiskSums const& at_risk, RiskSums const& events) {
            sums.add(rows.times[k], at_risk, events);
        });
    // Where all who are at risk have vanished beside others.
    auto result = sums.result(risk.event_sum);
    return std::isfinite(result.log_likelihood) ? result : overflow(rows);
}

CoxPartial exact_partial(CoxRows const& rows, Eigen::VectorXd const& beta) {
    auto result = overflow(rows);
    auto const risk = cox_risk(rows, beta);
    result.log_likelihood = risk.event_sum;
    result.score = rows.event_sum;
    RiskWalk(rows, risk.risk, Moments::zeroth)
        .all([&](std::size_t k, RiskSums const& at_risk, RiskSums const& /*events*/) {
            add_exact(result, rows, k, risk, at_risk.total());
        });
    return std::isfinite(result.log_likelihood) ? result : overflow(rows);
}

} // namespace analysis
