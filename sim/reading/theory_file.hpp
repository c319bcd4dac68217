#pragma once

#include "agents/theory.hpp"
#include "core/schema.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/predictor.hpp"

#include <vector>

namespace sim::reading {

struct TheoryRead {
    agents::Theory theory;
    TheoryNames names;     ///< with the traits that a cohort must have
    bool readable = false; ///< a theory at all, so that its names can be relied on
};

/// How a theory is written. @param names  must outlive the type
[[nodiscard]] core::schema::Type<agents::Theory> theory_type(TheoryNames& names);

/// Reads and checks all that can be checked without a cohort.
[[nodiscard]] TheoryRead read_theory_file(File const& file, core::Mistakes& mistakes);

} // namespace sim::reading
