#include "agents/trait_sampler.hpp"

#include "agents/trait_scores.hpp"
#include "core/contract.hpp"
#include "core/elementary.hpp"
#include "core/moderate_exp.hpp"

#include <algorithm>
#include <cmath>

namespace agents {

namespace portable = core::portable;

namespace {

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

void TruncatedScore::of(double* probabilities) const {
    double scores[users_at_a_time];
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        double const inside = below_ + probabilities[i] * (up_to_ - below_);
        probabilities[i] = std::clamp(inside, 1e-300, 1.0 - 0x1p-53);
    }
    normal_scores(probabilities, scores);
    std::transform(scores, scores + users_at_a_time, probabilities,
                   [this](double score) { return std::clamp(score, low_, high_); });
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
        double const p = bernoulli->probability;
        usual_log_odds_ = p > 0.0 && p < 1.0 ? portable::log(p / (1.0 - p)) : 0.0;
    } else if (auto const* categorical = std::get_if<Categorical>(&marginal_)) {
        for (auto const& terms : categorical->log_odds) {
            odds_.push_back(resolve(cohort, terms));
        }
        odds_.resize(categorical->levels.size());
        accumulate(*categorical);
    }
}

void TraitSampler::accumulate(Categorical const& categorical) {
    if (std::any_of(odds_.begin(), odds_.end(), [](Odds const& odds) { return !odds.empty(); })) {
        return;
    }
    for (double const probability : categorical.probabilities) {
        total_ += probability;
        cumulative_.push_back(total_);
    }
    cumulative_.pop_back(); // who reaches no other level has the last
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
    // The odds of a level are worked out twice rather than kept: most have none.
    auto const weight = [&](std::size_t l) {
        double const shift = odds_[l].empty() ? 0.0 : log_odds(odds_[l], population, user);
        return categorical.probabilities[l] *
               (shift == 0.0 ? 1.0 : portable::moderate_exp(std::clamp(shift, -30.0, 30.0)));
    };
    double total = 0.0;
    for (std::size_t l = 0; l < n; ++l) {
        total += weight(l);
    }
    double sum = 0.0;
    for (std::size_t l = 0; l + 1 < n; ++l) {
        sum += weight(l);
        if (u * total < sum) {
            return static_cast<double>(l);
        }
    }
    return static_cast<double>(n - 1);
}

double TraitSampler::draw_bernoulli(Bernoulli const& bernoulli, Population const& population,
                                    std::size_t user, double u) const {
    double p = bernoulli.probability;
    if (p > 0.0 && p < 1.0) {
        double const eta = usual_log_odds_ + log_odds(odds_.front(), population, user);
        p = 1.0 / (1.0 + portable::moderate_exp(std::clamp(-eta, -30.0, 30.0)));
    }
    return u >= 1.0 - p ? 1.0 : 0.0;
}

bool TraitSampler::by_score() const noexcept {
    bool const normal =
        std::holds_alternative<Normal>(marginal_) || std::holds_alternative<Lognormal>(marginal_);
    return beta_.has_value() || (normal && truncated_.all());
}

/// One trait of the users of some rows, by the kind of its marginal.
struct TraitSampler::Task {
    TraitSampler const& self;
    Population const& population;
    std::size_t row;
    std::size_t count;
    TraitDraws const& draws;
    double* values;

    template <class ValueOf>
    void each(ValueOf const& value_of) const {
        for (std::size_t i = 0; i < count; ++i) {
            values[i] = value_of(i);
        }
    }
    /// Scores between the bounds, as the values.
    void scores() const {
        bool const whole = self.truncated_.all();
        std::copy_n(whole ? draws.scores : draws.probabilities, users_at_a_time, values);
        if (!whole) {
            self.truncated_.of(values);
        }
    }

    void operator()(Constant const& m) const {
        each([&](std::size_t) { return m.value; });
    }
    void operator()(Uniform const& m) const {
        each([&](std::size_t i) { return m.low + draws.probabilities[i] * (m.high - m.low); });
    }
    void operator()(Normal const& m) const {
        scores();
        each([&](std::size_t i) { return std::clamp(m.mean + m.sd * values[i], m.low, m.high); });
    }
    void operator()(Lognormal const& m) const {
        scores();
        double const log_median = portable::log(m.median);
        each([&](std::size_t i) {
            return portable::moderate_exp(
                std::clamp(log_median + m.sigma * values[i], -700.0, 700.0));
        });
    }
    void operator()(Beta const&) const { beta_values(*self.beta_, draws.scores, values); }
    void operator()(Bernoulli const& m) const {
        if (self.odds_.front().empty()) {
            double const from = 1.0 - m.probability;
            each([&](std::size_t i) { return draws.probabilities[i] >= from ? 1.0 : 0.0; });
            return;
        }
        each([&](std::size_t i) {
            return self.draw_bernoulli(m, population, row + i, draws.probabilities[i]);
        });
    }
    void operator()(Categorical const& m) const {
        if (!self.cumulative_.empty()) {
            each([&](std::size_t i) {
                double const reached = draws.probabilities[i] * self.total_;
                int level = 0;
                for (double const sum : self.cumulative_) {
                    level += reached < sum ? 0 : 1;
                }
                return static_cast<double>(level);
            });
            return;
        }
        each([&](std::size_t i) {
            return self.draw_level(m, population, row + i, draws.probabilities[i]);
        });
    }
    void operator()(Empirical const& m) const {
        each([&](std::size_t i) { return draw_empirical(m, draws.probabilities[i]); });
    }
    void operator()(FromPeople const& m) const {
        each([&](std::size_t i) { return m.rows[draws.rows_of_people[i]]; });
    }
};

void TraitSampler::draw(Population const& population, std::size_t row, std::size_t count,
                        TraitDraws const& draws, double* values) const {
    std::visit(Task{*this, population, row, count, draws, values}, marginal_);
}

} // namespace agents
