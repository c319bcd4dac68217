#pragma once

#include "analysis/contrasts/log_rank.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "sim/compare/compare_options.hpp"
#include "sim/compare/estimates.hpp"
#include "sim/record.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sim {

/// What a run gives of one design.
struct DesignEstimates {
    std::size_t design = 0; ///< index into Comparison::designs
    Estimates estimates;
    analysis::KaplanMeier curve;
    analysis::Estimate installed{1.0}; ///< share of the users who installed
};

/// A variant against the baseline, the same people under both.
struct Contrast {
    std::size_t design = 0;
    Estimates differences; ///< variant - baseline
    analysis::LogRank log_rank;
    analysis::HazardRatio hazard_ratio;
    double p_holm =
        analysis::undefined; ///< of the hazard ratio, adjusted over the variants of this group
};

/// All designs on everybody, or on the people with one value of a trait.
struct GroupEstimates {
    std::string trait; ///< empty: everybody
    std::string value; ///< "1", "personifier", "<= 31"
    std::size_t users = 0;
    std::vector<DesignEstimates> designs; ///< in the record's order
    std::vector<Contrast> contrasts;      ///< every design but the baseline
};

/// How often the rule of a stage held, everybody. Days are 0 .. horizon_days.
struct StageCourse {
    std::string name;
    std::vector<std::int64_t> in;      ///< users in it, shape (days)
    std::vector<std::int64_t> entered; ///< of these, who entered it on the day, shape (days)
};

/// A design with stages.
struct StagedDesign {
    std::size_t design = 0;           ///< index into Comparison::designs
    std::vector<std::int64_t> active; ///< users who had not left, shape (days)
    std::vector<std::int64_t>
        switched; ///< users in another stage than the day before, shape (days)
    std::vector<StageCourse> stages;
};

/// Prompts of a design that sends any, everybody, shape (days).
struct PromptCourse {
    std::size_t design = 0;             ///< index into Comparison::designs
    std::vector<std::int64_t> sent;     ///< day-parts prompted
    std::vector<std::int64_t> answered; ///< of these, those with an attempt
};

/// What intervals and p are taken over.
enum class Intervals {
    over_people,     ///< independent people, the designs of one user being paired
    over_replicates, ///< people who feel each other: the replicates of all of them
};

/// What a run says of its designs.
struct Comparison {
    std::string scenario;
    std::size_t users = 0;
    std::size_t users_asked = 0;
    int horizon_days = 0;
    std::vector<std::string> designs;
    PartNames names;
    Keep kept; ///< what the measures could be estimated from
    Intervals intervals = Intervals::over_people;
    std::size_t replicates = 1;
    bool staggered = false; ///< users install on different days
    CompareOptions options;
    double follow_up =
        0.0; ///< to this time all are followed [days lived]; tau of the restricted means
    GroupEstimates everybody;
    std::vector<GroupEstimates> groups; ///< of options.by
    std::vector<PromptCourse> prompting;
    std::vector<StagedDesign> staged; ///< those designs that have stages
};

[[nodiscard]] Comparison compare(Record const& record, CompareOptions const& options);

} // namespace sim
