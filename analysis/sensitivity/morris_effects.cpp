#include "analysis/sensitivity/morris_effects.hpp"

#include "analysis/sensitivity/luck.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace analysis {

namespace {

/// Sums over trajectories, for each factor: d, |d|, d^2, noise of d, and of each replicate what its
/// d is off.
struct TrajectorySums {
    Eigen::Index factors = 0;
    Eigen::Index replicates = 0;
    static constexpr Eigen::Index effect = 0;
    static constexpr Eigen::Index absolute = 1;
    static constexpr Eigen::Index square = 2;
    static constexpr Eigen::Index noise = 3;
    static constexpr Eigen::Index deviations = 4;

    [[nodiscard]] Eigen::Index width() const { return deviations + replicates; }
    [[nodiscard]] Eigen::Index size() const { return factors * width(); }
};

TrajectorySums layout_of(MorrisPoints const& design, Response const& response) {
    return {static_cast<Eigen::Index>(design.factors()), response.deviations().cols()};
}

std::vector<Eigen::Index> whole_trajectories(Response const& response, Eigen::Index rows) {
    std::vector<Eigen::Index> whole;
    for (Eigen::Index t = 0; t < response.points() / rows; ++t) {
        if (response.mean().segment(t * rows, rows).allFinite()) {
            whole.push_back(t);
        }
    }
    return whole;
}

/// The sums of one step.
Eigen::RowVectorXd step_sums(TrajectorySums const& layout, Response const& response,
                             Eigen::Index row, double step) {
    Eigen::RowVectorXd sums = Eigen::RowVectorXd::Zero(layout.width());
    if (step == 0.0) {
        return sums;
    }
    double const d = (response.mean()[row] - response.mean()[row - 1]) / step;
    double const noise = response.noise_covariance(row, row) +
                         response.noise_covariance(row - 1, row - 1) -
                         2.0 * response.noise_covariance(row, row - 1);
    sums.head<TrajectorySums::deviations>() << d, std::abs(d), d * d, noise / (step * step);
    if (layout.replicates > 0) {
        auto const& deviations = response.deviations();
        sums.tail(layout.replicates) = (deviations.row(row) - deviations.row(row - 1)) / step;
    }
    return sums;
}

/// The units to resample: shape (trajectories, sums).
Eigen::MatrixXd units_of(MorrisPoints const& design, Eigen::MatrixXd const& places,
                         Response const& response, std::vector<Eigen::Index> const& trajectories) {
    auto const layout = layout_of(design, response);
    auto const rows = static_cast<Eigen::Index>(design.rows());
    Eigen::MatrixXd units(static_cast<Eigen::Index>(trajectories.size()), layout.size());
    for (Eigen::Index t = 0; t < units.rows(); ++t) {
        Eigen::Index const start = trajectories[static_cast<std::size_t>(t)] * rows;
        for (Eigen::Index i = start + 1; i < start + rows; ++i) {
            auto const k =
                static_cast<Eigen::Index>(design.move(static_cast<std::uint64_t>(i)).factor);
            units.row(t).segment(layout.width() * k, layout.width()) =
                step_sums(layout, response, i, places(i, k) - places(i - 1, k));
        }
    }
    return units;
}

/// mu, mu* and sigma of a factor. Luck that trajectories share adds to each d, but not to what
/// they differ by.
Eigen::Vector3d effect_of(TrajectorySums const& layout, Eigen::VectorXd const& sums, double n) {
    double const squares = sums[TrajectorySums::square] -
                           sums[TrajectorySums::effect] * sums[TrajectorySums::effect] / n;
    double noise_of_sum = sums[TrajectorySums::noise];
    if (layout.replicates > 0) {
        auto const r = static_cast<double>(layout.replicates);
        noise_of_sum = sums.tail(layout.replicates).squaredNorm() / (r * (r - 1.0));
    }
    double const variance =
        (squares - (sums[TrajectorySums::noise] - noise_of_sum / n)) / (n - 1.0);
    return {sums[TrajectorySums::effect] / n, sums[TrajectorySums::absolute] / n,
            std::sqrt(std::max(0.0, variance))};
}

/// mu, mu* and sigma of all factors, one factor after the other.
Eigen::VectorXd effects_of(TrajectorySums const& layout, Eigen::VectorXd const& sums, double n) {
    Eigen::VectorXd effects(3 * layout.factors);
    for (Eigen::Index k = 0; k < layout.factors; ++k) {
        effects.segment<3>(3 * k) =
            effect_of(layout, sums.segment(layout.width() * k, layout.width()), n);
    }
    return effects;
}

} // namespace

MorrisEffects morris_effects(MorrisPoints const& design, Eigen::MatrixXd const& places,
                             Response const& response, Resampling const& resampling, Level level) {
    auto const rows = static_cast<Eigen::Index>(design.rows());
    HOLDFAST_EXPECT(response.points() % rows == 0);
    HOLDFAST_EXPECT(static_cast<std::uint64_t>(response.points()) <= design.size());
    HOLDFAST_EXPECT(places.rows() >= response.points());
    auto const whole = whole_trajectories(response, rows);
    MorrisEffects effects;
    effects.trajectories = whole.size();
    effects.left_out = static_cast<std::size_t>(response.points() / rows) - whole.size();
    effects.factors.resize(design.factors());
    if (whole.size() < 2) {
        return effects;
    }
    auto const layout = layout_of(design, response);
    auto const n = static_cast<double>(whole.size());
    auto const units = units_of(design, places, response, whole);
    Eigen::VectorXd const sums = units.colwise().sum().transpose();
    auto const values = effects_of(layout, sums, n);
    auto const resampled = resampled_sums(units, resampling);
    Eigen::MatrixXd drawn(resampled.rows(), values.size());
    for (Eigen::Index r = 0; r < resampled.rows(); ++r) {
        drawn.row(r) = effects_of(layout, resampled.row(r).transpose(), n);
    }
    auto const luck = luck_errors(response, [&](Response const& some) {
        Eigen::VectorXd const again =
            units_of(design, places, some, whole).colwise().sum().transpose();
        return effects_of(layout_of(design, some), again, n);
    });
    auto const estimate = [&](Eigen::Index e) {
        auto const alone = percentile_interval(values[e], drawn.col(e), level);
        return luck.size() == 0 ? alone
                                : with_luck(alone, luck[e], response.deviations().cols(), level);
    };
    for (Eigen::Index k = 0; k < layout.factors; ++k) {
        auto& effect = effects.factors[static_cast<std::size_t>(k)];
        effect.mean = estimate(3 * k);
        effect.mean_absolute = estimate(3 * k + 1);
        effect.spread = estimate(3 * k + 2);
        if (response.has_noise()) {
            double const noise = sums[layout.width() * k + TrajectorySums::noise];
            effect.noise_floor = std::sqrt(2.0 / std::numbers::pi * noise / n);
        }
    }
    return effects;
}

} // namespace analysis
