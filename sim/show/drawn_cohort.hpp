#pragma once

#include "agents/cohort.hpp"
#include "sim/show/marginal_words.hpp"
#include "sim/show/show.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sim {

/// Shares of people in equal bins between the 0.5% and the 99.5% quantile, who lies outside in the
/// outermost.
struct Histogram {
    std::vector<double> edges;  ///< shape (bins + 1)
    std::vector<double> shares; ///< shape (bins), sum 1
};

/// One trait, asked against realised.
struct DrawnTrait {
    agents::Trait const* trait = nullptr;
    Asked asked;
    std::vector<std::string> levels; ///< empty for numbers; "yes" for yes/no
    std::vector<double> shares;      ///< realised, of levels
    double mean = 0.0;
    double sd = 0.0;
    double low = 0.0;
    double high = 0.0;
    Histogram histogram; ///< of numbers
};

/// One correlation of normal scores, asked against realised.
struct DrawnCorrelation {
    std::string first;
    std::string second;
    double asked = 0.0;
    double realised = 0.0; ///< of the normal scores of ranks, ties at their middle
    bool tied = false; ///< one of the two is yes/no or a category: ties make it smaller than asked
};

/// A cohort, and people drawn from it.
struct DrawnCohort {
    agents::Cohort cohort;
    std::uint64_t seed = 0;
    agents::Population people;
    std::vector<DrawnTrait> traits;
    std::vector<DrawnCorrelation>
        correlations; ///< untied first, then by the size of the difference

    DrawnCohort(agents::Cohort const& of, ShowCohortOptions const& options);
    DrawnCohort(DrawnCohort const&) = delete; // traits point into cohort
    DrawnCohort& operator=(DrawnCohort const&) = delete;
};

[[nodiscard]] std::string cohort_text(DrawnCohort const& drawn, std::size_t width);
[[nodiscard]] std::string cohort_json(DrawnCohort const& drawn);
[[nodiscard]] std::string cohort_csv(DrawnCohort const& drawn);
[[nodiscard]] std::string cohort_svg(DrawnCohort const& drawn);

} // namespace sim
