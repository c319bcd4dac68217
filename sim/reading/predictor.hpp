#pragma once

#include "agents/predictor.hpp"
#include "core/schema.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sim::reading {

/// How a theory names a trait, which only the cohort can judge.
enum class TraitRole {
    term,   ///< a number, or "trait.level" of a category
    factor, ///< the same, in a product; it may have been meant as a feature
    number, ///< a number
};

struct TraitUse {
    core::schema::Located<std::string> name;
    TraitRole role = TraitRole::term;
};

/// The names that a theory's predictors may use, gathered from its file before they are read; and
/// the traits that they turn out to use.
struct TheoryNames {
    std::vector<std::string> features;
    std::vector<std::string> components;
    std::vector<std::string> subthemes;
    std::vector<std::string> states; ///< subthemes, components and the built-in ones
    std::vector<TraitUse> trait_uses;
};

[[nodiscard]] TheoryNames names_of(core::Node const& theory);

/// "age", or "connection_style.personifier"; noted in `uses`, which must outlive the type.
[[nodiscard]] core::schema::Type<std::string> trait_name(TraitRole role,
                                                         std::vector<TraitUse>& uses);

/// When a predictor is computed, which decides what it may look at.
enum class Looks {
    once,         ///< at installing: features, traits and products
    every_day,    ///< state too
    each_day_part ///< need, prompted and the day-part itself too
};

/// @param names  must outlive the type
[[nodiscard]] core::schema::Type<agents::LinearPredictor> predictor(Looks looks,
                                                                    TheoryNames& names);

/// One number for each day-part.
/// @param otherwise  what a day-part that is left out has; "": all four are required
[[nodiscard]] core::schema::Type<agents::PerDayPart<double>>
per_day_part(std::string name, core::schema::Interval interval, std::string const& otherwise);

} // namespace sim::reading
