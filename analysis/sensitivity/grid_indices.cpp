#include "analysis/sensitivity/grid_indices.hpp"

#include "core/contract.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace analysis {
namespace {

/// The grid's variances as quadratic forms: the whole one, first of each factor, total of each
/// factor, interaction of each pair, one after the other.
class GridForms {
public:
    explicit GridForms(std::span<std::size_t const> levels) {
        for (auto const count : levels) {
            levels_.push_back(static_cast<Eigen::Index>(count));
            points_ *= levels_.back();
        }
        strides_.resize(levels_.size());
        Eigen::Index stride = 1;
        for (std::size_t f = levels_.size(); f-- > 0;) {
            strides_[f] = stride;
            stride *= levels_[f];
        }
    }

    [[nodiscard]] Eigen::Index points() const { return points_; }
    [[nodiscard]] std::size_t factors() const { return levels_.size(); }

    [[nodiscard]] Eigen::VectorXd of(Eigen::VectorXd const& y) const {
        std::vector<double> forms{variance(y)};
        for (std::size_t f = 0; f < factors(); ++f) {
            forms.push_back(variance(level_means(y, f)));
        }
        for (std::size_t f = 0; f < factors(); ++f) {
            forms.push_back(variance_along(y, f));
        }
        for (std::size_t f = 0; f < factors(); ++f) {
            for (std::size_t g = f + 1; g < factors(); ++g) {
                forms.push_back(variance(cell_means(y, f, g)) - forms[1 + f] - forms[1 + g]);
            }
        }
        return Eigen::Map<Eigen::VectorXd const>(forms.data(),
                                                 static_cast<Eigen::Index>(forms.size()));
    }

private:
    static double variance(Eigen::VectorXd const& means) {
        return (means.array() - means.mean()).square().mean();
    }

    [[nodiscard]] Eigen::Index at(Eigen::Index point, std::size_t f) const {
        return point / strides_[f] % levels_[f];
    }

    [[nodiscard]] Eigen::VectorXd level_means(Eigen::VectorXd const& y, std::size_t f) const {
        Eigen::VectorXd sums = Eigen::VectorXd::Zero(levels_[f]);
        for (Eigen::Index i = 0; i < y.size(); ++i) {
            sums[at(i, f)] += y[i];
        }
        return sums * (static_cast<double>(levels_[f]) / static_cast<double>(y.size()));
    }

    [[nodiscard]] Eigen::VectorXd cell_means(Eigen::VectorXd const& y, std::size_t f,
                                             std::size_t g) const {
        Eigen::VectorXd sums = Eigen::VectorXd::Zero(levels_[f] * levels_[g]);
        for (Eigen::Index i = 0; i < y.size(); ++i) {
            sums[at(i, f) * levels_[g] + at(i, g)] += y[i];
        }
        return sums * (static_cast<double>(sums.size()) / static_cast<double>(y.size()));
    }

    /// Mean over all rows along a factor of the variance within the row.
    [[nodiscard]] double variance_along(Eigen::VectorXd const& y, std::size_t f) const {
        double sum = 0.0;
        Eigen::VectorXd row(levels_[f]);
        for (Eigen::Index i = 0; i < y.size(); ++i) {
            if (at(i, f) == 0) {
                for (Eigen::Index l = 0; l < row.size(); ++l) {
                    row[l] = y[i + l * strides_[f]];
                }
                sum += variance(row);
            }
        }
        return sum * static_cast<double>(levels_[f]) / static_cast<double>(y.size());
    }

    std::vector<Eigen::Index> levels_;
    std::vector<Eigen::Index> strides_;
    Eigen::Index points_ = 1;
};

/// Forms of the outputs without noise, and what each replicate tells of them.
struct Forms {
    Eigen::VectorXd value;
    double rounding = 0.0;        ///< variances up to this are nothing but rounding
    Eigen::MatrixXd of_replicate; ///< shape (forms, replicates): B(y_r, mean of the others); no
                                  ///< columns where noise is left in
};

Forms forms_of(GridForms const& forms, Eigen::MatrixXd const& outputs) {
    constexpr Eigen::Index fewest = 3;
    auto const replicates = outputs.cols();
    Eigen::VectorXd const sum = outputs.rowwise().sum();
    Forms all;
    all.rounding = 1e-24 * outputs.squaredNorm() / static_cast<double>(outputs.size());
    if (replicates < fewest) {
        all.value = forms.of(sum / static_cast<double>(replicates));
        return all;
    }
    for (Eigen::Index r = 0; r < replicates; ++r) {
        Eigen::VectorXd const mine = outputs.col(r);
        Eigen::VectorXd const others = (sum - mine) / static_cast<double>(replicates - 1);
        // B(a, b) = (q(a + b) - q(a - b)) / 4
        Eigen::VectorXd const form = 0.25 * (forms.of(mine + others) - forms.of(mine - others));
        all.of_replicate.conservativeResize(form.size(), replicates);
        all.of_replicate.col(r) = form;
    }
    all.value = all.of_replicate.rowwise().mean();
    return all;
}

/// Form `which` over the variance, which is form 0.
Estimate index_of(Forms const& forms, Eigen::Index which, Level level) {
    double const variance = forms.value[0];
    Estimate index;
    if (!(variance > forms.rounding)) {
        return index;
    }
    index.value = forms.value[which] / variance;
    auto const replicates = forms.of_replicate.cols();
    if (replicates == 0) {
        return index;
    }
    // A pair (r, s) stands in the terms of r and of s: hence the 2.
    Eigen::ArrayXd const terms =
        2.0 / variance *
        (forms.of_replicate.row(which) - index.value * forms.of_replicate.row(0)).array();
    auto const n = static_cast<double>(replicates);
    index.standard_error = std::sqrt((terms - terms.mean()).square().sum() / (n - 1.0) / n);
    boost::math::students_t const t(n - 1.0);
    double const half =
        boost::math::quantile(complement(t, 0.5 * (1.0 - level.value))) * index.standard_error;
    index.low = index.value - half;
    index.high = index.value + half;
    return index;
}

} // namespace

GridIndices grid_indices(std::span<std::size_t const> levels, Eigen::MatrixXd const& outputs,
                         Level level) {
    GridForms const grid(levels);
    HOLDFAST_EXPECT(outputs.rows() == grid.points() && outputs.cols() >= 1);
    auto const forms = forms_of(grid, outputs);
    auto const factors = static_cast<Eigen::Index>(grid.factors());
    GridIndices indices;
    indices.variance = forms.value[0];
    indices.without_noise = forms.of_replicate.cols() > 0;
    for (Eigen::Index f = 0; f < factors; ++f) {
        indices.first.push_back(index_of(forms, 1 + f, level));
        indices.total.push_back(index_of(forms, 1 + factors + f, level));
    }
    Eigen::Index next = 1 + 2 * factors;
    for (std::size_t f = 0; f < grid.factors(); ++f) {
        for (std::size_t g = f + 1; g < grid.factors(); ++g) {
            indices.pairs.push_back({f, g, index_of(forms, next++, level)});
        }
    }
    return indices;
}

} // namespace analysis
