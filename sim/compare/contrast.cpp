#include "sim/compare/contrast.hpp"

#include "analysis/multiplicity.hpp"
#include "sim/compare/counted_people.hpp"

namespace sim {

Contrast contrast_of(PairedPeople const& pairs, PartNames const& names) {
    auto const& variant = pairs.variant.attrition.events;
    auto const& baseline = pairs.baseline.attrition.events;
    Contrast contrast;
    contrast.differences = differences_of(pairs, names);
    contrast.log_rank = analysis::log_rank(variant, baseline);
    contrast.hazard_ratio = analysis::hazard_ratio(
        variant, baseline, analysis::Pairing::same_people, pairs.variant.options.level);
    return contrast;
}

Contrast contrast_of(CountedPeople const& variant, PartNames const& names) {
    Contrast contrast;
    contrast.differences = differences_of(variant, names);
    contrast.log_rank = analysis::log_rank(variant.attrition.events,
                                           events_of(variant.baseline, variant.definition));
    contrast.hazard_ratio = analysis::hazard_ratio(
        variant.same_people.variant, variant.same_people.baseline, analysis::Pairing::same_people,
        variant.options.level, analysis::RowWeights::copies);
    return contrast;
}

void adjust_for_many(std::vector<Contrast>& contrasts) {
    std::vector<double> p_values;
    for (auto const& contrast : contrasts) {
        p_values.push_back(contrast.hazard_ratio.p);
    }
    auto const adjusted = analysis::holm(p_values);
    for (std::size_t i = 0; i < contrasts.size(); ++i) {
        contrasts[i].p_holm = adjusted[i];
    }
}

} // namespace sim
