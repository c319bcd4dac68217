#pragma once

#include "agents/cohort.hpp"
#include "core/schema.hpp"
#include "core/schema_mapping.hpp"
#include "sim/reading/people.hpp"
#include "sim/reading/predictor.hpp"

#include <string>
#include <vector>

namespace sim::reading {

/// What the parts of a cohort must know of each other while it is read.
struct CohortContext {
    std::string path; ///< of the cohort's file; the files that it names are beside it
    std::vector<std::string> traits; ///< names
    std::vector<std::string>
        kinds; ///< the key that says each trait's marginal, "normal"; "" when none does
    std::vector<TraitUse> trait_uses; ///< in log odds
    People people;                    ///< the file of real people
};

/// Declares the keys that say how a trait is distributed: exactly one of them.
/// @param context  must outlive the record's type
void add_marginals(core::schema::Mapping<agents::Trait>& record, CohortContext& context);

/// The keys that say how a trait is distributed.
[[nodiscard]] std::vector<std::string> const& marginal_keys();

} // namespace sim::reading
