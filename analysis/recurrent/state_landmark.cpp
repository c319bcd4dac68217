#include "analysis/recurrent/state_landmark.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

namespace analysis {

TransitionTable in_state_at(TransitionTable const& table, int state, double s) {
    std::unordered_set<int> there;
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (table.from[row] == state && table.start[row] <= s && s < table.stop[row]) {
            there.insert(table.person[row]);
        }
    }
    TransitionTable kept;
    kept.states = table.states;
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (table.stop[row] <= s || !there.contains(table.person[row])) {
            continue;
        }
        kept.person.push_back(table.person[row]);
        kept.start.push_back(std::max(s, table.start[row]));
        kept.stop.push_back(table.stop[row]);
        kept.from.push_back(table.from[row]);
        kept.to.push_back(table.to[row]);
        if (!table.weight.empty()) {
            kept.weight.push_back(table.weight[row]);
        }
    }
    return kept;
}

} // namespace analysis
