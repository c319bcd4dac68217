#include "report/planning/trial_plan.hpp"

#include "core/csv.hpp"
#include "report/options.hpp"

#include <fmt/format.h>

#include <cmath>

namespace report {
namespace {

class PlanReader {
public:
    PlanReader(TrialWords const& words, core::Mistakes& mistakes)
        : words_(words), mistakes_(mistakes) {}

    TrialPlan read() {
        TrialPlan plan;
        plan.hazard_ratio = above_zero("--hazard-ratio", words_.hazard_ratio);
        plan.baseline = baseline();
        plan.enrolment = enrolment();
        plan.test = {claim(), within("--alpha", words_.alpha, 0, 0.5)};
        plan.allocation = {above_zero("--allocation", words_.allocation)};
        plan.power = within("--power", words_.power, words_.alpha, 1);
        plan.people = words_.people;
        if (plan.people && !(*plan.people >= 2)) {
            tell("--people", *plan.people, "2 or more");
        }
        plan.tau = words_.tau;
        if (plan.tau && !(*plan.tau > 0 && *plan.tau <= plan.enrolment.longest())) {
            tell("--tau", *plan.tau,
                 fmt::format("above 0, at most the longest follow-up, {}",
                             plan.enrolment.longest()));
        }
        plan.looks = words_.looks;
        if (plan.looks < 1 || plan.looks > 50) {
            tell("--looks", plan.looks, "1 to 50");
        }
        plan.pocock = words_.spending == "pocock";
        return plan;
    }

private:
    void tell(std::string option, double value, std::string allowed) {
        mistakes_.add(choice_mistake(std::move(option), fmt::format("{} cannot be", value),
                                     std::move(allowed)));
    }

    double above_zero(char const* option, double value) {
        if (!(value > 0 && std::isfinite(value))) {
            tell(option, value, "a number above 0");
            return 1;
        }
        return value;
    }

    double within(char const* option, double value, double low, double high) {
        if (!(value > low && value < high)) {
            tell(option, value, fmt::format("above {}, below {}", low, high));
            return (low + high) / 2;
        }
        return value;
    }

    analysis::ExponentialLifetime baseline() {
        if (words_.median) {
            return analysis::with_median(above_zero("--median", *words_.median));
        }
        auto const at = share_by_day(words_.survival);
        if (!at) {
            mistakes_.add(choice_mistake(
                "--survival", fmt::format("\"{}\" is no share by a day", words_.survival),
                "SHARE@DAY, like 0.4@30: 40 percent are still in after day 30; or --median DAYS"));
            return {1};
        }
        return {-std::log(at->share) / at->day};
    }

    analysis::Enrolment enrolment() {
        analysis::Enrolment chosen{words_.accrual_days, words_.follow_up_days, 0};
        if (!(chosen.accrual_days >= 0)) {
            tell("--accrual", chosen.accrual_days, "0 or more");
        }
        if (!(chosen.follow_up_days >= 0 && chosen.longest() > 0)) {
            tell("--follow-up", chosen.follow_up_days, "0 or more, above 0 without accrual");
        }
        if (!words_.lost.empty()) {
            auto const lost = share_by_day(words_.lost);
            if (!lost) {
                mistakes_.add(choice_mistake(
                    "--lost", fmt::format("\"{}\" is no share by a day", words_.lost),
                    "SHARE@DAY, like 0.2@30: a fifth can no longer be reached after 30 days"));
            } else {
                chosen.loss_rate = analysis::loss_rate_for(lost->share, lost->day);
            }
        }
        return chosen;
    }

    analysis::Claim claim() {
        if (words_.non_inferiority) {
            double const margin = above_zero("--non-inferiority", *words_.non_inferiority);
            if (margin == 1) {
                tell("--non-inferiority", margin, "a hazard ratio other than 1");
                return analysis::Superiority{};
            }
            return analysis::NonInferiority{std::log(margin)};
        }
        if (!words_.equivalence.empty()) {
            if (words_.equivalence.size() != 2 || !(words_.equivalence[0] > 0) ||
                !(words_.equivalence[0] < 1) || !(words_.equivalence[1] > 1)) {
                mistakes_.add(choice_mistake("--equivalence", "needs two margins",
                                             "hazard ratios below and above 1, like 0.8,1.25"));
                return analysis::Superiority{};
            }
            return analysis::Equivalence{std::log(words_.equivalence[0]),
                                         std::log(words_.equivalence[1])};
        }
        return analysis::Superiority{words_.one_sided ? analysis::Sides::one
                                                      : analysis::Sides::two};
    }

    TrialWords const& words_;
    core::Mistakes& mistakes_;
};

} // namespace

std::optional<ShareByDay> share_by_day(std::string const& text) {
    auto const at = text.find('@');
    if (at == std::string::npos) {
        return std::nullopt;
    }
    auto const share = core::number_in(std::string_view(text).substr(0, at));
    auto const day = core::number_in(std::string_view(text).substr(at + 1));
    bool const valid = share && day && *share > 0 && *share < 1 && *day > 0;
    return valid ? std::optional(ShareByDay{*share, *day}) : std::nullopt;
}

TrialPlan chosen_plan(TrialWords const& words, core::Mistakes& mistakes) {
    return PlanReader(words, mistakes).read();
}

} // namespace report
