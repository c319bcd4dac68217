#include "sim/show/design_words.hpp"

#include <fmt/format.h>

#include <array>

namespace sim {

namespace {

constexpr std::array<std::string_view, 5> policy_names{"none", "fixed", "random", "on_need",
                                                       "after_idle"};

/// "night, morning and evening"
std::string list_of(agents::PerDayPart<bool> const& at) {
    std::vector<std::string_view> names;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        if (at[p]) {
            names.push_back(agents::day_part_names[p]);
        }
    }
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

std::string rule_in_words(agents::Prompts const& prompts) {
    using agents::PromptPolicy;
    auto const at = list_of(prompts.at);
    switch (prompts.policy) {
    case PromptPolicy::none:
        return "No prompts";
    case PromptPolicy::fixed:
        return "Every " + at;
    case PromptPolicy::random:
        return fmt::format("Each {} with probability {:g}", at, prompts.probability);
    case PromptPolicy::on_need:
        return fmt::format("Each {} when need reaches {:g}", at, prompts.threshold);
    case PromptPolicy::after_idle:
        return fmt::format("Each {} once the app was not used for {} days", at, prompts.idle_days);
    }
    return {};
}

void compare(std::vector<DesignDifference>& found, std::string what, double here, double there) {
    if (here != there) {
        found.push_back({std::move(what), fmt::format("{:g}", here), fmt::format("{:g}", there)});
    }
}

} // namespace

std::string_view name_of(agents::PromptPolicy policy) noexcept {
    return policy_names[static_cast<std::size_t>(policy)];
}

std::string in_words(agents::Prompts const& prompts) {
    auto text = rule_in_words(prompts);
    if (prompts.policy == agents::PromptPolicy::none) {
        return text;
    }
    text += fmt::format(", at most {} a day; ", prompts.cap_a_day);
    return text + (prompts.stop_after_ignored == 0
                       ? "never gives up."
                       : fmt::format("none after {} in a row that were ignored, until the user is "
                                     "back.",
                                     prompts.stop_after_ignored));
}

std::vector<DesignDifference> differences(agents::Design const& here, agents::Design const& there,
                                          agents::Theory const& theory) {
    std::vector<DesignDifference> found;
    for (std::size_t f = 0; f < theory.features.size(); ++f) {
        compare(found, theory.features[f].name, here.features[f], there.features[f]);
    }
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        compare(found, fmt::format("availability {}", agents::day_part_names[p]),
                here.availability[p], there.availability[p]);
    }
    compare(found, "reliability", here.reliability, there.reliability);
    if (in_words(here.prompts) != in_words(there.prompts)) {
        found.push_back({"prompts", in_words(here.prompts), in_words(there.prompts)});
    }
    return found;
}

} // namespace sim
