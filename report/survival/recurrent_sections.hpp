#pragma once

#include "analysis/recurrent/recurrent_table.hpp"
#include "report/section/section.hpp"
#include "report/survival/questions.hpp"

#include <vector>

namespace report {

/// The rows as events that come again; a row without a cluster is a person of its own.
[[nodiscard]] analysis::RecurrentTable recurrent_table(analysis::EventTable const& table);

/// Events that come again: the mean number of events of a person by each of the times, group by
/// group, and the rate ratios of Andersen and Gill. A row is (entry, time], its person the cluster.
/// Throws core::ConfigError when rows of a person overlap.
[[nodiscard]] std::vector<Section> recurrent_sections(SurvivalSample const& sample,
                                                      SurvivalQuestions const& questions);

} // namespace report
