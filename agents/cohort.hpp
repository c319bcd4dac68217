#pragma once

#include "agents/predictor.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace agents {

struct Constant {
    double value = 0.0;
};
struct Uniform {
    double low = 0.0;
    double high = 1.0;
};
inline constexpr double unbounded = std::numeric_limits<double>::infinity();
/// Truncated to [low, high]; mean and sd are those before truncation.
struct Normal {
    double mean = 0.0;
    double sd = 1.0;
    double low = -unbounded;
    double high = unbounded;
};
/// exp(N(log(median), sigma)), truncated to [low, high].
struct Lognormal {
    double median = 1.0;
    double sigma = 1.0;
    double low = 0.0;
    double high = unbounded;
};
struct Beta {
    double alpha = 1.0;
    double beta = 1.0;
};
struct Bernoulli {
    double probability = 0.5;
    std::vector<Term> log_odds;
};
/// probabilities at log_odds = 0; each level's log odds may depend on traits.
struct Categorical {
    std::vector<std::string> levels;
    std::vector<double> probabilities;       ///< > 0, sum 1, shape (levels)
    std::vector<std::vector<Term>> log_odds; ///< shape (levels), each a list over traits
};
/// Drawn from the values of a CSV column by rank, so that it can be correlated.
struct Empirical {
    std::vector<double> sorted;
    std::string file;
    std::string column;
};
/// The value of this user's row in the file of real people.
struct FromPeople {
    std::vector<double> rows;
    std::vector<std::string> levels;
    std::string column;
};

using Marginal = std::variant<Constant, Uniform, Normal, Lognormal, Beta, Bernoulli, Categorical,
                              Empirical, FromPeople>;

struct Trait {
    std::string name;
    std::string describes;
    std::string unit;
    std::string source;
    Marginal marginal;
};

/// Correlation of the normal scores of two traits (Gaussian copula).
struct Correlation {
    std::size_t first = 0;
    std::size_t second = 0;
    double r = 0.0; ///< (-1, 1)
};

/// Which row of the file of real people a user is.
enum class PeopleOrder { as_listed, with_replacement };

struct Cohort {
    std::string name;
    std::string describes;
    std::vector<Trait> traits;
    std::vector<Correlation> correlations;
    std::size_t people_rows = 0; ///< rows of the file of real people; 0: none
    PeopleOrder people_order = PeopleOrder::as_listed;
};

/// One trait of everybody: numbers, or codes 0, 1, ... into levels. Shape (users).
struct TraitColumn {
    std::string name;
    std::string unit;
    std::vector<std::string> levels; ///< empty for numbers
    std::vector<float> values;
};

/// Everybody's traits. Row i is user i.
struct Population {
    std::size_t users = 0;
    std::vector<TraitColumn> traits;

    [[nodiscard]] TraitColumn const* find(std::string_view name) const noexcept;
};

/// Rows [first, last) of a population, as one of their own.
[[nodiscard]] Population rows_of(Population const& population, std::size_t first, std::size_t last);

/// An order in which traits can be drawn so that what a trait's log odds depend on comes before it.
/// Shape (traits). Throws CyclicTraits where there is none.
struct CyclicTraits {
    std::vector<std::size_t> cycle;
};
[[nodiscard]] std::vector<std::size_t> drawing_order(Cohort const& cohort);

/// The pair of traits whose correlation most stands in the way of a positive definite matrix.
struct OffendingPair {
    std::size_t first = 0;
    std::size_t second = 0;
    double smallest_eigenvalue = 0.0;
};
/// The pairs to give up, worst first, for the correlation matrix to be positive definite; empty
/// when it is.
[[nodiscard]] std::vector<OffendingPair> offending_pairs(Cohort const& cohort);

class TraitSampler;
class TraitMix;

/// Makes people out of a valid cohort: the same user has the same traits whatever the number of
/// users.
class Synthesis {
public:
    Synthesis(Cohort const& cohort, std::uint64_t seed);
    ~Synthesis();
    Synthesis(Synthesis&&) noexcept;
    Synthesis& operator=(Synthesis&&) noexcept;
    /// Columns for so many users, all zero.
    [[nodiscard]] Population blank(std::size_t users) const;
    /// Fills users [first, last). Different ranges may be filled at the same time.
    void fill(Population& population, std::size_t first, std::size_t last) const;
    /// These users only: row i is users[i].
    [[nodiscard]] Population people(std::span<std::uint32_t const> users) const;

private:
    class Batch;

    /// Fills rows [row, row + count) with users [0, count) of the batch.
    void draw(Population& population, std::size_t row, std::size_t count, Batch& batch) const;
    [[nodiscard]] std::size_t people_row(std::uint32_t user) const;

    Cohort cohort_;
    std::uint64_t seed_;
    std::vector<std::size_t> order_;
    std::vector<TraitSampler> samplers_; ///< shape (traits)
    std::vector<TraitMix> mixes_;        ///< shape (traits)
};

} // namespace agents
