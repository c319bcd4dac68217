#pragma once

#include "sim/compare/comparison.hpp"

#include <cstddef>
#include <string>

/// The tables of a comparison, each with its title and with what its intervals assume; empty where
/// there is nothing to show.
/// Names of designs are wrapped where a table would be wider than `width` columns.
namespace sim {

/// Median, restricted mean, its difference, hazard ratio and tests, everybody.
[[nodiscard]] std::string time_table(Comparison const& comparison, std::size_t width);
/// The same for each group of the trait that was asked for.
[[nodiscard]] std::string group_table(Comparison const& comparison, std::size_t width);
/// The read-outs of retention and Kaplan-Meier at the days.
[[nodiscard]] std::string retention_table(Comparison const& comparison, std::size_t width);
/// Their paired differences.
[[nodiscard]] std::string retention_difference_table(Comparison const& comparison,
                                                     std::size_t width);
/// Cumulative incidence by cause at the last of the days that is within follow-up.
[[nodiscard]] std::string cause_table(Comparison const& comparison, std::size_t width);
/// Alliance, components, distress and open rate.
[[nodiscard]] std::string state_table(Comparison const& comparison, std::size_t width);
/// Mean scores of the questionnaires.
[[nodiscard]] std::string scale_table(Comparison const& comparison, std::size_t width);
/// How many prompts were sent, and answered.
[[nodiscard]] std::string prompt_table(Comparison const& comparison, std::size_t width);
/// How often the rules of designs with stages held.
[[nodiscard]] std::string stage_table(Comparison const& comparison, std::size_t width);

} // namespace sim
