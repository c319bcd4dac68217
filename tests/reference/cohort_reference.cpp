#include "tests/reference/cohort_reference.hpp"

#include "tests/reference/draws.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <vector>

namespace reference {

namespace {

using Matrix = std::vector<std::vector<double>>;

Matrix correlation_matrix(agents::Cohort const& cohort) {
    std::size_t const n = cohort.traits.size();
    Matrix matrix(n, std::vector<double>(n, 0.0));
    for (std::size_t j = 0; j < n; ++j) {
        matrix[j][j] = 1.0;
    }
    for (agents::Correlation const& correlation : cohort.correlations) {
        matrix[correlation.first][correlation.second] = correlation.r;
        matrix[correlation.second][correlation.first] = correlation.r;
    }
    return matrix;
}

/// Lower triangular L with L L' = a. Source: Cholesky-Banachiewicz.
Matrix cholesky(Matrix const& a) {
    Matrix l(a.size(), std::vector<double>(a.size(), 0.0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = a[i][j];
            for (std::size_t k = 0; k < j; ++k) {
                rest -= l[i][k] * l[j][k];
            }
            l[i][j] = i == j ? std::sqrt(rest) : rest / l[j][j];
        }
    }
    return l;
}

/// u moved into the part of [0,1] that a truncation to [low, high] leaves of a normal. The bounds
/// may be infinite.
double truncated(double u, double mean, double sd, double low, double high) {
    double const bottom = normal_probability((low - mean) / sd);
    double const top = normal_probability((high - mean) / sd);
    return bottom + u * (top - bottom);
}

/// One user's trait by trait values while they are drawn; nothing where not yet drawn.
struct Drawing {
    agents::Cohort const& cohort;
    std::vector<double> u; ///< uniforms of the copula, shape (traits)
    std::size_t row = 0;   ///< of the file of real people
    std::vector<std::optional<double>> values;

    double value(std::size_t trait);
    double log_odds(std::vector<agents::Term> const& terms);
    double named(std::string const& name);

