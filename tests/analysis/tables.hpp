#pragma once

#include "analysis/data/event_table.hpp"

#include <map>
#include <string>
#include <vector>

namespace tests {

/// Freireich et al. 1963, Blood 21:699: weeks of remission of leukaemia, as printed in Kalbfleisch
/// & Prentice and in Collett.
[[nodiscard]] analysis::EventTable freireich_6mp();
[[nodiscard]] analysis::EventTable freireich_placebo();

/// tests/data/paired_days.csv, written by make_paired_days.R beside it. @param design  "variant" or
/// "baseline"; row i is person i
[[nodiscard]] analysis::EventTable paired_days(std::string const& design);

/// A table whose every subject has its event of cause 1 (status 1) or is censored (0).
[[nodiscard]] analysis::EventTable table(std::vector<double> time, std::vector<int> status,
                                         int causes = 1);

/// What R computed, by key. @param topic  a file r/topics/TOPIC.R, whose numbers are in
/// r/expected/TOPIC.csv
[[nodiscard]] std::map<std::string, double> const& numbers_of_r(std::string const& topic);

} // namespace tests
