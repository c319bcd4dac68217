#pragma once

#include "study/plan/study_plan.hpp"
#include "study/running/study_folder.hpp"

#include <cstdint>
#include <string>

namespace study {

/// What came of collecting a study.
struct Collected {
    std::uint64_t rows = 0;    ///< runs in the table
    std::uint64_t failed = 0;  ///< of these, runs that failed and have no outputs
    std::uint64_t missing = 0; ///< runs of the study that nobody has run
    /// 32 hexadecimal digits: equal for equal tables, whatever the way that led there.
    std::string digest;
};

/// Writes all that is known of a study's runs as one table, STEM.h5 and STEM.csv: a row for each
/// run, ascending by point, then replicate, with the columns point, replicate, factors, outputs and
/// failure. Factors are empty (NaN in HDF5) where they do not count, outputs NaN where a run
/// failed. Nothing is written while runs are missing, unless `partial`. Throws core::IoError, and
/// what StudyFolder throws.
[[nodiscard]] Collected collect(StudyPlan const& plan, StudyFolder const& folder,
                                std::string const& stem, bool partial);

} // namespace study
