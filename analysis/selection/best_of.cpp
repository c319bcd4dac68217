#include "analysis/selection/best_of.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis {

namespace {

using Values = Eigen::Ref<Eigen::MatrixXd const>;

/// h^2 of the procedure.
double squared_constant(std::size_t systems, BestOfGoal const& goal) {
    double const freedom = static_cast<double>(goal.first) - 1.0;
    double const share = 2.0 * (1.0 - goal.confidence) / (static_cast<double>(systems) - 1.0);
    return freedom * (std::pow(share, -2.0 / freedom) - 1.0);
}

/// Of the difference of two systems over the first stage.
double difference_variance(Values const& values, Eigen::Index i, Eigen::Index l,
                           std::size_t first) {
    auto const n = static_cast<Eigen::Index>(first);
    Eigen::ArrayXd const difference = values.col(i).head(n).array() - values.col(l).head(n).array();
    double const mean = difference.sum() / static_cast<double>(n);
    return (difference - mean).square().sum() / static_cast<double>(n - 1);
}

/// The procedure as it goes, one row after the other.
class Race {
public:
    Race(Values const& values, BestOfGoal const& goal)
        : values_(values), goal_(goal), systems_(static_cast<std::size_t>(values.cols())) {
        found_.in.resize(systems_);
        std::iota(found_.in.begin(), found_.in.end(), 0U);
        found_.spent.assign(systems_, 0);
        sums_.setZero(values.cols());
    }

    BestOf run() {
        if (systems_ == 1) {
            found_.best = 0;
            found_.status = BestOfStatus::chosen;
        }
        for (Eigen::Index row = 0; row < values_.rows() && found_.status == BestOfStatus::more;
             ++row) {
            take(row);
        }
        return found_;
    }

private:
    void take(Eigen::Index row) {
        for (std::size_t const system : found_.in) {
            if (!std::isfinite(values_(row, index(system)))) {
                found_.status = BestOfStatus::missing;
                return;
            }
        }
        ++found_.replicates;
        for (std::size_t const system : found_.in) {
            ++found_.spent[system];
            sums_(index(system)) +=
                (goal_.better == Better::larger ? 1.0 : -1.0) * values_(row, index(system));
        }
        if (found_.replicates == goal_.first) {
            end_first_stage();
        }
        if (found_.replicates >= goal_.first) {
            screen();
        }
        found_.best = leader();
    }

    /// How far each pair runs: h2 S2 / delta^2, beyond which its margin is 0.
    void end_first_stage() {
        double const scale =
            squared_constant(systems_, goal_) / (goal_.indifference * goal_.indifference);
        runs_.setZero(values_.cols(), values_.cols());
        for (Eigen::Index i = 0; i < values_.cols(); ++i) {
            for (Eigen::Index l = i + 1; l < values_.cols(); ++l) {
                runs_(i, l) = scale * difference_variance(values_, i, l, goal_.first);
                runs_(l, i) = runs_(i, l);
            }
        }
    }

    void screen() {
        auto const before = found_.in;
        std::erase_if(found_.in, [&](std::size_t i) {
            return std::any_of(before.begin(), before.end(),
                               [&](std::size_t l) { return beaten(index(i), index(l)); });
        });
        double const longest = longest_run();
        found_.at_most = std::max(found_.replicates, static_cast<std::size_t>(std::ceil(longest)));
        if (found_.in.size() == 1 || static_cast<double>(found_.replicates) >= longest) {
            found_.status = BestOfStatus::chosen;
            found_.at_most = found_.replicates;
        }
    }

    /// Sums rather than means: both sides times r.
    [[nodiscard]] bool beaten(Eigen::Index i, Eigen::Index l) const {
        double const left = runs_(i, l) - static_cast<double>(found_.replicates);
        return sums_(i) - sums_(l) < -std::max(0.0, goal_.indifference / 2.0 * left);
    }

    [[nodiscard]] double longest_run() const {
        double longest = 0.0;
        for (std::size_t const i : found_.in) {
            for (std::size_t const l : found_.in) {
                longest = std::max(longest, runs_(index(i), index(l)));
            }
        }
        return longest;
    }

    [[nodiscard]] std::size_t leader() const {
        return *std::max_element(
            found_.in.begin(), found_.in.end(),
            [this](std::size_t a, std::size_t b) { return sums_(index(a)) < sums_(index(b)); });
    }

    static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

    Values const& values_;
    BestOfGoal const& goal_;
    std::size_t systems_;
    Eigen::VectorXd sums_; ///< shape (systems); signs such that larger is better
    Eigen::MatrixXd runs_; ///< shape (systems, systems)
    BestOf found_;
};

} // namespace

BestOf best_of(Eigen::Ref<Eigen::MatrixXd const> const& values, BestOfGoal const& goal) {
    HOLDFAST_EXPECT(values.cols() >= 1);
    HOLDFAST_EXPECT(goal.indifference > 0);
    HOLDFAST_EXPECT(goal.confidence >= 0.5 && goal.confidence < 1);
    HOLDFAST_EXPECT(goal.first >= 2);
    return Race(values, goal).run();
}

} // namespace analysis
