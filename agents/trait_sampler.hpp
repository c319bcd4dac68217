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

    /// Whether it is the score itself.
    [[nodiscard]] bool all() const noexcept { return low_ == -unbounded && high_ == unbounded; }
    /// The scores at the probabilities that those of the whole normal become inside of the bounds.
    /// @param probabilities  shape (users_at_a_time); read, and written over with the scores
    void of(double* probabilities) const;

private:
    double low_ = -unbounded;
    double high_ = unbounded;
    double below_ = 0.0; ///< Phi(low)
    double up_to_ = 1.0; ///< Phi(high)
};

/// What a trait's values are made of, a user a place.
struct TraitDraws {
    double const* probabilities = nullptr;       ///< Phi(score), for samplers not by score
    double const* scores = nullptr;              ///< normal scores, for samplers by score
    std::size_t const* rows_of_people = nullptr; ///< in the file of real people
};

/// Draws one trait of some users: the quantile of its marginal at a probability, which may come as
/// a normal score.
class TraitSampler {
public:
    TraitSampler(Cohort const& cohort, std::size_t trait);

    /// Whether it draws from normal scores, else from probabilities.
    [[nodiscard]] bool by_score() const noexcept;

    /// @param population  holds already what the trait's odds depend on, in rows [row, row + count)
    /// @param values      shape (users_at_a_time); the first `count` are drawn
    void draw(Population const& population, std::size_t row, std::size_t count,
              TraitDraws const& draws, double* values) const;

private:
    struct Task;

    /// weight x (value of another trait - centre), by index.
    struct Dependence {
        std::size_t trait = 0;
        int level = -1; ///< >= 0: whether the trait has that level
        double weight = 0.0;
        double centre = 0.0;
    };
    using Odds = std::vector<Dependence>;

    void accumulate(Categorical const& categorical);
    [[nodiscard]] static Odds resolve(Cohort const& cohort, std::vector<Term> const& terms);
    [[nodiscard]] static double log_odds(Odds const& odds, Population const& population,
                                         std::size_t user);
    [[nodiscard]] double draw_level(Categorical const& categorical, Population const& population,
                                    std::size_t user, double u) const;
    [[nodiscard]] double draw_bernoulli(Bernoulli const& bernoulli, Population const& population,
                                        std::size_t user, double u) const;

    Marginal marginal_;
    double usual_log_odds_ = 0.0; ///< of a bernoulli, before others have a say
    std::vector<double>
        cumulative_;           ///< of a categorical that depends on nobody, but the last level
    double total_ = 0.0;       ///< of its probabilities
    std::vector<Odds> odds_;   ///< bernoulli: one; categorical: one a level
    TruncatedScore truncated_; ///< of a normal or log-normal
    std::optional<core::portable::BetaOfScore> beta_;
};

} // namespace agents
