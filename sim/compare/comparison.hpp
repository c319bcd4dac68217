#pragma once

#include "analysis/contrasts/log_rank.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/estimate.hpp"
#include "analysis/usage/attrition.hpp"
#include "analysis/usage/retention.hpp"
#include "report/section/section.hpp"
#include "sim/record.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

inline constexpr std::array read_outs{analysis::ReadOut::on_day, analysis::ReadOut::last_use,
                                      analysis::ReadOut::returned, analysis::ReadOut::days_used,
                                      analysis::ReadOut::not_left};
/// As in files: on_day, last_use, ... shape as read_outs.
inline constexpr std::array<std::string_view, read_outs.size()> read_out_names{
    "on_day", "last_use", "returned", "days_used", "not_left"};

/// How a record is to be judged. Valid: sim/compare/choices.hpp makes one from a user's words.
struct Judgement {
    std::size_t baseline = 0; ///< index into the record's designs
    analysis::Attrition attrition = analysis::Left{};
    std::vector<int> days; ///< 0 .. horizon_days, ascending
    analysis::Level level;
    std::optional<std::size_t> by; ///< index of the trait whose groups are judged too
};

/// What is estimated both for a design and, as the mean of paired differences, for a variant
/// against the baseline.
struct Measures {
    /// Shape (read_outs, days).
    std::array<std::vector<analysis::Estimate>, read_outs.size()> retention;
    std::vector<analysis::Estimate> survival; ///< S(day) under the chosen attrition, shape (days)
    /// P(attrition before the day, by this cause), shape (causes, days).
    std::vector<std::vector<analysis::Estimate>> incidence;
    analysis::Estimate restricted_mean; ///< [days] up to Comparison::follow_up
    analysis::Estimate
        open_rate; ///< mean share of days 1 .. horizon with use; horizon 0: undefined
    analysis::Estimate distress_change; ///< expected at the horizon - start, [-1,1]
    analysis::Estimate alliance_end;    ///< on the last day lived with the app, everybody, [0,1]
    std::vector<analysis::Estimate> components_end; ///< the same, shape (components)
};

/// Mean score of who filled in a questionnaire on a day: survivors only.
struct InstrumentMean {
    std::size_t instrument = 0; ///< index into Comparison::instruments
    int day = 0;
    std::size_t answered = 0;
    analysis::Estimate mean;
};

struct DesignVerdict {
    std::size_t design = 0; ///< index into Comparison::designs
    Measures measures;
    analysis::Estimate median; ///< [days]; NaN when more than half are left at the end of follow-up
    analysis::KaplanMeier curve;
    analysis::Estimate distress_start;
    analysis::Estimate installed{1.0}; ///< share of the users who installed
    std::vector<InstrumentMean> instruments;
};

/// A variant against the baseline, the same people under both.
struct ContrastVerdict {
    std::size_t design = 0;
    Measures differences; ///< variant - baseline
    analysis::LogRank log_rank;
    analysis::HazardRatio hazard_ratio;
    double p_holm =
        analysis::undefined; ///< of the hazard ratio, adjusted over the variants of this group
};

/// The verdict on everybody, or on the people with one value of a trait.
struct GroupVerdict {
    std::string trait; ///< empty: everybody
    std::string value; ///< "1", "personifier", "<= 31"
    std::size_t users = 0;
    std::vector<DesignVerdict> designs;     ///< in the record's order
    std::vector<ContrastVerdict> contrasts; ///< every design but the baseline
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

/// A judged record.
struct Comparison {
    std::string scenario;
    std::size_t users = 0;
    std::size_t users_asked = 0;
    int horizon_days = 0;
    std::vector<std::string> designs;
    std::vector<std::string> components;
    std::vector<std::string>
        causes; ///< of the chosen attrition: the theory's, and "lapsed" unless that is `left`
    std::vector<std::string> instruments;
    Keep kept; ///< what the measures could be told from
    Intervals intervals = Intervals::over_people;
    std::size_t replicates = 1;
    bool staggered = false; ///< users install on different days
    Judgement judgement;
    double follow_up =
        0.0; ///< to this time all are followed [days lived]; tau of the restricted means
    GroupVerdict everybody;
    std::vector<GroupVerdict> groups; ///< of judgement.by
    std::vector<PromptCourse> prompting;
    std::vector<StagedDesign> staged; ///< those designs that have stages
    std::vector<report::Section>
        asked; ///< what was asked for beside, as `holdfast survival` tells it
};

[[nodiscard]] Comparison compare(Record const& record, Judgement const& judgement);

} // namespace sim
