#pragma once

#include "agents/theory.hpp"

#include <string>
#include <vector>

namespace agents {

/// Which part of the theory a relation belongs to.
enum class RelationKind {
    map,         ///< subtheme -> subtheme
    first,       ///< feature or trait -> a subtheme at installing
    target,      ///< feature or trait -> what a subtheme aims at
    engagement,  ///< feature, trait or state -> the chance of opening the app
    quality,     ///< feature, trait or state -> how good a session is
    expectation, ///< feature or trait -> the quality expected at installing
    chance,      ///< feature, trait or state -> the chance of an event
    jump,        ///< event -> subtheme
    hazard,      ///< feature, trait or state -> a cause of leaving
};

/// What moves.
enum class RelationSource { feature, trait, product, state, subtheme, event };

/// "One thing moves another", wherever the theory says so.
struct Relation {
    std::string from; ///< feature, trait, state or event; of a product "a x b"
    RelationSource source = RelationSource::state;
    std::string to; ///< subtheme, event or cause; "engagement", "quality", "expectation"
    RelationKind kind = RelationKind::map;
    Quantity weight; ///< signed
};

/// Every relation of the theory, in the order of its file.
[[nodiscard]] std::vector<Relation> relations(Theory const& theory);

/// Whether a theory restricted to `least` keeps it: one without an id rests on no quotation and
/// stays.
[[nodiscard]] bool kept(Quantity const& weight, SaidBy least) noexcept;

} // namespace agents
