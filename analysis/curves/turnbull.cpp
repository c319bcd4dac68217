#include "analysis/curves/turnbull.hpp"

#include "analysis/curves/turnbull_support.hpp"
#include "core/contract.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace analysis {

namespace {

constexpr double close_enough = 1e-10; ///< of D_j / W to 1
constexpr std::size_t most_steps = 20000;
constexpr std::size_t most_solved = 400; ///< masses that Newton's step may take at once

using Mass = std::vector<double>;

/// The likelihood of masses on the intervals of support; each row holds a run of them, so that sums
/// over them are differences of running sums.
class Likelihood {
public:
    explicit Likelihood(Support const& support) : support_(support) {
        weight_ = std::accumulate(support.weight.begin(), support.weight.end(), 0.0);
    }

    [[nodiscard]] double total_weight() const { return weight_; }

    /// P_i, shape (rows)
    [[nodiscard]] std::vector<double> of_rows(Mass const& mass) const {
        std::vector<double> until(mass.size() + 1);
        std::partial_sum(mass.begin(), mass.end(), until.begin() + 1);
        std::vector<double> rows(support_.first.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = until[support_.last[i] + 1] - until[support_.first[i]];
        }
        return rows;
    }

    [[nodiscard]] double log(Mass const& mass) const {
        auto const rows = of_rows(mass);
        double sum = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            sum += rows[i] > 0 ? support_.weight[i] * std::log(rows[i])
                               : -std::numeric_limits<double>::infinity();
        }
        return sum;
    }

    /// D_j / W, shape (masses)
    [[nodiscard]] std::vector<double> slope(Mass const& mass) const {
        auto const rows = of_rows(mass);
        std::vector<double> change(mass.size() + 1);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            double const share = support_.weight[i] / (rows[i] * weight_);
            change[support_.first[i]] += share;
            change[support_.last[i] + 1] -= share;
        }
        std::partial_sum(change.begin(), change.end(), change.begin());
        change.pop_back();
        return change;
    }

    /// - second derivatives by the chosen masses, over W. shape (chosen, chosen)
    [[nodiscard]] Eigen::MatrixXd curvature(Mass const& mass,
                                            std::vector<std::size_t> const& chosen) const {
        auto const rows = of_rows(mass);
        auto const size = static_cast<Eigen::Index>(chosen.size());
        Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(size, size);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const from = std::lower_bound(chosen.begin(), chosen.end(), support_.first[i]);
            auto const to = std::upper_bound(from, chosen.end(), support_.last[i]);
            auto const begin = static_cast<Eigen::Index>(from - chosen.begin());
            auto const width = static_cast<Eigen::Index>(to - from);
            matrix.block(begin, begin, width, width).array() +=
                support_.weight[i] / (rows[i] * rows[i] * weight_);
        }
        return matrix;
    }

private:
    Support const& support_;
    double weight_ = 0;
};

/// How far the Kuhn-Tucker conditions are from met: D_j above W anywhere, or off W where there is
/// mass.
double gap_of(Mass const& mass, std::vector<double> const& slope) {
    double gap = 0;
    for (std::size_t j = 0; j < mass.size(); ++j) {
        gap = std::max(gap, mass[j] > 0 ? std::abs(slope[j] - 1) : slope[j] - 1);
    }
    return gap;
}

void normalise(Mass& mass) {
    double const sum = std::accumulate(mass.begin(), mass.end(), 0.0);
    for (double& p : mass) {
        p /= sum;
    }
}

/// The EM step: each mass grows by D_j / W, which never lowers the likelihood.
Mass em_step(Likelihood const& likelihood, Mass mass) {
    auto const slope = likelihood.slope(mass);
    for (std::size_t j = 0; j < mass.size(); ++j) {
        mass[j] *= slope[j];
    }
    normalise(mass);
    return mass;
}

/// Two EM steps, extrapolated as far as they seem to lead, and a third from there.
/// Source: Varadhan & Roland 2008 (SQUAREM, third step length).
Mass squared_step(Likelihood const& likelihood, Mass const& start) {
    auto const one = em_step(likelihood, start);
    auto const two = em_step(likelihood, one);
    double of_first = 0;
    double of_second = 0;
    for (std::size_t j = 0; j < start.size(); ++j) {
        double const first = one[j] - start[j];
        double const second = two[j] - one[j] - first;
        of_first += first * first;
        of_second += second * second;
    }
    double const length = of_second > 0 ? std::sqrt(of_first / of_second) : 1;
    Mass far(start.size());
    for (std::size_t j = 0; j < start.size(); ++j) {
        double const first = one[j] - start[j];
        double const second = two[j] - one[j] - first;
        // Never down to 0 at once, from where no EM step leads back.
        far[j] = std::max(start[j] + 2 * length * first + length * length * second, two[j] / 2);
    }
    normalise(far);
    far = em_step(likelihood, far);
    return likelihood.log(far) >= likelihood.log(two) ? far : two;
}

