#include "agents/trait_sampler.hpp"

#include "core/contract.hpp"
#include "core/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace agents {

namespace portable = core::portable;

namespace {

double draw_normal(Normal const& normal, TruncatedScore const& truncated, double z) {
    return std::clamp(normal.mean + normal.sd * truncated(z), normal.low, normal.high);
}

double draw_lognormal(Lognormal const& lognormal, TruncatedScore const& truncated, double z) {
    return portable::exp(portable::log(lognormal.median) + lognormal.sigma * truncated(z));
}

TruncatedScore truncated_score(Normal const& normal) {
    return {(normal.low - normal.mean) / normal.sd, (normal.high - normal.mean) / normal.sd};
}

TruncatedScore truncated_score(Lognormal const& lognormal) {
    double const log_median = portable::log(lognormal.median);
    auto const score_of = [&](double bound) {
        return (portable::log(bound) - log_median) / lognormal.sigma;
    };
    return {lognormal.low > 0.0 ? score_of(lognormal.low) : -unbounded,
            std::isinf(lognormal.high) ? unbounded : score_of(lognormal.high)};
}

double draw_empirical(Empirical const& empirical, double u) {
    auto const n = empirical.sorted.size();
    return empirical.sorted[std::min(n - 1, static_cast<std::size_t>(u * static_cast<double>(n)))];
}

std::size_t index_of(Cohort const& cohort, std::string const& name) {
    auto const at = std::find_if(cohort.traits.begin(), cohort.traits.end(),
                                 [&](Trait const& trait) { return trait.name == name; });
    return static_cast<std::size_t>(at - cohort.traits.begin());
}

std::vector<std::string> const& levels_of(Trait const& trait) {
    if (auto const* categorical = std::get_if<Categorical>(&trait.marginal)) {
        return categorical->levels;
    }
    return std::get<FromPeople>(trait.marginal).levels;
}

} // namespace

TruncatedScore::TruncatedScore(double low, double high)
    : low_(low),
      high_(high),
      below_(std::isinf(low) ? 0.0 : portable::normal_cdf(low)),
      up_to_(std::isinf(high) ? 1.0 : portable::normal_cdf(high)) {}

double TruncatedScore::operator()(double z) const {
    if (std::isinf(low_) && std::isinf(high_)) {
        return z;
    }
    double const u = below_ + portable::normal_cdf(z) * (up_to_ - below_);
    return std::clamp(portable::normal_quantile(std::clamp(u, 1e-300, 1.0 - 0x1p-53)), low_, high_);
}

TraitSampler::TraitSampler(Cohort const& cohort, std::size_t trait)
    : marginal_(cohort.traits[trait].marginal) {
    if (auto const* normal = std::get_if<Normal>(&marginal_)) {
        truncated_ = truncated_score(*normal);
    } else if (auto const* lognormal = std::get_if<Lognormal>(&marginal_)) {
        truncated_ = truncated_score(*lognormal);
    } else if (auto const* beta = std::get_if<Beta>(&marginal_)) {
        beta_.emplace(beta->alpha, beta->beta);
    } else if (auto const* bernoulli = std::get_if<Bernoulli>(&marginal_)) {
        odds_.push_back(resolve(cohort, bernoulli->log_odds));
    } else if (auto const* categorical = std::get_if<Categorical>(&marginal_)) {
        for (auto const& terms : categorical->log_odds) {
            odds_.push_back(resolve(cohort, terms));
        }
        odds_.resize(categorical->levels.size());
    }
}

TraitSampler::Odds TraitSampler::resolve(Cohort const& cohort, std::vector<Term> const& terms) {
    Odds odds;
    for (auto const& term : terms) {
        Dependence dependence{index_of(cohort, term.name), -1, term.weight.value, term.centre};
        if (auto const dot = term.name.find('.'); dot != std::string::npos) {
            dependence.trait = index_of(cohort, term.name.substr(0, dot));
            auto const& levels = levels_of(cohort.traits[dependence.trait]);
            auto const level = std::find(levels.begin(), levels.end(), term.name.substr(dot + 1));
            dependence.level = static_cast<int>(level - levels.begin());
        }
        HOLDFAST_EXPECT(dependence.trait < cohort.traits.size());
        odds.push_back(dependence);
    }
    return odds;
}

double TraitSampler::log_odds(Odds const& odds, Population const& population, std::size_t user) {
    double sum = 0.0;
    for (auto const& [trait, level, weight, centre] : odds) {
        auto const value = static_cast<double>(population.traits[trait].values[user]);
        double const x = level < 0 ? value : (value == static_cast<double>(level) ? 1.0 : 0.0);
        sum += weight * (x - centre);
    }
    return sum;
}

double TraitSampler::draw_level(Categorical const& categorical, Population const& population,
                                std::size_t user, double u) const {
    std::size_t const n = categorical.levels.size();
    std::vector<double> weight(n);
    double total = 0.0;
    for (std::size_t l = 0; l < n; ++l) {
        double const shift = odds_[l].empty() ? 0.0 : log_odds(odds_[l], population, user);
        weight[l] = categorical.probabilities[l] *
                    (shift == 0.0 ? 1.0 : portable::exp(std::clamp(shift, -30.0, 30.0)));
        total += weight[l];
    }
    double sum = 0.0;
    for (std::size_t l = 0; l + 1 < n; ++l) {
        sum += weight[l];
        if (u * total < sum) {
            return static_cast<double>(l);
        }
    }
    return static_cast<double>(n - 1);
}

double TraitSampler::draw_bernoulli(Bernoulli const& bernoulli, Population const& population,
                                    std::size_t user, double u) const {
    double p = bernoulli.probability;
    if (!odds_.front().empty() && p > 0.0 && p < 1.0) {
        double const eta = portable::log(p / (1.0 - p)) + log_odds(odds_.front(), population, user);
        p = 1.0 / (1.0 + portable::exp(std::clamp(-eta, -30.0, 30.0)));
    }
    return u >= 1.0 - p ? 1.0 : 0.0;
}

double TraitSampler::draw(Population const& population, std::size_t user, double z,
                          std::size_t row) const {
    struct Draw {
        TraitSampler const& self;
        Population const& population;
        std::size_t user;
        double z;
        std::size_t row;

        [[nodiscard]] double u() const { return portable::normal_cdf(z); }
        double operator()(Constant const& m) const { return m.value; }
        double operator()(Uniform const& m) const { return m.low + u() * (m.high - m.low); }
        double operator()(Normal const& m) const { return draw_normal(m, self.truncated_, z); }
        double operator()(Lognormal const& m) const {
            return draw_lognormal(m, self.truncated_, z);
        }
        double operator()(Beta const&) const { return (*self.beta_)(z); }
        double operator()(Bernoulli const& m) const {
            return self.draw_bernoulli(m, population, user, u());
        }
        double operator()(Categorical const& m) const {
            return self.draw_level(m, population, user, u());
        }
        double operator()(Empirical const& m) const { return draw_empirical(m, u()); }
        double operator()(FromPeople const& m) const { return m.rows[row]; }
    };
    return std::visit(Draw{*this, population, user, z, row}, marginal_);
}

} // namespace agents
