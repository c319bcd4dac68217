#pragma once

#include "analysis/data/event_table.hpp"
#include "analysis/planning/claim.hpp"
#include "analysis/planning/enrolment.hpp"

#include <cstddef>
#include <cstdint>
#include <variant>

namespace analysis {

/// A share of people is lost to follow-up, each at a time uniform in (0, by_day).
struct UniformLoss {
    double share = 0;  ///< [0,1]
    double by_day = 1; ///< > 0 [days]
};

/// A trial that is played with people drawn from records.
struct SimulatedTrial {
    GroupSizes people{};
    Enrolment enrolment{};
    UniformLoss loss{}; ///< beside the constant loss of the enrolment
};

struct TrialGroups {
    EventTable variant;
    EventTable baseline;
};

/// One trial: people are drawn from each population with replacement and independently, as a real
/// trial has different people in its groups, whether or not the populations are paired. Each is
/// enrolled uniformly over the accrual, and censored when lost or when the trial ends; an event on
/// that time still counts. The records' own censoring stays.
///
/// A draw depends on seed, trial, group and number of the person alone (Philox), so that a larger
/// trial has the smaller one's people, and more.
/// @param variant, baseline  populations, not empty, without entries and weights
[[nodiscard]] TrialGroups simulate_trial(EventTable const& variant, EventTable const& baseline,
                                         SimulatedTrial const& trial, std::uint64_t seed,
                                         std::uint32_t number);

/// How a trial is analysed. An effect above 0 means that people stay longer under the variant.

/// The log-rank test; the effect is Z itself, without a scale. For Superiority only.
struct ByLogRank {};
/// Difference of restricted means up to tau, variant - baseline [days].
struct ByRestrictedMean {
    double tau = 0;
};
/// Difference of S(day), variant - baseline, with Greenwood's errors.
struct BySurvival {
    double day = 0;
};
using TrialAnalysis = std::variant<ByLogRank, ByRestrictedMean, BySurvival>;

/// Effect with its standard error; NaN where the trial does not define it.
struct TrialEffect {
    double value = 0;
    double standard_error = 0;
};
[[nodiscard]] TrialEffect analyse(TrialGroups const& groups, TrialAnalysis const& analysis);

enum class Verdict {
    shown,     ///< the claim is shown; Superiority: the variant is better
    opposite,  ///< two-sided Superiority: the variant is worse
    not_shown, ///< neither, also where there is no effect to be had
};

/// Superiority one-sided: shown is Z > z_alpha.
[[nodiscard]] Verdict verdict(PlannedTest const& test, TrialEffect const& effect);

} // namespace analysis
