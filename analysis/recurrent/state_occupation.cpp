#include "analysis/recurrent/state_occupation.hpp"

#include "analysis/data/time_grid.hpp"
#include "analysis/recurrent/state_steps.hpp"
#include "analysis/recurrent/state_walk.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace analysis {

namespace {

/// Probabilities that add up to 1 but for rounding.
constexpr double rounding = 1e-12;

bool sound_initial(std::vector<double> const& initial, std::size_t states) {
    double const sum = std::accumulate(initial.begin(), initial.end(), 0.0);
    return initial.size() == states && std::abs(sum - 1) < rounding &&
           std::all_of(initial.begin(), initial.end(), [](double p) { return p >= 0; });
}

/// All steps from time 0, with what they start from.
struct Whole {
    Whole(TransitionTable const& table, std::vector<double> const& given)
        : steps(table),
          shares(given.empty() ? InitialShares::observed : InitialShares::given),
          walk{table, steps, 0, steps.size(),
               given.empty() ? observed_shares(table, steps, 0) : given},
          path(walk.path()) {
        HOLDFAST_EXPECT(given.empty() || sound_initial(given, steps.states));
    }

    Whole(Whole const&) = delete; // walk refers to steps
    Whole& operator=(Whole const&) = delete;

    [[nodiscard]] double probability(std::size_t step, std::size_t state) const {
        return path[step * steps.states + state];
    }

    StateSteps steps;
    InitialShares shares;
    StateWalk walk;
    std::vector<double> path;
};

/// Sums over persons of squared influences, shape (steps + 1, states).
std::vector<double> squared_influences(StateWalk const& walk, std::vector<double> const& path,
                                       InitialShares shares) {
    std::vector<double> squares(path.size());
    each_influence(walk, path, shares, [&](std::size_t, std::span<double const> influence) {
        for (std::size_t k = 0; k < squares.size(); ++k) {
            squares[k] += influence[k] * influence[k];
        }
    });
    return squares;
}

/// How long the probabilities after each step hold, up to tau.
std::vector<double> durations(StateSteps const& steps, double tau) {
    std::vector<double> days;
    double from = 0;
    for (double const t : steps.time) {
        days.push_back(std::max(0.0, std::min(t, tau) - from));
        from = std::min(t, tau);
    }
    days.push_back(tau - from);
    return days;
}

std::vector<double> areas(std::span<double const> path, std::vector<double> const& days,
                          std::size_t states) {
    std::vector<double> area(states);
    for (std::size_t step = 0; step < days.size(); ++step) {
        for (std::size_t j = 0; j < states; ++j) {
            area[j] += days[step] * path[step * states + j];
        }
    }
    return area;
}

bool defined_to(Whole const& whole, double tau) {
    if (tau <= whole.steps.last_stop * (1 + same_time)) {
        return true;
    }
    double settled = 0;
    for (std::size_t j = 0; j < whole.steps.states; ++j) {
        settled += whole.steps.is_left(j) ? 0 : whole.probability(whole.steps.size(), j);
    }
    // A state nobody was seen to leave may be one that nobody was seen to enter either: then there
    // were no changes at all, and nothing is known of them.
    return whole.steps.size() > 0 && settled > 1 - rounding;
}

/// Expected days by state, and the influences of persons on them.
struct Days {
    std::vector<double> value;                    ///< shape (states)
    std::map<int, std::vector<double>> of_person; ///< by number, shape (states)
};

Days days_in_states(TransitionTable const& table, double tau, std::vector<double> const& initial) {
    HOLDFAST_EXPECT(tau > 0);
    Whole const whole(table, initial);
    auto const states = whole.steps.states;
    if (table.size() == 0 || !defined_to(whole, tau)) {
        return {.value = std::vector<double>(states, undefined), .of_person = {}};
    }
    auto const days = durations(whole.steps, tau);
    Days in{.value = areas(whole.path, days, states), .of_person = {}};
    each_influence(whole.walk, whole.path, whole.shares,
                   [&](std::size_t person, std::span<double const> influence) {
                       auto const row = whole.steps.by_person[whole.steps.person_begin[person]];
                       in.of_person[table.person[row]] = areas(influence, days, states);
                   });
    return in;
}

double sum_of_squares(Days const& days, std::size_t state) {
    double sum = 0;
    for (auto const& [person, influence] : days.of_person) {
        sum += influence[state] * influence[state];
    }
    return sum;
}

/// Influences of the variant less those of the same persons under the baseline.
Days less(Days variant, Days const& baseline) {
    auto const states = variant.value.size();
    for (auto const& [person, influence] : baseline.of_person) {
        auto& of_variant = variant.of_person.try_emplace(person, states, 0.0).first->second;
        for (std::size_t j = 0; j < states; ++j) {
            of_variant[j] -= influence[j];
        }
    }
    return variant;
}

bool seen_in(TransitionTable const& table, int state, double after) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.from[i] == state && earlier(after, table.stop[i])) {
            return true;
        }
    }
    return false;
}

} // namespace

