#pragma once

#include "core/mistakes.hpp"
#include "sim/reading/predictor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sim::reading {

/// A trait that a cohort defines.
struct KnownTrait {
    std::string name;
    std::optional<std::vector<std::string>>
        levels; ///< of a category; empty for numbers; nothing: could not be read
};

/// Whose traits they are, and what else a factor may have been meant as.
struct TraitOwner {
    std::string cohort_path;
    std::vector<std::string> features;
};

/// Tells each trait that is used but not defined, once, where it is first used; and numbers used as
/// categories or the reverse.
void check_trait_uses(std::vector<TraitUse> const& uses, std::vector<KnownTrait> const& known,
                      TraitOwner const& owner, core::Mistakes& mistakes);

} // namespace sim::reading
