#include "sim/reading/prompts.hpp"

#include "core/schema_record.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace sim::reading {

using namespace core::schema;
using agents::Prompts;

namespace {

std::vector<std::string> const& policies() {
    static std::vector<std::string> const words{"none", "fixed", "random", "on_need", "after_idle"};
    return words;
}

/// The keys that each policy needs, in the order of policies().
std::vector<std::string_view> needed_by(agents::PromptPolicy policy) {
    switch (policy) {
    case agents::PromptPolicy::none:
        return {};
    case agents::PromptPolicy::fixed:
        return {"at"};
    case agents::PromptPolicy::random:
        return {"at", "probability"};
    case agents::PromptPolicy::on_need:
        return {"at", "threshold"};
    case agents::PromptPolicy::after_idle:
        return {"at", "idle_days"};
    }
    return {};
}

bool is_used_by(std::string_view key, agents::PromptPolicy policy) {
    auto const needed = needed_by(policy);
    bool const limits = key == "cap_a_day" || key == "stop_after_ignored";
    return key == "policy" || (limits && policy != agents::PromptPolicy::none) ||
           std::find(needed.begin(), needed.end(), key) != needed.end();
}

void check_keys(Prompts& prompts, Cursor const& cursor) {
    auto const& policy = policies()[static_cast<std::size_t>(prompts.policy)];
    for (auto const& key : needed_by(prompts.policy)) {
        if (!cursor.has(key)) {
            cursor.at(key).complain("is missing",
                                    fmt::format("the policy \"{}\" needs it", policy));
        }
    }
    for (auto const& entry : cursor.node().entries) {
        if (!is_used_by(entry.key.text, prompts.policy)) {
            cursor.key_of(entry).complain(fmt::format("is not used by the policy \"{}\"", policy));
        }
    }
}

Type<agents::PerDayPart<bool>> day_parts() {
    std::vector<std::string> const names(agents::day_part_names.begin(),
                                         agents::day_part_names.end());
    return converted<agents::PerDayPart<bool>>(
        list_of(word(names), {1, agents::day_parts}),
        [](std::vector<std::size_t> const& given, Cursor const& cursor) {
            agents::PerDayPart<bool> at{};
            for (auto const p : given) {
                if (at[p]) {
                    cursor.complain(fmt::format("{} is given twice", agents::day_part_names[p]));
                }
                at[p] = true;
            }
            return at;
        });
}

} // namespace

Type<Prompts> prompts() {
    return Record<Prompts>(
               "prompts",
               "When the app calls the user. A policy has the keys that it uses and no others.")
        .required("policy", one_of<agents::PromptPolicy>(policies()), &Prompts::policy,
                  "what decides", "odd.md, step 2")
        .optional("at", "required but for none", day_parts(), &Prompts::at,
                  "day-parts in which it may prompt")
        .optional("probability", "required for random", number(unit_interval),
                  &Prompts::probability, "random: in each of these day-parts")
        .optional("threshold", "required for on_need", number(unit_interval), &Prompts::threshold,
                  "on_need: prompts when need is at least this")
        .optional("idle_days", "required for after_idle", count_as<int>(1, 3650, "days"),
                  &Prompts::idle_days, "after_idle: prompts who has not used the app for so long")
        .defaulted("cap_a_day", "4", count_as<int>(1, 4), &Prompts::cap_a_day,
                   "only the first so many of a day count")
        .defaulted("stop_after_ignored", "0", count_as<int>(0, 1'000'000),
                   &Prompts::stop_after_ignored,
                   "none after so many ignored in a row, until the user comes back; 0: never stops")
        .check(check_keys)
        .type();
}

} // namespace sim::reading
