#include "sim/show/relation_words.hpp"

#include "sim/show/names.hpp"

#include <fmt/format.h>

#include <array>

namespace sim {

namespace {

constexpr std::array<std::string_view, 9> kind_names{
    "map", "first", "target", "engagement", "quality", "expectation", "chance", "jump", "hazard"};
constexpr std::array<std::string_view, 5> exposure_names{"every_day", "use", "prompt",
                                                         "failed_attempt", "goal_reached"};
constexpr std::array<std::string_view, 7> said_so_words{"all said so",
                                                        "most said so",
                                                        "some said so",
                                                        "the authors say so",
                                                        "a few said so",
                                                        "one person said so",
                                                        "inferred, nobody said so"};
constexpr std::array<std::string_view, 7> said_by_words{
    "what all said",   "what most said",       "what some said",       "what the authors concluded",
    "what a few said", "what one person said", "what is only inferred"};

} // namespace

std::string provenance(agents::Quantity const& quantity) {
    if (!quantity.id.empty()) {
        return fmt::format("({}, {})", quantity.id, name_of(quantity.said_by));
    }
    return quantity.source.empty() ? "" : "(published)";
}

std::string_view in_words(agents::SaidBy said_by) noexcept {
    return said_by_words[static_cast<std::size_t>(said_by)];
}

std::string_view said_so(agents::SaidBy said_by) noexcept {
    return said_so_words[static_cast<std::size_t>(said_by)];
}

std::string target_in_words(agents::Relation const& relation) {
    using agents::RelationKind;
    switch (relation.kind) {
    case RelationKind::map:
    case RelationKind::target:
    case RelationKind::jump:
        return in_words(relation.to);
    case RelationKind::first:
        return in_words(relation.to) + " at installing";
    case RelationKind::engagement:
        return "opening the app";
    case RelationKind::quality:
        return "the worth of a session";
    case RelationKind::expectation:
        return "what is expected at installing";
    case RelationKind::chance:
        return fmt::format("the chance of \"{}\"", in_words(relation.to));
    case RelationKind::hazard:
        return fmt::format("leaving {}", in_words(relation.to));
    }
    return {};
}

std::string_view name_of(agents::RelationKind kind) noexcept {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(agents::SaidBy said_by) noexcept {
    return agents::said_by_names[static_cast<std::size_t>(said_by)];
}

std::string_view name_of(agents::Exposure exposure) noexcept {
    return exposure_names[static_cast<std::size_t>(exposure)];
}

} // namespace sim
