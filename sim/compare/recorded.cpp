#include "sim/compare/recorded.hpp"

#include "core/contract.hpp"
#include "report/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sim {

bool is_known(Keep const& kept, agents::Recorded group) {
    return kept.counts || kept.of_users.has(group);
}

agents::Recorded needed_for(analysis::Attrition const& attrition) {
    return std::holds_alternative<analysis::Inactive>(attrition) ? agents::Recorded::use
                                                                 : agents::Recorded::leaving;
}

void expect_recorded(Keep const& kept, agents::Recorded group, std::string const& option,
                     std::string const& question, core::Mistakes& mistakes) {
    if (kept.of_users.has(group)) {
        return;
    }
    auto const name = name_of(group);
    mistakes.add(report::choice_mistake(
        option,
        fmt::format("{} needs \"{}\" of every person, which the run did not record", question,
                    name),
        fmt::format("in the scenario \"record: all\", or a list with {}; then run it again",
                    name)));
}

std::string in_words(Keep const& kept) {
    if (kept.counts) {
        return "Only counts were recorded (record: aggregates), nothing of single people.";
    }
    if (kept.of_users == agents::Recording::all()) {
        return {};
    }
    return fmt::format(
        "Recorded of every person: {}. What needs other columns is left out; to have it, name "
        "them under record: in the scenario, or leave record: out.",
        fmt::join(recorded_words(kept), ", "));
}

} // namespace sim
