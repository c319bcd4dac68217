#include "analysis/recurrent/state_walk.hpp"

#include "analysis/estimate.hpp"

#include <algorithm>

namespace analysis {

namespace {

/// next = now (I + A) of one step.
void advance(StateSteps const& steps, std::size_t step, double const* now, double* next) {
    std::copy_n(now, steps.states, next);
    for (auto const& move : steps.moves(step)) {
        double const gone = now[move.from] * move.hazard;
        next[move.from] -= gone;
        next[move.to] += gone;
    }
}

/// The influences of one person after another, in the same memory.
class PersonWalk {
public:
    PersonWalk(StateWalk const& walk, std::span<double const> path, InitialShares initial)
        : walk_(walk),
          steps_(walk.steps),
          path_(path),
          initial_(initial),
          influence_(path.size()) {}

    /// The influence of a person; empty when there is none.
    std::span<double const> of(std::size_t person) {
        auto const rows =
            std::span(steps_.by_person)
                .subspan(steps_.person_begin[person],
                         steps_.person_begin[person + 1] - steps_.person_begin[person]);
        auto const first = start(rows);
        if (first == walk_.end) {
            return {};
        }
        std::size_t row = 0;
        for (auto step = first; step < walk_.end; ++step) {
            advance(steps_, step, at(step), at(step + 1));
            while (row < rows.size() && steps_.end[rows[row]] <= step) {
                ++row;
            }
            if (row < rows.size() && steps_.begin[rows[row]] <= step) {
                add_own(rows[row], step);
            }
        }
        return influence_;
    }

private:
    [[nodiscard]] double* at(std::size_t step) {
        return influence_.data() + (step - walk_.begin) * steps_.states;
    }

    /// Zeros up to the first step at which the person matters, which is returned.
    std::size_t start(std::span<std::uint32_t const> rows) {
        auto first = walk_.end;
        std::uint32_t const* at_start = nullptr;
        for (auto const& row : rows) {
            auto const begin = std::max<std::size_t>(steps_.begin[row], walk_.begin);
            if (steps_.end[row] > begin) {
                first = std::min(first, begin);
                at_start = begin == walk_.begin ? &row : at_start;
            }
        }
        std::fill_n(influence_.begin(), (first - walk_.begin + 1) * steps_.states, 0.0);
        if (initial_ == InitialShares::observed && at_start != nullptr && walk_.begin < walk_.end) {
            add_initial(*at_start);
        }
        return first;
    }

    void add_initial(std::size_t row) {
        double total = 0;
        for (std::size_t j = 0; j < steps_.states; ++j) {
            total += steps_.at_risk_in(walk_.begin, j);
        }
        double const share = walk_.table.weight_of(row) / total;
        for (std::size_t j = 0; j < steps_.states; ++j) {
            influence_[j] -= share * walk_.initial[j];
        }
        influence_[static_cast<std::size_t>(walk_.table.from[row])] += share;
    }

    /// What being at risk in a row adds: the own move less that of the average.
    void add_own(std::size_t row, std::size_t step) {
        auto const from = static_cast<std::size_t>(walk_.table.from[row]);
        double const share = walk_.table.weight_of(row) *
                             path_[(step - walk_.begin) * steps_.states + from] /
                             steps_.at_risk_in(step, from);
        double* const influence = at(step + 1);
        for (auto const& move : steps_.moves(step)) {
            if (move.from == from) {
                influence[from] += share * move.hazard;
                influence[move.to] -= share * move.hazard;
            }
        }
        if (walk_.table.moves(row) && steps_.end[row] == step + 1) {
            influence[from] -= share;
            influence[static_cast<std::size_t>(walk_.table.to[row])] += share;
        }
    }

    StateWalk const& walk_;
    StateSteps const& steps_;
    std::span<double const> path_;
    InitialShares initial_;
    std::vector<double> influence_;
};

} // namespace

std::vector<double> StateWalk::path() const {
    auto const states = steps.states;
    std::vector<double> path((end - begin + 1) * states);
    std::copy(initial.begin(), initial.end(), path.begin());
    for (auto step = begin; step < end; ++step) {
        auto* const now = path.data() + (step - begin) * states;
        advance(steps, step, now, now + states);
    }
    return path;
}

std::vector<double> observed_shares(TransitionTable const& table, StateSteps const& steps,
                                    std::size_t step) {
    std::vector<double> shares(steps.states);
    double total = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        // Without any change of state, everybody counts.
        if (steps.size() == 0 || (steps.begin[i] <= step && step < steps.end[i])) {
            shares[static_cast<std::size_t>(table.from[i])] += table.weight_of(i);
            total += table.weight_of(i);
        }
    }
    for (double& share : shares) {
        share = total > 0 ? share / total : undefined;
    }
    return shares;
}

void each_influence(StateWalk const& walk, std::span<double const> path, InitialShares initial,
                    InfluenceVisit const& visit) {
    PersonWalk person_walk(walk, path, initial);
    for (std::size_t person = 0; person < walk.steps.persons(); ++person) {
        if (auto const influence = person_walk.of(person); !influence.empty()) {
            visit(person, influence);
        }
    }
}

} // namespace analysis
