#include "analysis/contrasts/gray_test.hpp"

#include "analysis/contrasts/risk_scan.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

using Eigen::Index;
using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Survival and incidences of one stratum as time passes; `now` of a time is before its events.
class Curves {
public:
    Curves(Index groups, double rho)
        : rho_(rho), survival_(VectorXd::Ones(groups)), incidence_(VectorXd::Zero(groups)) {}

    /// What the present time adds to everything below.
    struct Step {
        VectorXd score;
        MatrixXd influence;       ///< (groups, groups): of an event in the second on the score of
                                  ///< the first
        MatrixXd drift;           ///< by how much what is passed on to later scores falls
        VectorXd passed_by_own;   ///< share of the later influence that an event of the cause meets
        VectorXd passed_by_other; ///< and one of another cause
        VectorXd own_variance;    ///< of the incidence over survival, in each group
        VectorXd other_variance;
    };

    Step step(RiskSet const& set) {
        Map<VectorXd const> const at_risk(set.at_risk.data(), survival_.size());
        Map<VectorXd const> const events(set.events.data(), survival_.size());
        Map<VectorXd const> const own(set.of_cause.data(), survival_.size());
        VectorXd const before = survival_;
        // Numbers at risk as they would be had nobody been censored or left by any cause.
        VectorXd const uncensored =
            (at_risk.array() > 0).select(at_risk.cwiseQuotient(before), 0.0);
        double const all = uncensored.sum();
        double const d = set.all_of_cause;

        Step now;
        weigh(now, uncensored, own, d);
        move_on(at_risk, events, own, d / all);
        pass_on(now);
        now.own_variance = now.other_variance = VectorXd::Zero(before.size());
        for (Index k = 0; k < before.size(); ++k) {
            if (at_risk[k] > 0) {
                // Under the hypothesis the events of the cause are shared out among the groups.
                double const tied = d > 1 ? 1 - (d - 1) / (all * before[k] - 1) : 1;
                now.own_variance[k] = tied * before[k] * d / (all * at_risk[k]);
                now.other_variance[k] = other_variance(at_risk[k], events[k] - own[k], before[k]);
            }
        }
        return now;
    }

private:
    /// Score and influence, from the curves before the present time.
    void weigh(Step& now, VectorXd const& uncensored, VectorXd const& own, double d) const {
        double const all = uncensored.sum();
        double const weight = std::pow(std::max(0.0, 1 - all_incidence_), rho_);
        VectorXd const at_risk_of_cause = uncensored.array() * (1 - incidence_.array());
        now.score = weight * (own - at_risk_of_cause * (d / at_risk_of_cause.sum()));
        now.influence = -weight * (uncensored * uncensored.transpose()) / all;
        // As minus the others of its column, a group that is alone has exactly no influence.
        for (Index k = 0; k < own.size(); ++k) {
            now.influence(k, k) = 0;
            now.influence(k, k) = -now.influence.col(k).sum();
        }
        now.drift = now.influence * (d / (all * (1 - all_incidence_)));
    }

    void move_on(VectorXd const& at_risk, VectorXd const& events, VectorXd const& own,
                 double all_increment) {
        for (Index k = 0; k < at_risk.size(); ++k) {
            if (at_risk[k] > 0) {
                incidence_[k] += survival_[k] * own[k] / at_risk[k];
                survival_[k] *= (at_risk[k] - events[k]) / at_risk[k];
            }
        }
        all_incidence_ += all_increment;
    }

    /// From the curves after the present time.
    void pass_on(Step& now) const {
        now.passed_by_other = VectorXd::Zero(survival_.size());
        for (Index k = 0; k < survival_.size(); ++k) {
            if (survival_[k] > 0) {
                now.passed_by_other[k] = (1 - all_incidence_) / survival_[k];
            }
        }
        now.passed_by_own = 1 - now.passed_by_other.array();
    }

    static double other_variance(double n, double d, double survival) {
        double const tied = d > 1 ? 1 - (d - 1) / (n - 1) : 1;
        return tied * survival * survival * d / (n * n);
    }

    double rho_;
    VectorXd survival_;
    VectorXd incidence_;
    double all_incidence_ = 0;
};

/// Everything that an event at u still weighs on the scores is the sum of the drifts after u: one
/// walk adds them all up, a second one takes them away again as it passes.
class Walk {
public:
    Walk(RiskScan& scan, std::size_t stratum, double rho)
        : scan_(scan), stratum_(stratum), rho_(rho) {}

    void add_to(GrayTest& test) const {
        auto const groups = static_cast<Index>(scan_.groups());
        MatrixXd later = MatrixXd::Zero(groups, groups);
        for_each_step([&later](Curves::Step const& now) { later += now.drift; });
        for_each_step([&later, &test](Curves::Step const& now) {
            later -= now.drift;
            test.score += now.score;
            MatrixXd const of_own = now.influence + later * now.passed_by_own.asDiagonal();
            MatrixXd const of_other = later * now.passed_by_other.asDiagonal();
            test.covariance += of_own * now.own_variance.asDiagonal() * of_own.transpose() +
                               of_other * now.other_variance.asDiagonal() * of_other.transpose();
        });
    }

private:
    template <typename Use>
    void for_each_step(Use const& use) const {
        Curves curves(static_cast<Index>(scan_.groups()), rho_);
        scan_.start(stratum_);
        while (scan_.next()) {
            use(curves.step(scan_.set()));
        }
    }

    RiskScan& scan_;
    std::size_t stratum_;
    double rho_;
};

} // namespace

GrayTest gray_test(EventTable const& table, int cause, Grouping const& groups,
                   Grouping const& strata, double rho) {
    HOLDFAST_EXPECT(cause >= 1 && cause <= table.causes);
    HOLDFAST_EXPECT(groups.groups >= 1 && groups.of.size() == table.size() && rho >= 0);
    auto const size = static_cast<Index>(groups.groups);
    GrayTest test{
        .score = VectorXd::Zero(size), .covariance = MatrixXd::Zero(size, size), .test = {}};
    if (!table.entry.empty()) {
        test.score.setConstant(undefined);
        test.covariance.setConstant(undefined);
        return test;
    }
    RiskScan scan(table, groups, strata, cause);
    for (std::size_t stratum = 0; stratum < scan.strata(); ++stratum) {
        Walk(scan, stratum, rho).add_to(test);
    }
    test.test = quadratic_test(test.score, test.covariance);
    return test;
}

} // namespace analysis
