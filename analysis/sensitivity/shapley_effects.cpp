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

/// Whether each factor is in any term.
std::vector<bool> factors_of(ChaosExpansion const& expansion, Eigen::Index factors) {
    std::vector<bool> there(static_cast<std::size_t>(factors));
    for (auto const& term : expansion.terms) {
        for (auto const& part : term) {
            there[part.factor] = true;
        }
    }
    return there;
}

/// Of a factor that no term has, 0 without limits: nothing was looked at that could give any.
std::vector<Estimate> estimates_of(Eigen::VectorXd const& values, Spread const& spread,
                                   std::vector<bool> const& there, Level level) {
    std::vector<Estimate> estimates;
    for (Eigen::Index f = 0; f < values.size(); ++f) {
        estimates.push_back(there[static_cast<std::size_t>(f)]
                                ? normal_interval(values[f], spread.of(f), level)
                                : Estimate{.value = values[f]});
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
    auto const squares = squares_of(expansion, Eigen::VectorXd::Ones(n));
    auto const shares = shares_of(expansion, squares, factors);
    Spread variance(1);
    Spread shapley(factors);
    Spread first(factors);
    Spread total(factors);
    for (std::uint32_t r = 0; r < resampling.times; ++r) {
        auto const again = squares_of(expansion, drawn_counts(n, resampling.seed, r));
        auto const shares_again = shares_of(expansion, again, factors);
        variance.add(Eigen::VectorXd::Constant(1, again.sum()));
        shapley.add(shares_again.shapley);
        first.add(shares_again.first);
        total.add(shares_again.total);
    }
    if (!(normal_interval(squares.sum(), variance.of(0), level).low > 0.0)) {
        return effects;
    }
    auto const there = factors_of(expansion, factors);
    effects.shapley = estimates_of(shares.shapley, shapley, there, level);
    effects.first = estimates_of(shares.first, first, there, level);
    effects.total = estimates_of(shares.total, total, there, level);
    return effects;
}

} // namespace analysis
