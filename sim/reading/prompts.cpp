#include "sim/reading/prompts.hpp"

#include "core/schema_mapping.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim::reading {

using namespace core::schema;
using agents::Prompts;

namespace {

std::vector<std::string> const& policies() {
    static std::vector<std::string> const words{"none",    "fixed",      "random",
                                                "on_need", "after_idle", "learned"};
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
    case agents::PromptPolicy::learned:
        return {"at", "prompts_a_day"};
    }
    return {};
}

bool is_used_by(std::string_view key, agents::PromptPolicy policy) {
    auto const needed = needed_by(policy);
    bool const limits = key == "cap_a_day" || key == "stop_after_ignored";
    bool const learning = key == "prior" || key == "forgetting";
    return key == "policy" || (learning && policy == agents::PromptPolicy::learned) ||
           (limits && policy != agents::PromptPolicy::none) ||
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

/// What a prior says of one day-part, or of all.
struct Prior {
    std::optional<double> answered, ignored;
};

/// Gamma draws are made for these shapes (core/lane_gamma.hpp).
constexpr Interval prior_size{0.01, 10'000.0};

Type<Prior> prior_of_day_part() {
    auto const otherwise = "that of all day-parts";
    return Mapping<Prior>("prior of a day-part", "What the policy believes of one day-part.")
        .optional(
            "answered", otherwise, number(prior_size, "prompts"),
            [](Prior& p, double x) { p.answered = x; }, "as if so many had been answered")
        .optional(
            "ignored", otherwise, number(prior_size, "prompts"),
            [](Prior& p, double x) { p.ignored = x; }, "as if so many had been ignored")
        .type();
}

struct Priors {
    agents::PerDayPart<double> answered{1.0, 1.0, 1.0, 1.0};
    agents::PerDayPart<double> ignored{1.0, 1.0, 1.0, 1.0};
};

Type<Priors> prior() {
    Mapping<Priors> record("prior",
                           "What a policy that learns believes at installing: Beta(answered, "
                           "ignored) is the probability that a prompt is answered.");
    record
        .defaulted(
            "answered", "1", number(prior_size, "prompts"),
            [](Priors& p, double x) { p.answered.fill(x); }, "as if so many had been answered")
        .defaulted(
            "ignored", "1", number(prior_size, "prompts"),
            [](Priors& p, double x) { p.ignored.fill(x); }, "as if so many had been ignored");
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        record.optional(
            std::string(agents::day_part_names[p]), "as all day-parts", prior_of_day_part(),
            [p](Priors& priors, Prior x) {
                priors.answered[p] = x.answered.value_or(priors.answered[p]);
                priors.ignored[p] = x.ignored.value_or(priors.ignored[p]);
            },
            "of this day-part");
    }
    return record.type();
}

} // namespace

Type<Prompts> prompts() {
    return Mapping<Prompts>(
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
        .optional("prompts_a_day", "required for learned", count_as<int>(1, 4),
                  &Prompts::prompts_a_day,
                  "learned: in so many of these day-parts, those that a draw from what was learned "
                  "of this user favours")
        .optional(
            "prior", "one answered and one ignored", prior(),
            [](Prompts& p, Priors x) {
                p.prior_answered = x.answered;
                p.prior_ignored = x.ignored;
            },
            "learned: what it believes at first", "odd.md, step 2")
        .optional("forgetting", "0", number({0.0, 1.0, false, true}, "1/day"), &Prompts::forgetting,
                  "learned: share of what was learned that a day takes", "odd.md, step 6")
        .defaulted("cap_a_day", "4", count_as<int>(1, 4), &Prompts::cap_a_day,
                   "only the first so many of a day count")
        .defaulted("stop_after_ignored", "0", count_as<int>(0, 1'000'000),
                   &Prompts::stop_after_ignored,
                   "none after so many ignored in a row, until the user comes back; 0: never stops")
        .check(check_keys)
        .type();
}

} // namespace sim::reading
