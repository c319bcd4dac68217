#pragma once

#include "analysis/sensitivity/response.hpp"
#include "study/plan/study_plan.hpp"
#include "study/running/study_folder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace study {

/// What a study found, as numbers.
struct StudyAnswers {
    std::vector<std::string> factors; ///< names
    /// What the values 0, 1, ... of a factor stand for, shape (factors); empty: they are numbers.
    std::vector<std::vector<std::string>> labels;
    /// Shape (cells, factors): a cell for each point, but of a grid for each combination of levels,
    /// of which several may be one point (Points). A factor that does not count has the value that
    /// was chosen for it; one that a list leaves out that of the other points' mean.
    Eigen::MatrixXd values;
    std::vector<std::string> outputs; ///< names
    /// Shape (outputs); each (cells, replicates), NaN where a run is missing, failed, or does not
    /// define the output.
    std::vector<Eigen::MatrixXd> runs;
    std::uint64_t points = 0;  ///< that the cells are
    std::uint64_t wanted = 0;  ///< runs that the study asks for, as far as is known
    std::uint64_t missing = 0; ///< of these, runs that nobody has run
    std::uint64_t failed = 0;
    std::string verdict; ///< what `until` came to, in words; empty without it

    /// The same of some outputs.
    [[nodiscard]] StudyAnswers only(std::vector<std::size_t> const& places) const;
    /// An output with its noise: that of a point's mean, where there are replicates.
    [[nodiscard]] analysis::Response response(std::size_t output) const;
};

[[nodiscard]] StudyAnswers study_answers(StudyPlan const& plan, StudyFolder const& folder);

/// Values of a factor in words: "0.35", "rich".
[[nodiscard]] std::string value_text(StudyAnswers const& answers, std::size_t factor, double value);

} // namespace study
