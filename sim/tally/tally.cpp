#include "sim/tally/tally.hpp"

#include "core/contract.hpp"
#include "sim/tally/tally_columns.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace sim {
namespace {

void make_room(TallyColumn const& column, Counts& counts) {
    counts.assign(std::accumulate(column.shape.begin(), column.shape.end(), std::size_t{1},
                                  std::multiplies<>()),
                  0);
}

void add(TallyColumn const& /*column*/, Counts& to, Counts const& more) {
    HOLDFAST_EXPECT(to.size() == more.size());
    std::transform(to.begin(), to.end(), more.begin(), to.begin(), std::plus<>());
}

} // namespace

std::string names_of_moments() {
    std::string names;
    for (auto const& [measure, part] : counted_moments(1)) {
        names += (names.empty() ? "" : ", ") + std::string(measure->name);
    }
    return names;
}

analysis::Attrition counted_attrition(std::size_t definition) {
    HOLDFAST_EXPECT(definition < counted_attritions);
    return definition == 0 ? analysis::Attrition(analysis::Left{})
                           : analysis::Attrition(analysis::LastUse{});
}

DesignTally::DesignTally(TallySizes of) : sizes(std::move(of)), scores(sizes.days_given.size()) {
    visit_design_tally(make_room, *this);
}

PairTally::PairTally(TallySizes of) : sizes(std::move(of)) {
    visit_pair_tally(make_room, *this);
}

DesignTally& operator+=(DesignTally& to, DesignTally const& more) {
    visit_design_tally(add, to, more);
    return to;
}

PairTally& operator+=(PairTally& to, PairTally const& more) {
    visit_pair_tally(add, to, more);
    return to;
}

std::uint64_t bytes_of(DesignTally const& tally) {
    std::uint64_t bytes = 0;
    visit_design_tally([&](TallyColumn const&,
                           Counts const& counts) { bytes += counts.size() * sizeof(counts[0]); },
                       tally);
    return bytes;
}

std::uint64_t bytes_of(PairTally const& tally) {
    std::uint64_t bytes = 0;
    visit_pair_tally([&](TallyColumn const&,
                         Counts const& counts) { bytes += counts.size() * sizeof(counts[0]); },
                     tally);
    return bytes;
}

} // namespace sim
