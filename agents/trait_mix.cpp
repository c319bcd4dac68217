#include "agents/trait_mix.hpp"

#include "agents/trait_scores.hpp"
#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace agents {

namespace {

/// Lower Cholesky factor of the correlation matrix, row by row. Ours rather than Eigen's because
/// what makes people must give the same bits however wide the CPU's registers are.
std::vector<double> cholesky(Cohort const& cohort) {
    std::size_t const n = cohort.traits.size();
    std::vector<double> a(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        a[i * n + i] = 1.0;
    }
    for (auto const& [i, j, r] : cohort.correlations) {
        a[std::max(i, j) * n + std::min(i, j)] = r;
    }
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = j; i < n; ++i) {
            double sum = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k) {
                sum -= a[i * n + k] * a[j * n + k];
            }
            HOLDFAST_EXPECT(i != j || sum > 0.0);
            a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
        }
    }
    return a;
}

} // namespace

void TraitMix::mix(std::vector<double> const& independent, double* score) const {
    std::fill_n(score, users_at_a_time, 0.0);
    for (auto const& [trait, weight] : shares_) {
        double const* const own = independent.data() + trait * users_at_a_time;
        for (std::size_t i = 0; i < users_at_a_time; ++i) {
            score[i] += weight * own[i];
        }
    }
}

std::vector<TraitMix> trait_mixes(Cohort const& cohort) {
    std::size_t const n = cohort.traits.size();
    auto const factor = cholesky(cohort);
    std::vector<TraitMix> mixes;
    for (std::size_t j = 0; j < n; ++j) {
        std::vector<TraitMix::Share> shares;
        for (std::size_t k = 0; k <= j; ++k) {
            if (factor[j * n + k] != 0.0) {
                shares.push_back({k, factor[j * n + k]});
            }
        }
        mixes.emplace_back(std::move(shares));
    }
    for (std::size_t j = 0; j < n; ++j) {
        for (auto const& share : mixes[j].shares()) {
            mixes[share.trait].asked_for |= mixes[j].correlated();
        }
    }
    return mixes;
}

void probabilities_of(double const* scores, std::size_t count, double* probabilities) {
    std::transform(scores, scores + count, probabilities,
                   [](double z) { return core::portable::normal_cdf(z); });
}

} // namespace agents
