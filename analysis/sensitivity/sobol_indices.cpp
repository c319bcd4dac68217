#include "analysis/sensitivity/sobol_indices.hpp"

#include "analysis/sensitivity/luck.hpp"
#include "core/contract.hpp"

namespace analysis {

namespace {

/// Rows of a block in the response, by what they are.
struct Rows {
    Eigen::Index start = 0;
    Eigen::Index factors = 0;
    [[nodiscard]] Eigen::Index a() const { return start; }
    [[nodiscard]] Eigen::Index b() const { return start + 1; }
    [[nodiscard]] Eigen::Index ab(Eigen::Index j) const { return start + 2 + j; }
    [[nodiscard]] Eigen::Index ba(Eigen::Index j) const { return start + 2 + factors + j; }
};

/// Where the sums of a block stand: what V needs, then the numerators.
struct BlockSums {
    Eigen::Index factors = 0;
    Eigen::Index replicates = 0;
    bool pairs = false;
    [[nodiscard]] static constexpr Eigen::Index sum() { return 0; }
    [[nodiscard]] static constexpr Eigen::Index squares() { return 1; }
    [[nodiscard]] static constexpr Eigen::Index noise() { return 2; }
    [[nodiscard]] static constexpr Eigen::Index deviations() { return 3; }
    [[nodiscard]] Eigen::Index first() const { return 3 + replicates; }
    [[nodiscard]] Eigen::Index total() const { return first() + factors; }
    [[nodiscard]] Eigen::Index closed() const { return total() + factors; }
    [[nodiscard]] Eigen::Index size() const {
        return closed() + (pairs ? factors * (factors - 1) / 2 : 0);
    }
};

/// Products of centred outputs, less the product that noise alone is expected to give.
class Product {
public:
    Product(Response const& response, double centre) : response_(response), centre_(centre) {}
    [[nodiscard]] double operator()(Eigen::Index i, Eigen::Index j) const {
        return (response_.mean()[i] - centre_) * (response_.mean()[j] - centre_) - noise(i, j);
    }
    [[nodiscard]] double noise(Eigen::Index i, Eigen::Index j) const {
        return response_.has_noise() ? response_.noise_covariance(i, j) : 0.0;
    }
    [[nodiscard]] double half_square(Eigen::Index i, Eigen::Index j) const {
        auto const& f = *this;
        return 0.5 * (f(i, i) + f(j, j)) - f(i, j);
    }

private:
    Response const& response_;
    double centre_;
};

/// The sums of one block.
Eigen::VectorXd block_sums(BlockSums const& layout, Rows const& at, Response const& response,
                           double centre) {
    Product const f(response, centre);
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(layout.size());
    for (Eigen::Index const i : {at.a(), at.b()}) {
        double const value = response.mean()[i] - centre;
        sums[BlockSums::sum()] += value;
        sums[BlockSums::squares()] += value * value;
        sums[BlockSums::noise()] += f.noise(i, i);
        for (Eigen::Index r = 0; r < layout.replicates; ++r) {
            sums[BlockSums::deviations() + r] += response.deviations()(i, r);
        }
    }
    for (Eigen::Index j = 0; j < layout.factors; ++j) {
        double first = f(at.b(), at.ab(j)) - f(at.b(), at.a());
        double total = f.half_square(at.a(), at.ab(j));
        if (layout.pairs) {
            first = 0.5 * (first + f(at.a(), at.ba(j)) - f(at.a(), at.b()));
            total = 0.5 * (total + f.half_square(at.b(), at.ba(j)));
        }
        sums[layout.first() + j] = first;
        sums[layout.total() + j] = total;
    }
    Eigen::Index pair = layout.closed();
    for (Eigen::Index j = 0; layout.pairs && j < layout.factors; ++j) {
        for (Eigen::Index l = j + 1; l < layout.factors; ++l) {
            sums[pair++] =
                0.5 * (f(at.ba(j), at.ab(l)) + f(at.ba(l), at.ab(j))) - f(at.a(), at.b());
        }
    }
    return sums;
}

/// V from sums over blocks: the sample variance of 2 * blocks values, less that of their noise.
template <class Sums>
double variance_of(BlockSums const& layout, Sums const& sums, double blocks) {
    double const n = 2.0 * blocks;
    double const spread =
        sums[BlockSums::squares()] - sums[BlockSums::sum()] * sums[BlockSums::sum()] / n;
    double noise_of_sum = sums[BlockSums::noise()];
    if (layout.replicates > 0) {
        auto const r = static_cast<double>(layout.replicates);
        noise_of_sum = sums.segment(BlockSums::deviations(), layout.replicates).squaredNorm() /
                       (r * (r - 1.0));
    }
    return (spread - (sums[BlockSums::noise()] - noise_of_sum / n)) / (n - 1.0);
}

/// V, then the indices in the layout's order, closed ones made those of pairs alone.
Eigen::VectorXd indices_of(BlockSums const& layout, Eigen::VectorXd const& sums, double blocks) {
    double const variance = variance_of(layout, sums, blocks);
    Eigen::VectorXd all(1 + layout.size() - layout.first());
    all[0] = variance;
    all.tail(all.size() - 1) = sums.tail(all.size() - 1) / (blocks * variance);
    Eigen::Index pair = 1 + 2 * layout.factors;
    for (Eigen::Index j = 0; layout.pairs && j < layout.factors; ++j) {
        for (Eigen::Index l = j + 1; l < layout.factors; ++l) {
            all[pair++] -= all[1 + j] + all[1 + l];
        }
    }
    return all;
}

/// First rows of the blocks of which every point has a value.
std::vector<Eigen::Index> whole_blocks(Response const& response, Eigen::Index rows) {
    std::vector<Eigen::Index> starts;
    for (Eigen::Index start = 0; start + rows <= response.points(); start += rows) {
        if (response.mean().segment(start, rows).allFinite()) {
            starts.push_back(start);
        }
    }
    return starts;
}

double centre_of(std::vector<Eigen::Index> const& starts, Response const& response) {
    double sum = 0.0;
    for (Eigen::Index const start : starts) {
        sum += response.mean()[start] + response.mean()[start + 1];
    }
    return sum / (2.0 * static_cast<double>(starts.size()));
}

BlockSums layout_of(SaltelliPoints const& design, Response const& response) {
    return {static_cast<Eigen::Index>(design.factors()), response.deviations().cols(),
            design.second_order() == SecondOrder::yes};
}

/// The units to resample, shape (blocks, sums).
Eigen::MatrixXd units_of(BlockSums const& layout, std::vector<Eigen::Index> const& starts,
                         Response const& response) {
    double const centre = centre_of(starts, response);
    Eigen::MatrixXd units(static_cast<Eigen::Index>(starts.size()), layout.size());
    for (std::size_t b = 0; b < starts.size(); ++b) {
        units.row(static_cast<Eigen::Index>(b)) =
            block_sums(layout, {starts[b], layout.factors}, response, centre);
    }
    return units;
}

/// The variance and all indices with their limits.
std::vector<Estimate> estimates_of(SaltelliPoints const& design, Response const& response,
                                   std::vector<Eigen::Index> const& starts,
                                   Resampling const& resampling, Level level) {
    auto const layout = layout_of(design, response);
    auto const blocks = static_cast<double>(starts.size());
    auto const units = units_of(layout, starts, response);
    auto const values = indices_of(layout, units.colwise().sum().transpose(), blocks);
    auto const resampled = resampled_sums(units, resampling);
    Eigen::MatrixXd drawn(resampled.rows(), values.size());
    for (Eigen::Index r = 0; r < resampled.rows(); ++r) {
        drawn.row(r) = indices_of(layout, resampled.row(r).transpose(), blocks);
    }
    auto const luck = luck_errors(response, [&](Response const& some) {
        auto const its_layout = layout_of(design, some);
        Eigen::VectorXd const sums = units_of(its_layout, starts, some).colwise().sum().transpose();
        return indices_of(its_layout, sums, blocks);
    });
    std::vector<Estimate> all;
    for (Eigen::Index e = 0; e < values.size(); ++e) {
        auto const alone = percentile_interval(values[e], drawn.col(e), level);
        all.push_back(luck.size() == 0
                          ? alone
                          : with_luck(alone, luck[e], response.deviations().cols(), level));
    }
    return all;
}

void fill(SobolIndices& indices, BlockSums const& layout, std::vector<Estimate> const& all) {
    auto const factors = static_cast<std::size_t>(layout.factors);
    indices.first.assign(all.begin() + 1, all.begin() + 1 + layout.factors);
    indices.total.assign(all.begin() + 1 + layout.factors, all.begin() + 1 + 2 * layout.factors);
    std::size_t pair = 1 + 2 * factors;
    for (std::size_t j = 0; layout.pairs && j < factors; ++j) {
        for (std::size_t l = j + 1; l < factors; ++l) {
            indices.second.push_back({j, l, all[pair++]});
        }
    }
}

} // namespace

SobolIndices sobol_indices(SaltelliPoints const& design, Response const& response,
                           Resampling const& resampling, Level level) {
    auto const rows = static_cast<Eigen::Index>(design.rows_a_block());
    HOLDFAST_EXPECT(response.points() % rows == 0);
    auto const layout = layout_of(design, response);
    auto const starts = whole_blocks(response, rows);
    SobolIndices indices;
    indices.blocks = starts.size();
    indices.left_out = static_cast<std::size_t>(response.points() / rows) - starts.size();
    std::vector<Estimate> all(static_cast<std::size_t>(1 + layout.size() - layout.first()));
    if (indices.blocks >= 2) {
        auto const found = estimates_of(design, response, starts, resampling, level);
        indices.variance = found.front();
        all = indices.variance.low > 0.0 ? found : all;
    }
    fill(indices, layout, all);
    return indices;
}

} // namespace analysis
