#pragma once

#include "agents/cohort.hpp"
#include "core/distributions.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace agents {

/// Normal score of a N(0, 1) truncated to [low, high], from the score of the one that is not.
class TruncatedScore {
public:
    TruncatedScore() = default; ///< not truncated
    TruncatedScore(double low, double high);

    [[nodiscard]] double operator()(double z) const;

private:
    double low_ = -unbounded;
    double high_ = unbounded;
    double below_ = 0.0; ///< Phi(low)
    double up_to_ = 1.0; ///< Phi(high)
};

/// Draws one trait of one user: the quantile of its marginal at u = Phi(z), where z is the user's
/// normal score for the trait.
class TraitSampler {
public:
    TraitSampler(Cohort const& cohort, std::size_t trait);

    /// @param population  holds already what the trait's odds depend on
    /// @param row         this user's row in the file of real people
    [[nodiscard]] double draw(Population const& population, std::size_t user, double z,
                              std::size_t row) const;

private:
    /// weight x (value of another trait - centre), by index.
    struct Dependence {
        std::size_t trait = 0;
        int level = -1; ///< >= 0: whether the trait has that level
        double weight = 0.0;
        double centre = 0.0;
    };
    using Odds = std::vector<Dependence>;

    [[nodiscard]] static Odds resolve(Cohort const& cohort, std::vector<Term> const& terms);
    [[nodiscard]] static double log_odds(Odds const& odds, Population const& population,
                                         std::size_t user);
    [[nodiscard]] double draw_level(Categorical const& categorical, Population const& population,
                                    std::size_t user, double u) const;
    [[nodiscard]] double draw_bernoulli(Bernoulli const& bernoulli, Population const& population,
                                        std::size_t user, double u) const;

    Marginal marginal_;
    std::vector<Odds> odds_;   ///< bernoulli: one; categorical: one a level
    TruncatedScore truncated_; ///< of a normal or log-normal
    std::optional<core::portable::BetaOfScore> beta_;
};

} // namespace agents
