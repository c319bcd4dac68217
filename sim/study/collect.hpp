#pragma once

#include "sim/study/study_folder.hpp"
#include "sim/study/study_plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sim {

/// All that is known of a study's runs, in one table. Row i of everything is one run; ascending by
/// point, then replicate.
struct StudyTable {
    std::vector<std::string> factors;             ///< names
    std::vector<std::string> outputs;             ///< names
    std::vector<std::uint32_t> point;             ///< shape (runs)
    std::vector<std::uint32_t> replicate;         ///< shape (runs)
    std::vector<std::vector<std::string>> values; ///< of factors, shape (factors, runs)
    std::vector<std::vector<double>> results; ///< shape (outputs, runs); NaN for runs that failed
    std::vector<std::string> failures;        ///< shape (runs); "" for runs that did not
    std::uint64_t missing = 0;                ///< runs of the study that nobody has run

    /// 32 hexadecimal digits: equal for equal tables, whatever the way that led there.
    [[nodiscard]] std::string digest() const;
};

[[nodiscard]] StudyTable collect(StudyPlan const& plan, StudyFolder const& folder);

/// Writes the table as HDF5: docs/studies.md. Throws core::IoError.
void write_study(std::string const& path, StudyTable const& table, StudyPlan const& plan);

/// As CSV: point, replicate, factors, outputs, failure.
[[nodiscard]] std::string study_csv(StudyTable const& table);

} // namespace sim
