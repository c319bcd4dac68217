#pragma once

#include "analysis/data/event_table.hpp"

#include <vector>

/// The data sets of r/topics/one_sample.R as event tables, under the names it gives them.
namespace tests::one_sample {

[[nodiscard]] analysis::EventTable lung();
[[nodiscard]] analysis::EventTable lung_weighted();
[[nodiscard]] analysis::EventTable lung_by_site();
[[nodiscard]] analysis::EventTable veteran();
[[nodiscard]] analysis::EventTable veteran_counts();
[[nodiscard]] analysis::EventTable ovarian();
[[nodiscard]] analysis::EventTable aml();
[[nodiscard]] analysis::EventTable pbc();
[[nodiscard]] analysis::EventTable kidney_by_person();
[[nodiscard]] analysis::EventTable heart();
[[nodiscard]] analysis::EventTable heart_weighted();
[[nodiscard]] analysis::EventTable mgus2_by_age();

[[nodiscard]] analysis::EventTable mgus2_causes();
[[nodiscard]] analysis::EventTable mgus2_weighted();
[[nodiscard]] analysis::EventTable mgus2_by_site();
[[nodiscard]] analysis::EventTable mgus2_causes_by_age();
[[nodiscard]] analysis::EventTable mgus2_causes_by_age_and_site();
[[nodiscard]] analysis::EventTable transplant_causes();

/// Only these rows of a table.
[[nodiscard]] analysis::EventTable rows_where(analysis::EventTable const& table,
                                              std::vector<bool> const& wanted);

} // namespace tests::one_sample
