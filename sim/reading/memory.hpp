#pragma once

#include "sim/reading/cohort_file.hpp"
#include "sim/reading/design_file.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/remembered.hpp"
#include "sim/reading/theory_file.hpp"

#include <optional>
#include <string>

namespace sim::reading {

/// What later readings of the same files need not do again.
struct Memory {
    ParsedFiles files;
    Remembered<TheoryRead> theories;
    Remembered<CohortRead> cohorts;
    Remembered<std::optional<DesignWritten>> designs;
    Remembered<std::string> fingerprints;
};

} // namespace sim::reading
