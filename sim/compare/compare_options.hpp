#pragma once

#include "analysis/estimate.hpp"
#include "analysis/usage/attrition.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sim {

/// How a record is to be compared. Valid: chosen_options makes one from a user's words.
struct CompareOptions {
    std::size_t baseline = 0; ///< index into the record's designs
    analysis::Attrition attrition = analysis::Left{};
    std::vector<int> days; ///< 0 .. horizon_days, ascending
    /// Times to which means are restricted [days lived]; empty: the end of follow-up.
    std::vector<double> restricted_to = {};
    analysis::Level level;
    std::optional<std::size_t> by; ///< index of the trait whose subgroups are compared too
};

/// What a user may ask of `compare`; empty: the default.
struct CompareWords {
    std::string baseline = {};      ///< a design's name; default: the scenario's
    std::string attrition = "left"; ///< as analysis::parse_attrition reads it
    std::string by = {};            ///< a trait's name
    std::vector<int> days = {};     ///< default: 1, 7, 15, 30, 90 as far as the record goes
    double level = 0.95;            ///< (0,1)
};

/// Throws core::ConfigError with every mistake in the words.
[[nodiscard]] CompareOptions chosen_options(CompareWords const& words, Record const& record);

} // namespace sim
