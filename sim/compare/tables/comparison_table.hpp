#pragma once

#include "report/picture/text_canvas.hpp"
#include "sim/compare/compare_report.hpp"

#include <cstddef>
#include <string>

namespace sim {

/// How much of the comparison is printed; JSON and CSV always hold everything.
enum class Detail {
    summary, ///< the headline, the curves, time to attrition, retention by day
    full,    ///< also causes, alliance, questionnaires, and the differences of all of them
};

struct TableOptions {
    Detail detail = Detail::full;
    std::size_t width = 120;                                            ///< columns of the terminal
    report::picture::Letters letters = report::picture::Letters::ascii; ///< of the curves
    report::picture::Colours colours = report::picture::Colours::none;  ///< of the curves
};

/// The comparison, and what was asked for beside it, as text for people.
[[nodiscard]] std::string comparison_table(CompareReport const& report,
                                           TableOptions const& options = {});

} // namespace sim
