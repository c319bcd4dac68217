#pragma once

#include "core/mistakes.hpp"
#include "report/section/section.hpp"
#include "study/report/study_answers.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace study {

/// A question with the answer yes or no at every point: whether an output is above, or below, a
/// number or another output.
struct Flip {
    std::string text; ///< "median:voice > median:goals"
    std::size_t output = 0;
    bool above = true;
    double number = 0.0;
    std::optional<std::size_t> other = {}; ///< in place of the number
};

/// Reads `OUTPUT > NUMBER`, `OUTPUT < OUTPUT` and the like; tells what cannot be read.
[[nodiscard]] std::optional<Flip>
flip_in(std::string const& text, std::vector<std::string> const& outputs, core::Mistakes& mistakes);

/// Whether a design keeps people longer than the baseline: of every difference, and of every hazard
/// ratio.
[[nodiscard]] std::vector<Flip> usual_flips(std::vector<std::string> const& outputs);

/// Where answers flip: a shallow tree, and a box in which the rarer answer is frequent. Nothing of
/// a question that nearly all points answer alike but that they do.
[[nodiscard]] std::vector<report::Section> flip_sections(StudyAnswers const& answers,
                                                         std::vector<Flip> const& flips);

} // namespace study