/// Newton's step on the masses above 0 and those that D_j asks for. A mass that would fall below 0
/// stops there. Halved until the likelihood does not fall, not taken when it always does.
void newton_step(Likelihood const& likelihood, Mass& mass) {
    auto const slope = likelihood.slope(mass);
    std::vector<std::size_t> chosen;
    for (std::size_t j = 0; j < mass.size(); ++j) {
        if (mass[j] > 0 || slope[j] > 1) {
            chosen.push_back(j);
        }
    }
    if (chosen.size() > most_solved) {
        return;
    }
    auto const size = static_cast<Eigen::Index>(chosen.size());
    // Sum w log P / W - sum p has the same maximum, with the sum of p left free.
    Eigen::VectorXd right(size);
    for (Eigen::Index k = 0; k < size; ++k) {
        right[k] = slope[chosen[static_cast<std::size_t>(k)]] - 1;
    }
    auto const curvature = likelihood.curvature(mass, chosen);
    double const ridge = 1e-12 * curvature.trace() / static_cast<double>(size);
    Eigen::VectorXd const step =
        (curvature + ridge * Eigen::MatrixXd::Identity(size, size)).ldlt().solve(right);
    double const before = likelihood.log(mass);
    for (double length = 1; length > 1e-6; length /= 2) {
        Mass next(mass.size());
        for (Eigen::Index k = 0; k < size; ++k) {
            auto const j = chosen[static_cast<std::size_t>(k)];
            next[j] = std::max(0.0, mass[j] + length * step[k]);
        }
        normalise(next);
        if (likelihood.log(next) >= before - 1e-13 * std::abs(before)) {
            mass = std::move(next);
            return;
        }
    }
}

/// Small masses where the likelihood falls: towards 0 the EM steps take them only slowly.
void drop_vanishing(Likelihood const& likelihood, Mass& mass) {
    auto const slope = likelihood.slope(mass);
    auto dropped = mass;
    for (std::size_t j = 0; j < mass.size(); ++j) {
        if (slope[j] < 1 && mass[j] < 1e-5 && mass[j] < 1e-2 * (1 - slope[j])) {
            dropped[j] = 0;
        }
    }
    normalise(dropped);
    if (likelihood.log(dropped) >= likelihood.log(mass)) {
        mass = std::move(dropped);
    }
}

/// Puts a little mass where the likelihood would rise by it.
void revive(std::vector<double> const& slope, Mass& mass) {
    bool revived = false;
    for (std::size_t j = 0; j < mass.size(); ++j) {
        if (mass[j] == 0 && slope[j] > 1 + close_enough) {
            mass[j] = 1e-6;
            revived = true;
        }
    }
    if (revived) {
        normalise(mass);
    }
}

struct Climbed {
    Mass mass;
    double gap;
    std::size_t steps;
};

Climbed climb(Likelihood const& likelihood, std::size_t masses) {
    constexpr std::size_t between_newton = 10;
    Climbed best{Mass(masses, 1 / static_cast<double>(masses)), undefined, 0};
    auto& mass = best.mass;
    while (true) {
        auto const slope = likelihood.slope(mass);
        best.gap = gap_of(mass, slope);
        if (best.gap <= close_enough || best.steps == most_steps) {
            return best;
        }
        ++best.steps;
        revive(slope, mass);
        mass = squared_step(likelihood, mass);
        if (best.steps % between_newton == 0) {
            drop_vanishing(likelihood, mass);
            newton_step(likelihood, mass);
        }
    }
}

} // namespace

Turnbull turnbull(IntervalTable const& table) {
    auto const support = support_of(table);
    if (support.first.empty()) {
        return {};
    }
    Likelihood const likelihood(support);
    auto const climbed = climb(likelihood, support.left.size());
    Turnbull found;
    found.status = climbed.gap <= close_enough ? FitStatus::converged : FitStatus::not_converged;
    found.gap = climbed.gap;
    found.steps = climbed.steps;
    found.log_likelihood = likelihood.log(climbed.mass);
    for (std::size_t j = 0; j < climbed.mass.size(); ++j) {
        if (climbed.mass[j] > 0) {
            found.left.push_back(support.left[j]);
            found.right.push_back(support.right[j]);
            found.mass.push_back(climbed.mass[j]);
        }
    }
    return found;
}

Turnbull::Bounds Turnbull::at(double t) const {
    if (status != FitStatus::converged) {
        return {};
    }
    // From the last, so that S is 0 exactly where all mass is behind.
    Bounds bounds{.low = 0, .high = 0};
    for (std::size_t j = mass.size(); j-- > 0 && right[j] > t;) {
        bounds.high += mass[j];
        bounds.low += left[j] >= t ? mass[j] : 0;
    }
    return bounds;
}

} // namespace analysis
