#include "sim/keep.hpp"

namespace sim {

std::vector<std::string> recorded_words(Keep const& keep) {
    std::vector<std::string> words;
    for (std::size_t group = 0; group < agents::recorded_names.size(); ++group) {
        if (keep.of_users.has(static_cast<agents::Recorded>(group))) {
            words.emplace_back(agents::recorded_names[group]);
        }
    }
    if (keep.counts) {
        words.emplace_back("aggregates");
    }
    return words;
}

} // namespace sim
