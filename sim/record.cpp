#include "sim/record.hpp"

namespace sim {

TallySizes tally_sizes(Record const& record) {
    TallySizes sizes{record.horizon_days, record.causes.size(), record.components.size(), {}};
    for (auto const& instrument : record.instruments) {
        sizes.days_given.push_back(instrument.days.size());
    }
    return sizes;
}

void make_room_for_counts(Record& record) {
    if (!record.kept.counts) {
        return;
    }
    auto const sizes = tally_sizes(record);
    for (std::size_t d = 0; d < record.designs.size(); ++d) {
        record.designs[d].counts.emplace(sizes);
        if (d != record.baseline) {
            record.designs[d].pairs.emplace(sizes);
        }
    }
}

} // namespace sim
