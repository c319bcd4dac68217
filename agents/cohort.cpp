#include "agents/cohort.hpp"

#include "agents/purpose.hpp"
#include "agents/trait_sampler.hpp"
#include "core/contract.hpp"
#include "core/distributions.hpp"
#include "core/philox.hpp"

#include <algorithm>
#include <cmath>

namespace agents {

Population rows_of(Population const& population, std::size_t first, std::size_t last) {
    HOLDFAST_EXPECT(first <= last && last <= population.users);
    Population part;
    part.users = last - first;
    for (auto const& column : population.traits) {
        auto const begin = column.values.begin();
        part.traits.push_back({column.name,
                               column.unit,
                               column.levels,
                               {begin + static_cast<std::ptrdiff_t>(first),
                                begin + static_cast<std::ptrdiff_t>(last)}});
    }
    return part;
}

TraitColumn const* Population::find(std::string_view name) const noexcept {
    auto const at = std::find_if(traits.begin(), traits.end(),
                                 [&](TraitColumn const& column) { return column.name == name; });
    return at == traits.end() ? nullptr : &*at;
}

namespace {

/// The traits whose values trait j's odds depend on, by index.
std::vector<std::size_t> dependences(Cohort const& cohort, std::size_t j) {
    std::vector<std::size_t> found;
    auto const add = [&](std::vector<Term> const& terms) {
        for (auto const& term : terms) {
            std::string const name = term.name.substr(0, term.name.find('.'));
            for (std::size_t i = 0; i < cohort.traits.size(); ++i) {
                if (cohort.traits[i].name == name) {
                    found.push_back(i);
                }
            }
        }
    };
    if (auto const* bernoulli = std::get_if<Bernoulli>(&cohort.traits[j].marginal)) {
        add(bernoulli->log_odds);
    } else if (auto const* categorical = std::get_if<Categorical>(&cohort.traits[j].marginal)) {
        for (auto const& terms : categorical->log_odds) {
            add(terms);
        }
    }
    return found;
}

/// Depth-first topological order.
class DrawingOrder {
public:
    explicit DrawingOrder(Cohort const& cohort)
        : cohort_(cohort), state_(cohort.traits.size(), State::unseen) {
        for (std::size_t j = 0; j < cohort.traits.size(); ++j) {
            visit(j);
        }
    }
    std::vector<std::size_t> order;

private:
    enum class State { unseen, open, done };

    void visit(std::size_t j) {
        if (state_[j] == State::done) {
            return;
        }
        path_.push_back(j);
        if (state_[j] == State::open) {
            throw CyclicTraits{{std::find(path_.begin(), path_.end(), j), path_.end()}};
        }
        state_[j] = State::open;
        for (std::size_t const i : dependences(cohort_, j)) {
            visit(i);
        }
        state_[j] = State::done;
        path_.pop_back();
        order.push_back(j);
    }

    Cohort const& cohort_;
    std::vector<State> state_;
    std::vector<std::size_t> path_;
};

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

std::vector<std::size_t> drawing_order(Cohort const& cohort) {
    return std::move(DrawingOrder(cohort).order);
}

Synthesis::Synthesis(Cohort const& cohort, std::uint64_t seed)
    : cohort_(cohort), seed_(seed), order_(drawing_order(cohort)), factor_(cholesky(cohort)) {
    for (std::size_t j = 0; j < cohort.traits.size(); ++j) {
        samplers_.emplace_back(cohort, j);
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
    for (std::size_t user = first; user < last; ++user) {
        draw(population, user, static_cast<std::uint32_t>(user));
    }
}

Population Synthesis::people(std::span<std::uint32_t const> users) const {
    Population drawn = blank(users.size());
    for (std::size_t row = 0; row < users.size(); ++row) {
        draw(drawn, row, users[row]);
    }
    return drawn;
}

void Synthesis::draw(Population& population, std::size_t row, std::uint32_t user) const {
    auto const key = core::philox::key_of(seed_);
    std::size_t const n = cohort_.traits.size();
    std::vector<double> independent(n);
    core::philox::Words words{};
    for (std::size_t j = 0; j < n; ++j) {
        if (j % 4 == 0) {
            words = core::philox::block(
                key, {user, static_cast<std::uint32_t>(j / 4), purpose_of(Purpose::traits), 0});
        }
        independent[j] = core::portable::normal_quantile(uniform_of(words[j % 4]));
    }
    std::size_t const row_of_person = people_row(user);
    for (std::size_t const j : order_) {
        double z = 0.0;
        for (std::size_t k = 0; k <= j; ++k) {
            z += factor_[j * n + k] * independent[k];
        }
        population.traits[j].values[row] =
            static_cast<float>(samplers_[j].draw(population, row, z, row_of_person));
    }
}

double Synthesis::uniform_of(std::uint32_t word) noexcept {
    return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

std::size_t Synthesis::people_row(std::uint32_t user) const {
    if (cohort_.people_rows == 0 || cohort_.people_order == PeopleOrder::as_listed) {
        return user;
    }
    auto const word = core::philox::block(core::philox::key_of(seed_),
                                          {user, 0, purpose_of(Purpose::people), 0})[0];
    auto const rows = static_cast<double>(cohort_.people_rows);
    return std::min(cohort_.people_rows - 1, static_cast<std::size_t>(uniform_of(word) * rows));
}

} // namespace agents
