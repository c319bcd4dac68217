#include "analysis/parametric/maximise.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <utility>

namespace analysis {

namespace {

constexpr int most_steps = 200;
constexpr double longest_step = 3;
constexpr double small_step = 1e-9;    // the error left is about its square
constexpr double rounding_step = 1e-6; // below it a step may gain nothing but rounding
constexpr double far_away = 30;        // no parameter of a problem of order 1 gets there
constexpr double flat = 1e-9; // information per event: a standard error of 30000 of one event
constexpr double no_gain = 1e-7;

double weight_of_events(Problem const& problem) {
    double sum = 0;
    for (auto const& row : problem.rows) {
        sum += row.kind == Observation::Kind::censored ? 0 : row.weight;
    }
    return sum;
}

/// The largest element; the location's intercept counts half, for it follows where a covariate
/// runs.
std::size_t foremost(Eigen::VectorXd direction) {
    direction = direction.cwiseAbs().eval();
    direction[0] /= 2;
    Eigen::Index index = 0;
    direction.maxCoeff(&index);
    return static_cast<std::size_t>(index);
}

/// The information's eigenvalues at a point, and Newton's step made to point uphill.
class Step {
public:
    Step(LogLikelihood const& at, double events) : events_(events), solver_(-at.hessian) {
        auto const size = solver_.eigenvalues().cwiseAbs().cwiseMax(flat / 10 * events).eval();
        auto const& directions = solver_.eigenvectors();
        step_ = directions * (directions.transpose() * at.gradient).cwiseQuotient(size).eval();
        gain_ = at.gradient.dot(step_) / 2;
        length_ = step_.cwiseAbs().maxCoeff();
    }

    [[nodiscard]] Eigen::VectorXd bounded() const {
        return length_ > longest_step ? (step_ * (longest_step / length_)).eval() : step_;
    }
    [[nodiscard]] double length() const { return length_; }
    /// What the quadratic expects.
    [[nodiscard]] double gain() const { return gain_; }
    [[nodiscard]] bool is_flat() const {
        return solver_.eigenvalues()[0] < flat * events_ && gain_ < no_gain;
    }
    /// The parameter that has most of the flattest direction.
    [[nodiscard]] std::size_t flattest() const { return foremost(solver_.eigenvectors().col(0)); }

private:
    double events_;
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver_;
    Eigen::VectorXd step_;
    double gain_ = 0;
    double length_ = 0;
};

bool is_finite(LogLikelihood const& at) {
    return std::isfinite(at.value) && at.gradient.allFinite() && at.hessian.allFinite();
}

class Search {
public:
    Search(Problem const& problem, Eigen::VectorXd const& start, core::LoopOptions const& options)
        : problem_(problem), options_(options), start_(start), events_(weight_of_events(problem)) {
        result_.at = start;
        result_.likelihood = log_likelihood(problem, start, options);
    }

    Maximum run() {
        if (is_finite(result_.likelihood)) {
            while (result_.steps < most_steps && !is_over()) {
                ++result_.steps;
            }
        }
        return result_;
    }

private:
    /// One step; whether it was the last.
    bool is_over() {
        Step const step(result_.likelihood, events_);
        if (step.is_flat()) {
            result_.runaway = step.flattest();
            return end(FitStatus::no_maximum);
        }
        bool const moved = climb(step);
        if (step.length() < (moved ? small_step : rounding_step)) {
            return end(FitStatus::converged);
        }
        return !moved || has_run_away();
    }

    /// Halves the step until it gains a part of what its slope promises.
    bool climb(Step const& step) {
        constexpr int most_halvings = 40;
        constexpr double part = 1e-4;
        Eigen::VectorXd move = step.bounded();
        double const rounding = 1e-14 * (std::abs(result_.likelihood.value) + events_);
        for (int i = 0; i < most_halvings; ++i, move /= 2) {
            auto next = log_likelihood(problem_, result_.at + move, options_);
            double const promised = result_.likelihood.gradient.dot(move);
            double const gain = next.value - result_.likelihood.value;
            if (is_finite(next) && gain >= part * promised - rounding) {
                result_.at += move;
                result_.likelihood = std::move(next);
                return true;
            }
        }
        return false;
    }

    bool has_run_away() {
        if ((result_.at - start_).cwiseAbs().maxCoeff() < far_away) {
            return false;
        }
        result_.runaway = foremost(result_.at - start_);
        return end(FitStatus::no_maximum);
    }

    bool end(FitStatus status) {
        result_.status = status;
        return true;
    }

    Problem const& problem_;
    core::LoopOptions const& options_;
    Eigen::VectorXd start_;
    double events_;
    Maximum result_;
};

} // namespace

Maximum maximise(Problem const& problem, Eigen::VectorXd const& start,
                 core::LoopOptions const& options) {
    return Search(problem, start, options).run();
}

} // namespace analysis
