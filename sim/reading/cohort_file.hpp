#pragma once

#include "agents/cohort.hpp"
#include "core/schema.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/marginal.hpp"
#include "sim/reading/trait_checks.hpp"

#include <vector>

namespace sim::reading {

struct CohortRead {
    agents::Cohort cohort;
    std::vector<KnownTrait> traits;
    bool readable = false; ///< a cohort at all, so that its names can be relied on
};

/// How a cohort is written. @param context  must outlive the type
[[nodiscard]] core::schema::Type<agents::Cohort> cohort_type(CohortContext& context);

[[nodiscard]] CohortRead read_cohort_file(File const& file, core::Mistakes& mistakes);

} // namespace sim::reading