    double draw(agents::Constant const& m, double) { return m.value; }
    double draw(agents::Uniform const& m, double x) { return m.low + x * (m.high - m.low); }
    double draw(agents::Normal const& m, double x);
    double draw(agents::Lognormal const& m, double x);
    double draw(agents::Beta const& m, double x);
    double draw(agents::Bernoulli const& m, double x);
    double draw(agents::Categorical const& m, double x);
    double draw(agents::Empirical const& m, double x);
    double draw(agents::FromPeople const& m, double) { return m.rows[row]; }
};

double Drawing::value(std::size_t trait) {
    if (!values[trait]) {
        values[trait] = std::visit([&](auto const& marginal) { return draw(marginal, u[trait]); },
                                   cohort.traits[trait].marginal);
    }
    return *values[trait];
}

double Drawing::named(std::string const& name) {
    auto const dot = name.find('.');
    for (std::size_t j = 0; j < cohort.traits.size(); ++j) {
        agents::Trait const& trait = cohort.traits[j];
        if (trait.name != name.substr(0, dot)) {
            continue;
        }
        double const code = static_cast<float>(value(j));
        if (dot == std::string::npos) {
            return code;
        }
        auto const* levels = std::holds_alternative<agents::Categorical>(trait.marginal)
                                 ? &std::get<agents::Categorical>(trait.marginal).levels
                                 : &std::get<agents::FromPeople>(trait.marginal).levels;
        return levels->at(static_cast<std::size_t>(code)) == name.substr(dot + 1) ? 1.0 : 0.0;
    }
    throw std::logic_error("no trait " + name);
}

double Drawing::log_odds(std::vector<agents::Term> const& terms) {
    double sum = 0.0;
    for (agents::Term const& term : terms) {
        sum += term.weight.value * (named(term.name) - term.centre);
    }
    return sum;
}

double Drawing::draw(agents::Normal const& m, double x) {
    return m.mean + m.sd * normal_quantile(truncated(x, m.mean, m.sd, m.low, m.high));
}

double Drawing::draw(agents::Lognormal const& m, double x) {
    double const mean = std::log(m.median);
    double const inside = truncated(x, mean, m.sigma, std::log(m.low), std::log(m.high));
    return std::exp(mean + m.sigma * normal_quantile(inside));
}

double Drawing::draw(agents::Beta const& m, double x) {
    return boost::math::quantile(boost::math::beta_distribution<>(m.alpha, m.beta), x);
}

double Drawing::draw(agents::Bernoulli const& m, double x) {
    double const logit = std::log(m.probability / (1.0 - m.probability)) + log_odds(m.log_odds);
    double const p = m.log_odds.empty() ? m.probability : 1.0 / (1.0 + std::exp(-logit));
    return x >= 1.0 - p ? 1.0 : 0.0;
}

double Drawing::draw(agents::Categorical const& m, double x) {
    std::vector<double> p = m.probabilities;
    double total = 0.0;
    for (std::size_t l = 0; l < p.size(); ++l) {
        p[l] *= l < m.log_odds.size() ? std::exp(log_odds(m.log_odds[l])) : 1.0;
        total += p[l];
    }
    double below = 0.0;
    for (std::size_t l = 0; l < p.size(); ++l) {
        below += p[l] / total;
        if (x < below) {
            return static_cast<double>(l);
        }
    }
    return static_cast<double>(p.size() - 1);
}

double Drawing::draw(agents::Empirical const& m, double x) {
    auto const n = m.sorted.size();
    return m.sorted[std::min(n - 1, static_cast<std::size_t>(x * static_cast<double>(n)))];
}

std::vector<double> copula_uniforms(Matrix const& l, std::uint64_t seed, std::uint32_t user) {
    std::vector<double> independent;
    for (std::uint32_t j = 0; j < l.size(); ++j) {
        independent.push_back(
            normal_quantile(trait_uniform(words(seed, user, j / 4, Purpose::traits, 0, 0)[j % 4])));
    }
    std::vector<double> u;
    for (std::size_t i = 0; i < l.size(); ++i) {
        double z = 0.0;
        for (std::size_t k = 0; k <= i; ++k) {
            z += l[i][k] * independent[k];
        }
        u.push_back(normal_probability(z));
    }
    return u;
}

std::size_t row_of(agents::Cohort const& cohort, std::uint64_t seed, std::uint32_t user) {
    if (cohort.people_order == agents::PeopleOrder::as_listed) {
        return user;
    }
    double const u = trait_uniform(words(seed, user, 0, Purpose::people, 0, 0)[0]);
    return static_cast<std::size_t>(u * static_cast<double>(cohort.people_rows));
}

std::vector<std::string> levels_of(agents::Marginal const& marginal) {
    if (auto const* categorical = std::get_if<agents::Categorical>(&marginal)) {
        return categorical->levels;
    }
    auto const* from_people = std::get_if<agents::FromPeople>(&marginal);
    return from_people != nullptr ? from_people->levels : std::vector<std::string>{};
}

} // namespace

agents::Population people(agents::Cohort const& cohort, std::uint64_t seed, std::size_t users) {
    agents::Population population;
    population.users = users;
    for (agents::Trait const& trait : cohort.traits) {
        population.traits.push_back(
            {trait.name, trait.unit, levels_of(trait.marginal), std::vector<float>(users, 0.0F)});
    }
    Matrix const l = cholesky(correlation_matrix(cohort));
    for (std::uint32_t user = 0; user < users; ++user) {
        Drawing drawing{cohort, copula_uniforms(l, seed, user), row_of(cohort, seed, user),
                        std::vector<std::optional<double>>(cohort.traits.size())};
        for (std::size_t j = 0; j < cohort.traits.size(); ++j) {
            population.traits[j].values[user] = static_cast<float>(drawing.value(j));
        }
    }
    return population;
}

} // namespace reference
