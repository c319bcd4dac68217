#include "sim/reading/stages.hpp"

#include "core/schema_mapping.hpp"
#include "sim/reading/prompts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>

namespace sim::reading {

using namespace core::schema;
using agents::StageEnd;
using agents::StageRule;

namespace {

/// Each stage costs the kernel a copy of what its features change.
constexpr std::size_t most_stages = 16;

void check_rule(StageRule& rule, Cursor const& cursor) {
    if (!rule.idle_days && !rule.days_since_install && !rule.alliance_below &&
        !rule.distress_at_least && !rule.ignored_prompts) {
        cursor.complain("has no condition", "idle_days, days_since_install, alliance_below, "
                                            "distress_at_least, ignored_prompts");
    }
}

Type<StageRule> rule() {
    using R = StageRule;
    auto const no = "no such condition";
    return Mapping<R>("stage rule",
                      "When a stage begins, looked at every morning: all conditions must hold of "
                      "the user's state as the day before left it.")
        .optional(
            "idle_days", no, count_as<int>(1, 3650, "days"), [](R& r, int n) { r.idle_days = n; },
            "days without use, at least", "odd.md, stages")
        .optional(
            "days_since_install", no, count_as<int>(0, 3650, "days"),
            [](R& r, int n) { r.days_since_install = n; }, "on this day or a later one; 0: at once",
            "odd.md, stages")
        .optional(
            "alliance_below", no, number(unit_interval),
            [](R& r, double x) { r.alliance_below = x; }, "alliance, less than", "odd.md, stages")
        .optional(
            "distress_at_least", no, number(unit_interval),
            [](R& r, double x) { r.distress_at_least = x; }, "distress, at least", "odd.md, stages")
        .optional(
            "ignored_prompts", no, count_as<int>(1, 1'000'000),
            [](R& r, int n) { r.ignored_prompts = n; }, "prompts ignored in a row, at least",
            "odd.md, stages")
        .check(check_rule)
        .type();
}

/// What a stage makes different.
struct Change {
    std::vector<FeatureSetting> features;
    std::optional<agents::Prompts> prompts;
};

Type<Change> change() {
    std::string const fixed = "a stage cannot change it: how well the app runs does not depend on "
                              "who uses it (allowed: features, prompts)";
    return Mapping<Change>("stage change",
                           "What is different in a stage; all else is the design's.")
        .optional("features", "those of the design", features(), &Change::features,
                  "how much of these features there is")
        .optional(
            "prompts", "those of the design", prompts(),
            [](Change& c, agents::Prompts x) { c.prompts = x; },
            "when the app calls; replaces all that the design says of it")
        .refused("availability", fixed)
        .refused("reliability", fixed)
        .check([](Change& c, Cursor const& cursor) {
            if (c.features.empty() && !c.prompts) {
                cursor.complain("changes nothing", "features, prompts");
            }
        })
        .type();
}

struct End {
    StageEnd until = StageEnd::for_good;
    int days = 0;
};

Type<End> end() {
    auto const in_a_word =
        converted<End>(one_of<StageEnd>({"use", "for_good"}), [](StageEnd until, Cursor const&) {
            return End{until, 0};
        });
    auto const after_days = Mapping<End>("stage length", "A stage that ends by the calendar.")
                                .required(
                                    "days", count_as<int>(1, 3650, "days"),
                                    [](End& e, int n) {
                                        e = {StageEnd::days, n};
                                    },
                                    "it lasts so many, that of entering included")
                                .type();
    return short_or_long(in_a_word, after_days);
}

void name_the_nameless(std::vector<StageWritten>& stages, Cursor const& cursor) {
    for (std::size_t s = 0; s < stages.size(); ++s) {
        auto& name = stages[s].stage.name;
        name = name.empty() ? fmt::format("stage {}", s + 1) : name;
        bool const taken = std::any_of(stages.begin(), stages.begin() + static_cast<int>(s),
                                       [&](auto const& other) { return other.stage.name == name; });
        if (taken) {
            cursor.complain(fmt::format("the name \"{}\" is given twice", name),
                            "names of stages differ");
        }
    }
}

Type<StageWritten> stage() {
    using S = StageWritten;
    return Mapping<S>("stage",
                      "A part of a user's time with the app in which the design is another, "
                      "because the user's state calls for it.")
        .optional(
            "name", "\"stage\" and its place in the list", title(),
            [](S& s, std::string x) { s.stage.name = std::move(x); }, "how it is called")
        .required(
            "when", rule(), [](S& s, StageRule x) { s.stage.when = x; }, "when it begins",
            "odd.md, stages")
        .required(
            "then", change(),
            [](S& s, Change x) {
                s.features = std::move(x.features);
                s.prompts = x.prompts;
            },
            "what is different in it")
        .required(
            "until", end(),
            [](S& s, End x) {
                s.stage.until = x.until;
                s.stage.days = x.days;
            },
            "when it ends: the day after a use, never, or after so many days", "odd.md, stages")
        .type();
}

} // namespace

Type<std::vector<FeatureSetting>> features() {
    auto const setting =
        converted<FeatureSetting>(number(unit_interval), [](double x, Cursor const&) {
            return FeatureSetting{{}, x};
        });
    return map_of(located(identifier("feature")), setting, &FeatureSetting::name);
}

void set_feature(std::vector<FeatureSetting>& features, FeatureSetting const& over) {
    auto const found =
        std::find_if(features.begin(), features.end(), [&over](FeatureSetting const& known) {
            return known.name.value == over.name.value;
        });
    if (found == features.end()) {
        features.push_back(over);
    } else {
        *found = over;
    }
}

Type<std::vector<StageWritten>> stages() {
    return converted<std::vector<StageWritten>>(
        list_of(stage(), {0, most_stages}),
        [](std::vector<StageWritten> given, Cursor const& cursor) {
            name_the_nameless(given, cursor);
            return given;
        });
}

} // namespace sim::reading
