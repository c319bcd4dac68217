#include "sim/show/names.hpp"
#include "sim/show/relation_words.hpp"
#include "sim/show/theory_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sim {

namespace {

constexpr std::size_t label_column = 30;

/// "+0.80 passive connection (F1, one)"
std::string effect_in_words(agents::Relation const& relation) {
    auto const behind = provenance(relation.weight);
    return fmt::format("{:+g} {}{}{}", relation.weight.value, target_in_words(relation),
                       behind.empty() ? "" : " ", behind);
}

/// Whether a product has this factor; the names of the others in words: "in treatment".
bool is_factor(std::string_view name, std::string_view product, std::string& others) {
    bool found = false;
    others.clear();
    constexpr std::string_view times = " x ";
    while (!product.empty()) {
        auto const end = product.find(times);
        auto const factor = product.substr(0, end);
        if (factor == name) {
            found = true;
        } else {
            others += (others.empty() ? "" : " and ") + in_words(factor);
        }
        product.remove_prefix(end == product.npos ? product.size() : end + times.size());
    }
    return found;
}

/// What `name` moves only together with something else.
std::string effects_together(std::string_view name,
                             std::vector<agents::Relation> const& relations) {
    std::string sentence;
    std::string others;
    for (auto const& relation : relations) {
        if (relation.source == agents::RelationSource::product && relation.weight.value != 0.0 &&
            is_factor(name, relation.from, others)) {
            sentence += (sentence.empty() ? "with " : "; with ") + others + ": " +
                        effect_in_words(relation);
        }
    }
    return sentence;
}

/// Everything that `name` moves, in one sentence; empty when it moves nothing.
std::string effects_of(std::string_view name, agents::RelationSource source,
                       std::vector<agents::Relation> const& relations) {
    std::string sentence;
    for (auto const& relation : relations) {
        if (relation.source == source && relation.from == name && relation.weight.value != 0.0) {
            sentence += (sentence.empty() ? "" : "; ") + effect_in_words(relation);
        }
    }
    return sentence;
}

/// Names of one kind in the order in which relations first mention them.
std::vector<std::string> sources_of(agents::RelationSource source,
                                    std::vector<agents::Relation> const& relations) {
    std::vector<std::string> names;
    for (auto const& relation : relations) {
        if (relation.source == source &&
            std::find(names.begin(), names.end(), relation.from) == names.end()) {
            names.push_back(relation.from);
        }
    }
    return names;
}

void write_effects(Page& page, ShownTheory const& shown, agents::RelationSource source) {
    for (auto const& name : sources_of(source, shown.relations)) {
        auto const effects = effects_of(name, source, shown.relations);
        if (!effects.empty()) {
            page.labelled(in_words(name), effects, 2, label_column);
        }
    }
}

} // namespace

void write_alliance(Page& page, agents::Theory const& theory) {
    page.heading("The alliance");
    page.paragraph("The alliance is the weighted mean of its components, and each of these is the "
                   "weighted mean of its subthemes. All lie between 0 and 1.");
    double all = 0.0;
    for (auto const& component : theory.components) {
        all += component.weight.value;
    }
    for (std::size_t j = 0; j < theory.components.size(); ++j) {
        auto const& component = theory.components[j];
        page.item(fmt::format("{}, {:.0f}% of the alliance: {}", in_words(component.name),
                              100.0 * component.weight.value / all, component.describes));
        double within = 0.0;
        for (auto const& subtheme : theory.subthemes) {
            within += subtheme.component == j ? std::abs(subtheme.weight.value) : 0.0;
        }
        for (auto const& subtheme : theory.subthemes) {
            if (subtheme.component == j) {
                auto const share = 100.0 * std::abs(subtheme.weight.value) / within;
                page.labelled(in_words(subtheme.name),
                              fmt::format("{:3.0f}%{}  {}", share,
                                          subtheme.weight.value < 0.0 ? " (against it)" : "",
                                          subtheme.describes),
                              6, label_column);
            }
        }
    }
}

void write_what_moves_what(Page& page, ShownTheory const& shown) {
    using agents::RelationSource;
    page.heading("What each feature of an app does");
    page.paragraph(
        "Numbers are weights on the logit scale (on the log scale for leaving): what the "
        "feature changes when it is there in full. +1 moves a value of 0.50 to 0.73, and "
        "makes leaving 2.7 times as likely. In brackets: the relation of the source that "
        "it stands for and who said so; a number without brackets is an assumption.");
    for (auto const& feature : shown.theory.features) {
        auto const effects = effects_of(feature.name, RelationSource::feature, shown.relations);
        auto const together = effects_together(feature.name, shown.relations);
        auto const both = effects + (effects.empty() || together.empty() ? "" : "; ") + together;
        page.labelled(in_words(feature.name),
                      feature.describes + ": " + (both.empty() ? "does nothing" : both), 2,
                      label_column);
    }
    page.heading("What each trait of a person does");
    page.paragraph("For each unit of the trait (0 to 1, or a year of age, or one standard "
                   "deviation; a category is 0 or 1).");
    write_effects(page, shown, RelationSource::trait);
    if (!sources_of(RelationSource::product, shown.relations).empty()) {
        page.heading("What matters together");
        write_effects(page, shown, RelationSource::product);
    }
    page.heading("What each state does");
    page.paragraph("States change from day to day.");
    write_effects(page, shown, RelationSource::state);
}

} // namespace sim
