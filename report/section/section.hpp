#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace report {

/// What kind of number a measure is: how many digits a table shows, and whether limits belong to
/// it. Files hold every digit.
enum class Shown {
    count,     ///< a number of people or rows, no limits
    statistic, ///< a chi-squared, degrees of freedom, AIC; no limits
    p,         ///< a p-value, no limits
    share,     ///< a probability, shown in percent, with limits
    shift,     ///< a difference of probabilities, in percentage points, with limits and sign
    time,      ///< a time, with limits
    lag,       ///< a difference of times, with limits and sign
    ratio,     ///< a ratio, with limits
    index,     ///< a share of a variance or a correlation, which may lie below 0, with limits
    number,    ///< anything else with limits
};
[[nodiscard]] bool has_limits(Shown shown) noexcept;

/// One column of a section.
struct Measure {
    std::string name;    ///< in files: "hazard_ratio"
    std::string heading; ///< in tables: "hazard ratio (95%)"
    Shown shown = Shown::number;
};

/// One row of a section: what the numbers are about, and a number for each measure.
struct Finding {
    std::string group = {};                      ///< empty: everybody
    std::string against = {};                    ///< the group that it is compared with
    std::string of = {};                         ///< a cause, a covariate, a model, a test
    double at = analysis::undefined;             ///< a time
    std::vector<analysis::Estimate> values = {}; ///< shape (measures); without limits: only `value`
    std::string note = {};                       ///< why there is no number
};

/// One answer to one question: a small table that is shown, or written to a file, as it is.
struct Section {
    std::string name;  ///< in files: "kaplan_meier"
    std::string title; ///< what it is, with what must be known to read it
    std::string group_heading = "group";
    std::string of_heading = {};
    std::string at_heading = "time";
    std::vector<Measure> measures = {};
    std::vector<Finding> findings = {};
    std::vector<std::string> notes = {};
};

/// A value without limits.
[[nodiscard]] inline analysis::Estimate plain(double value) {
    return {value, analysis::undefined, analysis::undefined, analysis::undefined};
}
[[nodiscard]] inline analysis::Estimate plain(std::size_t count) {
    return plain(static_cast<double>(count));
}

} // namespace report