Estimate StateOccupation::at(int state, double t) const {
    if (persons == 0) {
        return {};
    }
    auto const j = static_cast<std::size_t>(state);
    auto const until = times_until(time, t);
    double const value = until == 0 ? initial[j] : probability[j][until - 1];
    double const square = until == 0 ? initial_variance[j] : variance[j][until - 1];
    return survival_interval(value, std::sqrt(square), level, scale);
}

StateOccupation state_occupation(TransitionTable const& table, Level level, LimitScale scale,
                                 std::vector<double> const& initial) {
    Whole const whole(table, initial);
    auto const states = whole.steps.states;
    auto const squares = squared_influences(whole.walk, whole.path, whole.shares);
    StateOccupation occupation{
        .states = table.states,
        .persons = whole.steps.persons(),
        .time = whole.steps.time,
        .initial = whole.walk.initial,
        .initial_variance = {squares.begin(),
                             squares.begin() + static_cast<std::ptrdiff_t>(states)},
        .probability = {states, std::vector<double>()},
        .variance = {states, std::vector<double>()},
        .level = level,
        .scale = scale};
    for (std::size_t j = 0; j < states; ++j) {
        for (std::size_t step = 1; step <= whole.steps.size(); ++step) {
            occupation.probability[j].push_back(whole.probability(step, j));
            occupation.variance[j].push_back(squares[step * states + j]);
        }
    }
    return occupation;
}

std::vector<Estimate> expected_days(TransitionTable const& table, double tau, Level level,
                                    std::vector<double> const& initial) {
    auto const days = days_in_states(table, tau, initial);
    std::vector<Estimate> expected;
    for (std::size_t j = 0; j < days.value.size(); ++j) {
        expected.push_back(
            normal_interval(days.value[j], std::sqrt(sum_of_squares(days, j)), level));
    }
    return expected;
}

std::vector<Estimate> expected_days_difference(TransitionTable const& variant,
                                               TransitionTable const& baseline, double tau,
                                               Pairing pairing, Level level) {
    HOLDFAST_EXPECT(variant.states == baseline.states);
    auto const days_variant = days_in_states(variant, tau, {});
    auto const days_baseline = days_in_states(baseline, tau, {});
    auto const pairs = less(days_variant, days_baseline);
    std::vector<Estimate> difference;
    for (std::size_t j = 0; j < days_variant.value.size(); ++j) {
        double const square =
            pairing == Pairing::same_people
                ? sum_of_squares(pairs, j)
                : sum_of_squares(days_variant, j) + sum_of_squares(days_baseline, j);
        difference.push_back(normal_interval(days_variant.value[j] - days_baseline.value[j],
                                             std::sqrt(square), level));
    }
    return difference;
}

std::vector<std::vector<Estimate>> transition_probabilities(TransitionTable const& table, double s,
                                                            double t, Level level,
                                                            LimitScale scale) {
    HOLDFAST_EXPECT(s >= 0 && s <= t);
    StateSteps const steps(table);
    auto const states = steps.states;
    std::vector<std::vector<Estimate>> all(states, std::vector<Estimate>(states));
    for (std::size_t from = 0; from < states; ++from) {
        StateWalk walk{table, steps, times_until(steps.time, s), times_until(steps.time, t),
                       std::vector<double>(states)};
        walk.initial[from] = 1;
        if (steps.is_left(from) && !seen_in(table, static_cast<int>(from), s)) {
            continue;
        }
        auto const path = walk.path();
        auto const squares = squared_influences(walk, path, InitialShares::given);
        auto const last = (walk.end - walk.begin) * states;
        for (std::size_t to = 0; to < states; ++to) {
            all[from][to] =
                survival_interval(path[last + to], std::sqrt(squares[last + to]), level, scale);
        }
    }
    return all;
}

} // namespace analysis
