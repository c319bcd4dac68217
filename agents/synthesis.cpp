#include "agents/cohort.hpp"
#include "agents/purpose.hpp"
#include "agents/trait_mix.hpp"
#include "agents/trait_sampler.hpp"
#include "agents/trait_scores.hpp"
#include "core/contract.hpp"
#include "core/philox.hpp"

#include <algorithm>
#include <array>

namespace agents {

/// What is drawn of users_at_a_time users; a row a trait.
class Synthesis::Batch {
public:
    explicit Batch(std::size_t traits)
        : uniforms((traits + 3) / 4 * 4 * users_at_a_time),
          independent(traits * users_at_a_time),
          score(users_at_a_time),
          probability(users_at_a_time),
          value(users_at_a_time),
          rows_of_people(users_at_a_time) {}

    [[nodiscard]] double const* uniform(std::size_t trait) const {
        return uniforms.data() + trait * users_at_a_time;
    }
    [[nodiscard]] double* independent_score(std::size_t trait) {
        return independent.data() + trait * users_at_a_time;
    }

    std::array<std::uint32_t, users_at_a_time> users{};
    std::vector<double> uniforms;
    std::vector<double> independent; ///< normal scores of the uniforms that somebody asks for
    std::vector<double> score, probability, value;
    std::vector<std::size_t> rows_of_people;
};

Synthesis::Synthesis(Cohort const& cohort, std::uint64_t seed)
    : cohort_(cohort), seed_(seed), order_(drawing_order(cohort)), mixes_(trait_mixes(cohort)) {
    for (std::size_t j = 0; j < cohort.traits.size(); ++j) {
        samplers_.emplace_back(cohort, j);
        mixes_[j].asked_for |= samplers_[j].by_score();
    }
}
Synthesis::~Synthesis() = default;
Synthesis::Synthesis(Synthesis&&) noexcept = default;
Synthesis& Synthesis::operator=(Synthesis&&) noexcept = default;

Population Synthesis::blank(std::size_t users) const {
    Population population;
    population.users = users;
    for (auto const& trait : cohort_.traits) {
        TraitColumn column{trait.name, trait.unit, {}, std::vector<float>(users)};
        if (auto const* categorical = std::get_if<Categorical>(&trait.marginal)) {
            column.levels = categorical->levels;
        } else if (auto const* people = std::get_if<FromPeople>(&trait.marginal)) {
            column.levels = people->levels;
        }
        population.traits.push_back(std::move(column));
    }
    return population;
}

void Synthesis::fill(Population& population, std::size_t first, std::size_t last) const {
    HOLDFAST_EXPECT(last <= population.users);
    Batch batch(cohort_.traits.size());
    for (std::size_t row = first; row < last; row += users_at_a_time) {
        std::size_t const count = std::min(users_at_a_time, last - row);
        for (std::size_t i = 0; i < count; ++i) {
            batch.users[i] = static_cast<std::uint32_t>(row + i);
        }
        draw(population, row, count, batch);
    }
}

Population Synthesis::people(std::span<std::uint32_t const> users) const {
    Population drawn = blank(users.size());
    Batch batch(cohort_.traits.size());
    for (std::size_t row = 0; row < users.size(); row += users_at_a_time) {
        std::size_t const count = std::min(users_at_a_time, users.size() - row);
        std::copy_n(users.begin() + static_cast<std::ptrdiff_t>(row), count, batch.users.begin());
        draw(drawn, row, count, batch);
    }
    return drawn;
}

void Synthesis::draw(Population& population, std::size_t row, std::size_t count,
                     Batch& batch) const {
    draw_uniforms(core::philox::key_of(seed_), batch.users.data(), cohort_.traits.size(),
                  batch.uniforms.data());
    for (std::size_t j = 0; j < cohort_.traits.size(); ++j) {
        if (mixes_[j].asked_for) {
            normal_scores(batch.uniform(j), batch.independent_score(j));
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        batch.rows_of_people[i] = people_row(batch.users[i]);
    }
    for (std::size_t const j : order_) {
        TraitDraws draws{batch.uniform(j), batch.independent_score(j), batch.rows_of_people.data()};
        if (mixes_[j].correlated()) {
            mixes_[j].mix(batch.independent, batch.score.data());
            draws.scores = batch.score.data();
            if (!samplers_[j].by_score()) {
                probabilities_of(draws.scores, count, batch.probability.data());
                draws.probabilities = batch.probability.data();
            }
        }
        samplers_[j].draw(population, row, count, draws, batch.value.data());
        auto& column = population.traits[j].values;
        std::transform(batch.value.begin(),
                       batch.value.begin() + static_cast<std::ptrdiff_t>(count),
                       column.begin() + static_cast<std::ptrdiff_t>(row),
                       [](double value) { return static_cast<float>(value); });
    }
}

std::size_t Synthesis::people_row(std::uint32_t user) const {
    if (cohort_.people_rows == 0 || cohort_.people_order == PeopleOrder::as_listed) {
        return user;
    }
    auto const word = core::philox::block(core::philox::key_of(seed_),
                                          {user, 0, purpose_of(Purpose::people), 0})[0];
    auto const rows = static_cast<double>(cohort_.people_rows);
    auto const share = (static_cast<double>(word) + 0.5) * 0x1p-32;
    return std::min(cohort_.people_rows - 1, static_cast<std::size_t>(share * rows));
}

} // namespace agents
