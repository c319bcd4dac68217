#include "sim/compare/estimates.hpp"

#include "core/contract.hpp"
#include "sim/compare/counted_people.hpp"
#include "sim/compare/people.hpp"

namespace sim {
namespace {

/// @param estimator  the member of Measure that is called
template <class Estimator, class Source>
Estimates estimated(Estimator Measure::*estimator, Source const& source, Keep const& kept,
                    PartNames const& names) {
    Estimates estimates;
    for (std::size_t m = 0; m < measures().size(); ++m) {
        auto const& measure = measures()[m];
        if (measure.*estimator == nullptr || !can_estimate(kept, measure)) {
            continue;
        }
        std::vector<Series> parts;
        for (std::size_t part = 0; part < names.count(measure.breakdown); ++part) {
            parts.push_back((measure.*estimator)(measure, part, source));
        }
        estimates.set(m, std::move(parts));
    }
    return estimates;
}

} // namespace

bool Estimates::has(std::string_view measure) const {
    return !series_[index_of_measure(measure)].empty();
}

Series const& Estimates::of(std::string_view measure, std::size_t part) const {
    static Series const none;
    auto const index = index_of_measure(measure);
    HOLDFAST_EXPECT(index < series_.size());
    return part < series_[index].size() ? series_[index][part] : none;
}

analysis::Estimate Estimates::once(std::string_view measure, std::size_t part) const {
    auto const& series = of(measure, part);
    return series.empty() ? analysis::Estimate{} : series.front().estimate;
}

Estimates estimates_of(People const& people, PartNames const& names) {
    return estimated(&Measure::of_people, people, people.record.kept, names);
}

Estimates estimates_of(CountedPeople const& people, PartNames const& names) {
    return estimated(&Measure::of_counts, people, people.record.kept, names);
}

Estimates differences_of(PairedPeople const& pairs, PartNames const& names) {
    return estimated(&Measure::between_people, pairs, pairs.variant.record.kept, names);
}

Estimates differences_of(CountedPeople const& variant, PartNames const& names) {
    return estimated(&Measure::between_counts, variant, variant.record.kept, names);
}

} // namespace sim
