#pragma once

#include "sim/judge/comparison.hpp"

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

/// Time to which everybody is followed under a definition of attrition [days lived]; below 1 when
/// the record is too short.
[[nodiscard]] int follow_up(analysis::Attrition const& attrition, int horizon_days);

} // namespace sim
