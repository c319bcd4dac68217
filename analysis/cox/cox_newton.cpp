#include "analysis/cox/cox_newton.hpp"

#include <Eigen/Cholesky>

#include <cmath>

namespace analysis {

namespace {

class Search {
public:
    Search(PartialAt const& partial, Eigen::Index covariates, double events)
        : partial_(partial), events_(events) {
        found_.beta.setZero(covariates);
        found_.at_zero = found_.at_maximum = partial(found_.beta);
    }

    CoxSearch run(int most_steps) {
        if (found_.beta.size() == 0) {
            return ended(FitStatus::converged, std::nullopt);
        }
        if (auto const none = without_information(found_.at_zero.information, events_)) {
            return ended(FitStatus::collinear, none);
        }
        while (found_.steps < most_steps) {
            ++found_.steps;
            if (auto const status = one_step()) {
                return ended(*status, *status == FitStatus::no_maximum
                                          ? std::optional(largest(step_))
                                          : std::nullopt);
            }
        }
        return found_;
    }

private:
    [[nodiscard]] static Eigen::Index largest(Eigen::VectorXd const& of) {
        Eigen::Index at = 0;
        of.cwiseAbs().maxCoeff(&at);
        return at;
    }

    CoxSearch ended(FitStatus status, std::optional<Eigen::Index> culprit) {
        found_.status = status;
        found_.culprit = culprit;
        return found_;
    }

    std::optional<FitStatus> one_step() {
        auto const& now = found_.at_maximum;
        Eigen::LDLT<Eigen::MatrixXd> const solver(now.information);
        Eigen::VectorXd const step = solver.solve(now.score);
        double const rise = now.score.dot(step) / events_; // twice what is left to rise, about
        if (!step.allFinite() || !(rise >= -flat)) {
            if (step_.size() == 0) {
                step_ = now.score;
            }
            return FitStatus::no_maximum; // the information of a direction has gone
        }
        double const length = step.cwiseAbs().maxCoeff();
        bool const shrinks = step_.size() == 0 || length < 0.5 * step_.cwiseAbs().maxCoeff();
        step_ = step;
        if (rise < flat && !shrinks && length > rounding * found_.beta.cwiseAbs().maxCoeff()) {
            return FitStatus::no_maximum;
        }
        go(rise);
        if (rise < done || length <= rounding * found_.beta.cwiseAbs().maxCoeff()) {
            return FitStatus::converged;
        }
        return std::nullopt;
    }

    void go(double rise) {
        Eigen::VectorXd step = step_;
        double const before = found_.at_maximum.log_likelihood;
        // Near the top the likelihood's own rounding would forbid good steps.
        double const slack = rise < flat ? INFINITY : 1e-12 * std::abs(before);
        auto next = partial_(found_.beta + step);
        for (int halved = 0; halved < 60 && !(next.log_likelihood >= before - slack); ++halved) {
            step /= 2;
            next = partial_(found_.beta + step);
        }
        found_.beta += step;
        found_.at_maximum = std::move(next);
    }

    static constexpr double flat = 1e-9;      // an event
    static constexpr double done = 1e-14;     // an event; the error left is about its square root
                                              // squared, in standard errors
    static constexpr double rounding = 1e-14; // of beta

    PartialAt const& partial_;
    double events_;
    CoxSearch found_;
    Eigen::VectorXd step_;
};

} // namespace

CoxSearch cox_newton(PartialAt const& partial, Eigen::Index covariates, double events,
                     int most_steps) {
    return Search(partial, covariates, events).run(most_steps);
}

std::optional<Eigen::Index> without_information(Eigen::MatrixXd const& information, double events) {
    constexpr double tolerance = 1e-11;
    auto const covariates = information.rows();
    Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(covariates, covariates);
    for (Eigen::Index j = 0; j < covariates; ++j) {
        for (Eigen::Index l = 0; l < j; ++l) {
            lower(j, l) =
                (information(j, l) - lower.row(j).head(l).dot(lower.row(l).head(l))) / lower(l, l);
        }
        double const left = information(j, j) - lower.row(j).head(j).squaredNorm();
        if (!(information(j, j) > tolerance * tolerance * events) ||
            !(left > tolerance * information(j, j))) {
            return j;
        }
        lower(j, j) = std::sqrt(left);
    }
    return std::nullopt;
}

} // namespace analysis
