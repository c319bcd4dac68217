#pragma once

#include "agents/cohort.hpp"

#include <cstddef>
#include <vector>

namespace agents {

/// How a trait's normal score is made of the independent scores of its own and earlier traits: a
/// row of the lower Cholesky factor of the correlation matrix, without its zeros.
class TraitMix {
public:
    struct Share {
        std::size_t trait = 0;
        double weight = 0.0;
    };

    explicit TraitMix(std::vector<Share> shares) : shares_(std::move(shares)) {}

    /// Whether the score is another than the trait's own independent one.
    [[nodiscard]] bool correlated() const noexcept { return shares_.size() > 1; }
    [[nodiscard]] std::vector<Share> const& shares() const noexcept { return shares_; }
    /// @param independent  shape (traits, users_at_a_time)  @param score  shape (users_at_a_time)
    void mix(std::vector<double> const& independent, double* score) const;

    bool asked_for = false; ///< the independent score of this trait is needed by somebody

private:
    std::vector<Share> shares_;
};

/// Shape (traits).
[[nodiscard]] std::vector<TraitMix> trait_mixes(Cohort const& cohort);

/// Phi of each. @param scores, probabilities  shape (count)
void probabilities_of(double const* scores, std::size_t count, double* probabilities);

} // namespace agents
