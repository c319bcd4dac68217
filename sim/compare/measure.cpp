#include "sim/compare/measure.hpp"

#include "sim/compare/attrition_measures.hpp"
#include "sim/compare/mean_measures.hpp"
#include "sim/compare/retention_measures.hpp"
#include "sim/compare/scale_measures.hpp"

#include <algorithm>

namespace sim {

namespace {

std::vector<Measure> all_measures() {
    std::vector<Measure> all;
    for (auto const& some :
         {retention_measures(), attrition_measures(), mean_measures(), scale_measures()}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

} // namespace

std::span<Measure const> measures() {
    static std::vector<Measure> const all = all_measures();
    return all;
}

std::size_t index_of_measure(std::string_view name) {
    auto const all = measures();
    auto const found =
        std::find_if(all.begin(), all.end(), [name](auto const& one) { return one.name == name; });
    return static_cast<std::size_t>(found - all.begin());
}

bool can_estimate(Keep const& kept, Measure const& measure) {
    return kept.counts || kept.of_users.has(measure.needs);
}

std::vector<std::string> const& PartNames::of(Breakdown breakdown) const noexcept {
    static std::vector<std::string> const none;
    switch (breakdown) {
    case Breakdown::causes:
        return causes;
    case Breakdown::components:
        return components;
    case Breakdown::scales:
        return scales;
    case Breakdown::none:
        break;
    }
    return none;
}

std::size_t PartNames::count(Breakdown breakdown) const noexcept {
    return breakdown == Breakdown::none ? 1 : of(breakdown).size();
}

namespace {

template <class Named>
std::vector<std::string> names_of(std::vector<Named> const& things) {
    std::vector<std::string> names;
    for (auto const& thing : things) {
        names.push_back(thing.name);
    }
    return names;
}

PartNames with_lapsed(PartNames names, analysis::Attrition const& attrition) {
    if (!std::holds_alternative<analysis::Left>(attrition)) {
        names.causes.emplace_back("lapsed");
    }
    return names;
}

} // namespace

PartNames part_names(Record const& record, analysis::Attrition const& attrition) {
    return with_lapsed({record.causes, record.components, names_of(record.instruments)}, attrition);
}

PartNames part_names(Scenario const& scenario, analysis::Attrition const& attrition) {
    auto const& theory = scenario.theory;
    return with_lapsed(
        {names_of(theory.causes), names_of(theory.components), names_of(theory.instruments)},
        attrition);
}

} // namespace sim
