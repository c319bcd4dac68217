#pragma once

#include "analysis/contrasts/quadratic_test.hpp"
#include "analysis/data/event_table.hpp"
#include "analysis/estimate.hpp"

#include <string>
#include <vector>

namespace tests {

/// A data set as topics/contrasts.R prepares it.
struct GroupedTable {
    analysis::EventTable table;
    analysis::Grouping groups;
    analysis::Grouping strata;
};

/// One of the names of `sets` in topics/contrasts.R.
[[nodiscard]] GroupedTable grouped(std::string const& name);
/// One of `competing` there; `pairs` is paired_days.
[[nodiscard]] GroupedTable competing(std::string const& name);
/// One of `truncated_sets` there.
[[nodiscard]] GroupedTable truncated(std::string const& name);

[[nodiscard]] analysis::Grouping grouping(std::vector<int> of);
[[nodiscard]] analysis::EventTable group(GroupedTable const& data, std::size_t which);

/// Equal to R's number to a relative 1e-8.
void agrees(std::string const& key, double value);
void agrees(std::string const& key, analysis::Estimate const& estimate);
void agrees(std::string const& key, analysis::QuadraticTest const& test);

} // namespace tests
