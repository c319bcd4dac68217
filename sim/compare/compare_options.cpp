#include "sim/compare/compare_options.hpp"

#include "core/mistakes.hpp"
#include "report/options.hpp"
#include "sim/compare/recorded.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sim {
namespace {

/// The index of a name in a list; a mistake and 0 when it is not there.
std::size_t index_of(std::string const& name, std::vector<std::string> const& known,
                     char const* option, char const* kind, core::Mistakes& mistakes) {
    auto const found = std::find(known.begin(), known.end(), name);
    if (found != known.end()) {
        return static_cast<std::size_t>(found - known.begin());
    }
    constexpr std::size_t shown = 20;
    auto const head = std::span(known).first(std::min(known.size(), shown));
    mistakes.add(report::choice_mistake(
        option, fmt::format("the record has no {} \"{}\"", kind, name),
        fmt::format("{}{}", fmt::join(head, ", "), known.size() > shown ? ", ..." : ""),
        core::nearest(name, known)));
    return 0;
}

std::vector<std::string> design_names(Record const& record) {
    std::vector<std::string> names;
    for (auto const& design : record.designs) {
        names.push_back(design.name);
    }
    return names;
}

std::vector<std::string> trait_names(Record const& record) {
    std::vector<std::string> names;
    for (auto const& trait : record.population.traits) {
        names.push_back(trait.name);
    }
    return names;
}

/// Tells which of the words need what the run did not record.
void expect_kept(CompareWords const& words, CompareOptions const& options, Record const& record,
                 core::Mistakes& mistakes) {
    auto const& kept = record.kept;
    if (!words.by.empty()) {
        expect_recorded(kept, agents::Recorded::traits, "--by", words.by, mistakes);
    }
    auto const attrition = fmt::format("\"{}\"", words.attrition);
    auto const needed = needed_for(options.attrition);
    if (!kept.counts || needed == agents::Recorded::use) {
        expect_recorded(kept, needed, "--attrition", attrition, mistakes);
    }
    // Whether somebody left before the gap is told by the cause of leaving.
    if (!kept.counts && needed == agents::Recorded::use) {
        expect_recorded(kept, agents::Recorded::leaving, "--attrition", attrition, mistakes);
    }
    if (kept.counts && options.baseline != record.baseline) {
        mistakes.add(report::choice_mistake(
            "--baseline", "people were counted in pairs with another design, and not recorded",
            record.designs[record.baseline].name));
    }
}

} // namespace

CompareOptions chosen_options(CompareWords const& words, Record const& record) {
    core::Mistakes mistakes;
    CompareOptions options;
    options.baseline = words.baseline.empty() ? record.baseline
                                              : index_of(words.baseline, design_names(record),
                                                         "--baseline", "design", mistakes);
    options.attrition = report::chosen_attrition(words.attrition, record.horizon_days, mistakes);
    options.days = report::chosen_days(words.days, record.horizon_days, mistakes);
    options.level = report::chosen_level(words.level, mistakes);
    expect_kept(words, options, record, mistakes);
    if (!words.by.empty() && record.kept.of_users.has(agents::Recorded::traits)) {
        options.by = index_of(words.by, trait_names(record), "--by", "trait", mistakes);
    }
    mistakes.throw_if_any();
    return options;
}

} // namespace sim
