#include "analysis/sensitivity/two_level_effects.hpp"

#include "analysis/proportion.hpp"
#include "analysis/replicates.hpp"
#include "core/contract.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// Products of signs are sums of at most a few thousand ones, so their means are exact enough.
constexpr double whole = 1.0 - 1e-9;
constexpr double nothing = 1e-9;

struct Column {
    EffectTerm term;
    Eigen::VectorXd signs; ///< shape (runs)
};

std::vector<Column> columns_of(Eigen::MatrixXd const& unit) {
    Eigen::MatrixXd const signs = (2.0 * unit).array() - 1.0;
    std::vector<Column> columns;
    for (Eigen::Index k = 0; k < signs.cols(); ++k) {
        auto const factor = static_cast<std::size_t>(k);
        columns.push_back({{factor, factor}, signs.col(k)});
    }
    for (Eigen::Index k = 0; k < signs.cols(); ++k) {
        for (Eigen::Index l = k + 1; l < signs.cols(); ++l) {
            columns.push_back({{static_cast<std::size_t>(k), static_cast<std::size_t>(l)},
                               signs.col(k).cwiseProduct(signs.col(l))});
        }
    }
    return columns;
}

double share(Column const& a, Column const& b) {
    return a.signs.dot(b.signs) / static_cast<double>(a.signs.size());
}

/// Columns that are orthogonal to the mean and to those chosen before them.
std::vector<std::size_t> chosen_of(std::vector<Column> const& columns) {
    std::vector<std::size_t> chosen;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        bool const free = std::abs(columns[c].signs.mean()) < nothing &&
                          std::all_of(chosen.begin(), chosen.end(), [&](std::size_t other) {
                              return std::abs(share(columns[c], columns[other])) < nothing;
                          });
        if (free) {
            chosen.push_back(c);
        }
    }
    return chosen;
}

TwoLevelEffect with_aliases(std::vector<Column> const& columns, std::size_t chosen) {
    TwoLevelEffect effect;
    effect.term = columns[chosen].term;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        double const r = share(columns[chosen], columns[c]);
        if (c == chosen || std::abs(r) < nothing) {
            continue;
        }
        if (std::abs(r) > whole) {
            effect.same_as.push_back({columns[c].term, r});
            continue;
        }
        effect.partly_aliased = std::max(effect.partly_aliased, std::abs(r));
        if (effect.term.main()) {
            effect.partly.push_back({columns[c].term, r});
        }
    }
    return effect;
}

double contrast(Eigen::VectorXd const& signs, Eigen::VectorXd const& values) {
    return 2.0 * signs.dot(values) / static_cast<double>(signs.size());
}

void tell(TwoLevelEffect& effect, double value, double error, double quantile, double p) {
    effect.effect = {value, value - quantile * error, value + quantile * error, error};
    effect.p = p;
}

/// Student's t of the effect in each replicate.
void by_common_luck(TwoLevelEffect& effect, Column const& column, Response const& response,
                    Level level) {
    std::vector<double> each;
    for (Eigen::Index r = 0; r < response.deviations().cols(); ++r) {
        each.push_back(contrast(column.signs, response.mean() + response.deviations().col(r)));
    }
    effect.effect = over_replicates(each, level);
    effect.p = p_over_replicates(each);
}

void by_own_luck(TwoLevelEffect& effect, Column const& column, Response const& response,
                 Level level) {
    double variance = 0.0;
    for (Eigen::Index i = 0; i < response.points(); ++i) {
        variance += response.noise_covariance(i, i);
    }
    double const error = 2.0 * std::sqrt(variance) / static_cast<double>(response.points());
    double const value = contrast(column.signs, response.mean());
    tell(effect, value, error, normal_quantile_two_sided(level), normal_p_value(value / error));
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::size_t const n = values.size();
    return n == 0 ? undefined : 0.5 * (values[(n - 1) / 2] + values[n / 2]);
}

double pseudo_standard_error(std::vector<double> const& absolute) {
    double const start = 1.5 * median(absolute);
    std::vector<double> small;
    std::copy_if(absolute.begin(), absolute.end(), std::back_inserter(small),
                 [start](double c) { return c < 2.5 * start; });
    return 1.5 * median(small);
}

void by_lenth(TwoLevelEffects& effects, Level level) {
    std::vector<double> absolute;
    for (auto const& effect : effects.effects) {
        absolute.push_back(std::abs(effect.effect.value));
    }
    double const error = pseudo_standard_error(absolute);
    if (absolute.size() < 3 || !(error > 0.0)) {
        return;
    }
    effects.error = EffectError::lenth;
    auto const m = static_cast<double>(absolute.size());
    boost::math::students_t const t(m / 3.0);
    double const quantile = boost::math::quantile(complement(t, (1.0 - level.value) / 2.0));
    for (auto& effect : effects.effects) {
        double const value = effect.effect.value;
        tell(effect, value, error, quantile,
             2.0 * boost::math::cdf(complement(t, std::abs(value) / error)));
    }
    double const each = std::pow(level.value, 1.0 / m);
    effects.simultaneous_margin = error * boost::math::quantile(complement(t, (1.0 - each) / 2.0));
}

} // namespace

TwoLevelEffects two_level_effects(Eigen::MatrixXd const& unit, Response const& response,
                                  Level level) {
    HOLDFAST_EXPECT(unit.rows() == response.points() && unit.rows() >= 2);
    auto const columns = columns_of(unit);
    TwoLevelEffects effects;
    for (std::size_t const c : chosen_of(columns)) {
        effects.effects.push_back(with_aliases(columns, c));
    }
    effects.left_out =
        static_cast<std::size_t>(response.points() - response.mean().array().isFinite().count());
    if (effects.left_out > 0) {
        return effects;
    }
    effects.mean = response.mean().mean();
    std::size_t next = 0;
    for (std::size_t const c : chosen_of(columns)) {
        auto& effect = effects.effects[next++];
        if (response.deviations().size() > 0) {
            by_common_luck(effect, columns[c], response, level);
        } else if (response.has_noise()) {
            by_own_luck(effect, columns[c], response, level);
        } else {
            effect.effect.value = contrast(columns[c].signs, response.mean());
        }
    }
    effects.error = EffectError::replicates;
    if (!response.has_noise()) {
        effects.error = EffectError::none;
        by_lenth(effects, level);
    }
    return effects;
}

} // namespace analysis
