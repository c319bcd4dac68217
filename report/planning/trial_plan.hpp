#pragma once

#include "analysis/planning/claim.hpp"
#include "analysis/planning/enrolment.hpp"
#include "analysis/planning/lifetime.hpp"
#include "core/mistakes.hpp"
#include "report/section/section.hpp"

#include <optional>
#include <string>
#include <vector>

namespace report {

/// A trial of two groups in the words of the command line.
struct TrialWords {
    double hazard_ratio = 0;      ///< variant : baseline
    std::string survival = {};    ///< of the baseline, SHARE@DAY
    std::optional<double> median; ///< of the baseline [days]; instead of `survival`
    double accrual_days = 0;
    double follow_up_days = 90;
    std::string lost = {}; ///< to follow-up, SHARE@DAY
    double alpha = 0.05;
    double power = 0.8;
    std::optional<double> people; ///< in both groups: what is their power?
    std::optional<double> tau;    ///< [days]: also plan by restricted means
    double allocation = 1;        ///< people in the variant for each in the baseline
    bool one_sided = false;
    std::optional<double> non_inferiority; ///< margin, a hazard ratio
    std::vector<double> equivalence = {};  ///< two margins, hazard ratios
    int looks = 1;
    std::string spending = "obrien-fleming"; ///< or pocock
};

/// The same, valid.
struct TrialPlan {
    double hazard_ratio = 1;
    analysis::ExponentialLifetime baseline;
    analysis::Enrolment enrolment;
    analysis::PlannedTest test;
    analysis::Allocation allocation;
    double power = 0.8;
    std::optional<double> people;
    std::optional<double> tau;
    int looks = 1;
    bool pocock = false;
};

/// Tells every mistake.
[[nodiscard]] TrialPlan chosen_plan(TrialWords const& words, core::Mistakes& mistakes);

/// Numbers of events and people by each method, the power of a number of people, the bounds of
/// interim looks.
[[nodiscard]] std::vector<Section> plan_sections(TrialPlan const& plan);

/// "0.4@30" as a share and a day.
struct ShareByDay {
    double share = 0; ///< (0,1)
    double day = 0;   ///< > 0
};
[[nodiscard]] std::optional<ShareByDay> share_by_day(std::string const& text);

} // namespace report
