#include "analysis/sensitivity/shapley_effects.hpp"

#include "analysis/sensitivity/chaos_expansion.hpp"

#include <Eigen/Cholesky>

#include <cmath>

namespace analysis {
namespace {

/// Shares of all factors, one kind after the other: Shapley, first, total.
struct Shares {
    Eigen::VectorXd shapley;
    Eigen::VectorXd first;
    Eigen::VectorXd total;
};

/// What each term but the constant gives to the variance: its squared coefficient without noise.
/// @param weights  how often each point counts, shape (points)
Eigen::VectorXd squares_of(ChaosExpansion const& expansion, Eigen::VectorXd const& weights) {
    auto const& x = expansion.basis;
    Eigen::MatrixXd const weighted = weights.asDiagonal() * x;
    Eigen::MatrixXd const gram = x.transpose() * weighted;
    Eigen::LDLT<Eigen::MatrixXd> const solver(gram);
    Eigen::VectorXd const c = solver.solve(weighted.transpose() * expansion.output);
    Eigen::ArrayXd const residual = (expansion.output - x * c).array();
    double const freedom = weights.sum() - static_cast<double>(x.cols());
    double const variance = (weights.array() * residual.square()).sum() / freedom;
    Eigen::VectorXd const noise =
        variance * solver.solve(Eigen::MatrixXd::Identity(x.cols(), x.cols())).diagonal();
    return (c.cwiseAbs2() - noise).tail(x.cols() - 1);
}

Shares shares_of(ChaosExpansion const& expansion, Eigen::VectorXd const& squares,
                 Eigen::Index factors) {
    Shares shares{Eigen::VectorXd::Zero(factors), Eigen::VectorXd::Zero(factors),
                  Eigen::VectorXd::Zero(factors)};
    double const variance = squares.sum();
    for (std::size_t t = 0; t < expansion.terms.size(); ++t) {
        auto const& term = expansion.terms[t];
        double const share = squares[static_cast<Eigen::Index>(t)] / variance;
        for (auto const& part : term) {
            auto const f = static_cast<Eigen::Index>(part.factor);
            shares.shapley[f] += share / static_cast<double>(term.size());
            shares.total[f] += share;
            shares.first[f] += term.size() == 1 ? share : 0.0;
        }
    }
    return shares;
}

/// Sums over resamples, for standard deviations.
class Spread {
public:
    explicit Spread(Eigen::Index size)
        : sum_(Eigen::VectorXd::Zero(size)), squares_(Eigen::VectorXd::Zero(size)) {}
    void add(Eigen::VectorXd const& values) {
        sum_ += values;
        squares_ += values.cwiseAbs2();
        n_ += 1.0;
    }
    [[nodiscard]] double of(Eigen::Index at) const {
        double const mean = sum_[at] / n_;
        return std::sqrt(std::max(0.0, (squares_[at] / n_ - mean * mean) * n_ / (n_ - 1.0)));
    }

private:
    Eigen::VectorXd sum_;
    Eigen::VectorXd squares_;
    double n_ = 0.0;
};

std::vector<Estimate> estimates_of(Eigen::VectorXd const& values, Spread const& spread,
                                   Level level) {
    std::vector<Estimate> estimates;
    for (Eigen::Index f = 0; f < values.size(); ++f) {
        estimates.push_back(normal_interval(values[f], spread.of(f), level));
    }
    return estimates;
}

} // namespace

ShapleyEffects shapley_effects(Eigen::MatrixXd const& unit, Eigen::VectorXd const& output,
                               Resampling const& resampling, Level level) {
    auto const expansion = chaos_expansion(unit, output);
    auto const factors = unit.cols();
    auto const n = expansion.output.size();
    ShapleyEffects effects;
    effects.q2 = expansion.q2;
    effects.terms = expansion.terms.size();
    effects.points = static_cast<std::size_t>(n);
    effects.left_out = expansion.left_out;
    auto const undefined_all = std::vector<Estimate>(static_cast<std::size_t>(factors));
    effects.shapley = effects.first = effects.total = undefined_all;
    if (expansion.terms.empty()) {
        return effects;
    }
    auto const shares =
        shares_of(expansion, squares_of(expansion, Eigen::VectorXd::Ones(n)), factors);
    Spread shapley(factors);
    Spread first(factors);
    Spread total(factors);
    for (std::uint32_t r = 0; r < resampling.times; ++r) {
        auto const again = shares_of(
            expansion, squares_of(expansion, drawn_counts(n, resampling.seed, r)), factors);
        shapley.add(again.shapley);
        first.add(again.first);
        total.add(again.total);
    }
    effects.shapley = estimates_of(shares.shapley, shapley, level);
    effects.first = estimates_of(shares.first, first, level);
    effects.total = estimates_of(shares.total, total, level);
    return effects;
}

} // namespace analysis
