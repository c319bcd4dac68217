#pragma once

#include "core/column_file.hpp"
#include "study/plan/study_plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace study {

/// A run of a study with what its point is.
struct StudyRow {
    std::uint32_t point;
    std::uint32_t replicate;
    std::vector<std::string> values; ///< shape (factors); empty where a factor does not count
    std::vector<double> outputs;     ///< shape (outputs); NaN where the run failed
    std::string failure;             ///< empty: it did not fail
};

/// Rows of a study in HDF5: docs/studies.md. A chunk of each column is in memory. Everything throws
/// core::IoError.
class ColumnTable {
public:
    ColumnTable(std::string const& path, StudyPlan const& plan);

    void add(StudyRow const& row);
    /// Without it nothing is left of the file.
    /// @param missing  runs of the study that are not in the table
    void commit(StudyPlan const& plan, std::string const& digest, std::uint64_t missing);

private:
    struct Factor {
        std::string name;
        bool numeric;
        std::vector<double> numbers; ///< NaN where it does not count
        std::vector<std::string> words;
    };
    struct Output {
        std::string name;
        std::vector<double> numbers;
    };

    void put();
    template <class T>
    void append(std::string const& name, std::vector<T>& values);

    core::ColumnWriter file_;
    std::vector<std::uint32_t> point_;
    std::vector<std::uint32_t> replicate_;
    std::vector<Factor> factors_;
    std::vector<Output> outputs_;
    std::vector<std::string> failure_;
};

} // namespace study
