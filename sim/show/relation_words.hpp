#pragma once

#include "agents/quantity.hpp"
#include "agents/relations.hpp"

#include <string>
#include <string_view>

namespace sim {

/// "(R2, most)", "(published)"; empty for an assumption.
[[nodiscard]] std::string provenance(agents::Quantity const& quantity);

/// "what most people said", "what one person said", "what the authors concluded".
[[nodiscard]] std::string_view in_words(agents::SaidBy said_by) noexcept;

/// "most said so", "the authors say so".
[[nodiscard]] std::string_view said_so(agents::SaidBy said_by) noexcept;

/// What a relation moves, as a person would say it: "opening the app", "leaving: drifted".
[[nodiscard]] std::string target_in_words(agents::Relation const& relation);

[[nodiscard]] std::string_view name_of(agents::RelationKind kind) noexcept;
[[nodiscard]] std::string_view name_of(agents::SaidBy said_by) noexcept;
[[nodiscard]] std::string_view name_of(agents::Exposure exposure) noexcept;

} // namespace sim
