#include "sim/show/design_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace sim {

namespace {

constexpr std::array<std::string_view, 6> policy_names{"none",    "fixed",      "random",
                                                       "on_need", "after_idle", "learned"};

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

/// "Beta(1, 1)", or one a day-part where they differ.
std::string prior_in_words(agents::Prompts const& prompts) {
    std::vector<std::string> priors;
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        if (prompts.at[p]) {
            priors.push_back(fmt::format("Beta({:g}, {:g})", prompts.prior_answered[p],
                                         prompts.prior_ignored[p]));
        }
    }
    bool const same = std::equal(priors.begin() + 1, priors.end(), priors.begin());
    return same ? priors.front() : fmt::format("{}, by day-part", fmt::join(priors, ", "));
}

std::string learning_in_words(agents::Prompts const& prompts) {
    auto text = fmt::format(
        "Each day {} of {}, chosen by Thompson sampling from what this user answered (prior {}",
        prompts.prompts_a_day, list_of(prompts.at), prior_in_words(prompts));
    if (prompts.forgetting > 0.0) {
        text += fmt::format("; a day takes {:g}% of what was learned", 100.0 * prompts.forgetting);
    }
    return text + ")";
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
    case PromptPolicy::learned:
        return learning_in_words(prompts);
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

std::string in_words(agents::StageRule const& rule) {
    std::vector<std::string> conditions;
    if (rule.days_since_install) {
        conditions.push_back(*rule.days_since_install == 0
                                 ? "at once"
                                 : fmt::format("from day {} on", *rule.days_since_install));
    }
    if (rule.idle_days) {
        conditions.push_back(fmt::format("after {} days without use", *rule.idle_days));
    }
    if (rule.ignored_prompts) {
        conditions.push_back(
            fmt::format("after {} ignored prompts in a row", *rule.ignored_prompts));
    }
    if (rule.alliance_below) {
        conditions.push_back(fmt::format("with alliance below {:g}", *rule.alliance_below));
    }
    if (rule.distress_at_least) {
        conditions.push_back(fmt::format("with distress of {:g} or more", *rule.distress_at_least));
    }
    return fmt::format("{}", fmt::join(conditions, ", "));
}

std::string end_in_words(agents::Stage const& stage) {
    switch (stage.until) {
    case agents::StageEnd::use:
        return "until the day after a use";
    case agents::StageEnd::for_good:
        return "for good";
    case agents::StageEnd::days:
        return fmt::format("for {} days", stage.days);
    }
    return {};
}

namespace {

void compare_features(std::vector<DesignDifference>& found, agents::Theory const& theory,
                      std::vector<double> const& here, std::vector<double> const& there) {
    for (std::size_t f = 0; f < theory.features.size(); ++f) {
        compare(found, theory.features[f].name, here[f], there[f]);
    }
}

void compare_prompts(std::vector<DesignDifference>& found, agents::Prompts const& here,
                     agents::Prompts const& there) {
    if (in_words(here) != in_words(there)) {
        found.push_back({"prompts", in_words(here), in_words(there)});
    }
}

/// "lapsed after 3 days without use, until the day after a use: check_ins 1 (else 0)"
std::string stages_in_words(agents::Design const& design, agents::Theory const& theory) {
    std::vector<std::string> stages;
    for (auto const& stage : design.stages) {
        std::vector<std::string> changes;
        for (auto const& change : differences(stage, design, theory)) {
            changes.push_back(change.what + " " + change.here);
        }
        stages.push_back(fmt::format("{} {}, {}: {}", stage.name, in_words(stage.when),
                                     end_in_words(stage), fmt::join(changes, ", ")));
    }
    return stages.empty() ? "none" : fmt::format("{}", fmt::join(stages, "; "));
}

} // namespace

std::vector<DesignDifference> differences(agents::Stage const& stage, agents::Design const& design,
                                          agents::Theory const& theory) {
    std::vector<DesignDifference> found;
    compare_features(found, theory, stage.features, design.features);
    compare_prompts(found, stage.prompts, design.prompts);
    return found;
}

std::vector<DesignDifference> differences(agents::Design const& here, agents::Design const& there,
                                          agents::Theory const& theory) {
    std::vector<DesignDifference> found;
    compare_features(found, theory, here.features, there.features);
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        compare(found, fmt::format("availability {}", agents::day_part_names[p]),
                here.availability[p], there.availability[p]);
    }
    compare(found, "reliability", here.reliability, there.reliability);
    compare_prompts(found, here.prompts, there.prompts);
    auto const stages_here = stages_in_words(here, theory);
    auto const stages_there = stages_in_words(there, theory);
    if (stages_here != stages_there) {
        found.push_back({"stages", stages_here, stages_there});
    }
    return found;
}

} // namespace sim
