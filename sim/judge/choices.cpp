#include "sim/judge/choices.hpp"

#include "core/mistakes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace sim {
namespace {

core::Mistake mistake(std::string option, std::string what, std::string allowed,
                      std::string suggestion = {}) {
    return {core::Place{std::move(option), 0, 0},
            {},
            std::move(what),
            std::move(allowed),
            std::move(suggestion)};
}

/// The index of a name in a list; a mistake and 0 when it is not there.
std::size_t index_of(std::string const& name, std::vector<std::string> const& known,
                     char const* option, char const* kind, core::Mistakes& mistakes) {
    auto const found = std::find(known.begin(), known.end(), name);
    if (found != known.end()) {
        return static_cast<std::size_t>(found - known.begin());
    }
    constexpr std::size_t shown = 20;
    auto const head = std::span(known).first(std::min(known.size(), shown));
    mistakes.add(
        mistake(option, fmt::format("the record has no {} \"{}\"", kind, name),
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

analysis::Attrition attrition_of(std::string const& text, int horizon_days,
                                 core::Mistakes& mistakes) {
    auto const attrition = analysis::parse_attrition(text);
    if (!attrition) {
        mistakes.add(mistake("--attrition",
                             fmt::format("\"{}\" is no definition of attrition", text),
                             "left, last-use, inactive:N, inactive:N:final",
                             core::nearest(text, {"left", "last-use", "inactive:14"})));
        return analysis::Left{};
    }
    if (follow_up(*attrition, horizon_days) < 1) {
        mistakes.add(
            mistake("--attrition",
                    fmt::format("a gap of {} days cannot be seen in a record that ends on day {}",
                                std::get<analysis::Inactive>(*attrition).days, horizon_days),
                    fmt::format("inactive:1 to inactive:{}", horizon_days)));
    }
    return *attrition;
}

std::vector<int> days_of(std::vector<int> days, int horizon_days, core::Mistakes& mistakes) {
    for (int const day : days) {
        if (day < 0 || day > horizon_days) {
            mistakes.add(mistake("--days", fmt::format("day {} is not in the record", day),
                                 fmt::format("0 to {}", horizon_days)));
        }
    }
    if (days.empty()) {
        constexpr std::array usual{1, 7, 15, 30, 90};
        std::copy_if(usual.begin(), usual.end(), std::back_inserter(days),
                     [&](int day) { return day <= horizon_days; });
    }
    if (days.empty()) {
        days.push_back(horizon_days);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

} // namespace

int follow_up(analysis::Attrition const& attrition, int horizon_days) {
    auto const* const inactive = std::get_if<analysis::Inactive>(&attrition);
    return inactive != nullptr ? horizon_days - inactive->days + 1 : horizon_days + 1;
}

Judgement judge_by(Choices const& choices, Record const& record) {
    core::Mistakes mistakes;
    Judgement judgement;
    judgement.baseline = choices.baseline.empty() ? record.baseline
                                                  : index_of(choices.baseline, design_names(record),
                                                             "--baseline", "design", mistakes);
    judgement.attrition = attrition_of(choices.attrition, record.horizon_days, mistakes);
    judgement.days = days_of(choices.days, record.horizon_days, mistakes);
    judgement.level.value = choices.level;
    if (!(choices.level > 0.0 && choices.level < 1.0)) {
        mistakes.add(mistake("--level", fmt::format("{} is no confidence level", choices.level),
                             "above 0, below 1"));
    }
    if (!choices.by.empty()) {
        judgement.by = index_of(choices.by, trait_names(record), "--by", "trait", mistakes);
    }
    mistakes.throw_if_any();
    return judgement;
}

} // namespace sim
