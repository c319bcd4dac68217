#pragma once

#include "analysis/data/event_table.hpp"

#include <cstddef>
#include <vector>

/// Estimators written from their definitions, slow and obvious, sharing no code with analysis/.
namespace tests::naive {

/// S(t), counting everybody anew at every event time.
[[nodiscard]] double survival(analysis::EventTable const& table, double t);
/// F_c(t) = sum over event times of S just before x events of the cause / at risk.
[[nodiscard]] double incidence(analysis::EventTable const& table, int cause, double t);
/// Area under S by its steps.
[[nodiscard]] double restricted_mean(analysis::EventTable const& table, double tau);
/// log Efron partial likelihood, one term an event, of the log hazard ratio beta.
[[nodiscard]] double log_likelihood(analysis::EventTable const& variant,
                                    analysis::EventTable const& baseline, double beta);
/// Table without subject i, and table with subject i counted `times` over.
[[nodiscard]] analysis::EventTable without(analysis::EventTable const& table, std::size_t i);
[[nodiscard]] analysis::EventTable every_subject(analysis::EventTable const& table, int times);

} // namespace tests::naive
