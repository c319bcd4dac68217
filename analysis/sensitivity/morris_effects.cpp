#include "analysis/sensitivity/morris_effects.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace analysis {

namespace {

/// Sums over trajectories of one factor: d, |d|, d^2, noise of d.
struct Sums {
    static constexpr Eigen::Index effect = 0;
    static constexpr Eigen::Index absolute = 1;
    static constexpr Eigen::Index square = 2;
    static constexpr Eigen::Index noise = 3;
    static constexpr Eigen::Index count = 4;
};

std::vector<Eigen::Index> whole_trajectories(Response const& response, Eigen::Index rows) {
    std::vector<Eigen::Index> whole;
    for (Eigen::Index t = 0; t < response.points() / rows; ++t) {
        if (response.mean().segment(t * rows, rows).allFinite()) {
            whole.push_back(t);
        }
    }
    return whole;
}

/// The units to resample: shape (trajectories, 4 factors).
Eigen::MatrixXd units_of(MorrisPoints const& design, Response const& response,
                         std::vector<Eigen::Index> const& trajectories) {
    auto const rows = static_cast<Eigen::Index>(design.rows());
    auto const factors = static_cast<Eigen::Index>(design.factors());
    Eigen::MatrixXd units(static_cast<Eigen::Index>(trajectories.size()), Sums::count * factors);
    for (Eigen::Index t = 0; t < units.rows(); ++t) {
        Eigen::Index const start = trajectories[static_cast<std::size_t>(t)] * rows;
        for (Eigen::Index i = start + 1; i < start + rows; ++i) {
            auto const move = design.move(static_cast<std::uint64_t>(i));
            double const step = move.sign * design.delta();
            double const d = (response.mean()[i] - response.mean()[i - 1]) / step;
            double const noise = response.noise_covariance(i, i) +
                                 response.noise_covariance(i - 1, i - 1) -
                                 2.0 * response.noise_covariance(i, i - 1);
            units.row(t).segment<Sums::count>(Sums::count * static_cast<Eigen::Index>(move.factor))
                << d,
                std::abs(d), d * d, noise / (step * step);
        }
    }
    return units;
}

double spread_of(Eigen::Vector4d const& sums, double n) {
    double const squares = sums[Sums::square] - sums[Sums::effect] * sums[Sums::effect] / n;
    return std::sqrt(std::max(0.0, squares / (n - 1.0) - sums[Sums::noise] / n));
}

MorrisEffect effect_of(Eigen::Vector4d const& sums, Eigen::MatrixXd const& resampled, double n,
                       Level level) {
    MorrisEffect effect;
    Eigen::VectorXd const means = resampled.col(Sums::effect) / n;
    Eigen::VectorXd const absolutes = resampled.col(Sums::absolute) / n;
    Eigen::VectorXd spreads(resampled.rows());
    for (Eigen::Index r = 0; r < resampled.rows(); ++r) {
        spreads[r] = spread_of(resampled.row(r).transpose(), n);
    }
    effect.mean = percentile_interval(sums[Sums::effect] / n, means, level);
    effect.mean_absolute = percentile_interval(sums[Sums::absolute] / n, absolutes, level);
    effect.spread = percentile_interval(spread_of(sums, n), spreads, level);
    effect.noise_floor = std::sqrt(2.0 / std::numbers::pi * sums[Sums::noise] / n);
    return effect;
}

} // namespace

MorrisEffects morris_effects(MorrisPoints const& design, Response const& response,
                             Resampling const& resampling, Level level) {
    auto const rows = static_cast<Eigen::Index>(design.rows());
    HOLDFAST_EXPECT(response.points() % rows == 0);
    HOLDFAST_EXPECT(static_cast<std::uint64_t>(response.points()) <= design.size());
    auto const whole = whole_trajectories(response, rows);
    MorrisEffects effects;
    effects.trajectories = whole.size();
    effects.left_out = static_cast<std::size_t>(response.points() / rows) - whole.size();
    if (whole.size() < 2) {
        effects.factors.assign(design.factors(), {{}, {}, {}, undefined});
        return effects;
    }
    auto const n = static_cast<double>(whole.size());
    Eigen::MatrixXd const units = units_of(design, response, whole);
    Eigen::RowVectorXd const sums = units.colwise().sum();
    Eigen::MatrixXd const resampled = resampled_sums(units, resampling);
    for (Eigen::Index k = 0; k < static_cast<Eigen::Index>(design.factors()); ++k) {
        Eigen::Index const first = Sums::count * k;
        effects.factors.push_back(effect_of(sums.segment<Sums::count>(first).transpose(),
                                            resampled.middleCols<Sums::count>(first), n, level));
    }
    return effects;
}

} // namespace analysis
