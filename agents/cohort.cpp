#include "agents/cohort.hpp"

#include "core/contract.hpp"

#include <algorithm>

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

} // namespace

std::vector<std::size_t> drawing_order(Cohort const& cohort) {
    return std::move(DrawingOrder(cohort).order);
}

} // namespace agents
