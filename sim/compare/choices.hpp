#pragma once

#include "sim/compare/comparison.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sim {

/// What a user may ask of `compare`; empty: the default.
struct Choices {
    std::string baseline = {};      ///< a design's name; default: the scenario's
    std::string attrition = "left"; ///< as analysis::parse_attrition reads it
    std::string by = {};            ///< a trait's name
    std::vector<int> days = {};     ///< default: 1, 7, 15, 30, 90 as far as the record goes
    double level = 0.95;            ///< (0,1)
};

/// Throws core::ConfigError with every mistake in the choices.
[[nodiscard]] Judgement judge_by(Choices const& choices, Record const& record);

} // namespace sim
