#pragma once

#include "agents/day_part.hpp"
#include "agents/quantity.hpp"

#include <string>
#include <vector>

namespace agents {

/// weight x (value - centre), where the value is that of a feature, a trait or a state variable.
struct Term {
    std::string name; ///< of a categorical trait one level: "connection_style.personifier"
    Quantity weight;
    double centre = 0.0;
    /// A state's only: the weight counts times the design's degree of this feature; empty: always.
    std::string times = {};
};

/// weight x the product of features and traits.
struct Product {
    std::vector<std::string> of;
    Quantity weight;
};

/// The one object that engagement, quality, hazards, events and targets are made of.
///
///   eta = intercept + by_day_part[p] + sum features + sum traits + sum products     (fixed for a
///   user and a design)
///         + sum state (x the degree of a feature)                                   (changes
///         daily)
///
/// Source: docs/odd.md.
struct LinearPredictor {
    Quantity intercept;
    PerDayPart<double>
        by_day_part{}; ///< added in that day-part; only engagement and quality use it
    std::vector<Term> features;
    std::vector<Term> traits;
    std::vector<Product> products;
    std::vector<Term> state;
};

} // namespace agents
