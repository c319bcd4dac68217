#include "analysis/planning/event_count.hpp"
#include "analysis/planning/group_sequential.hpp"
#include "analysis/planning/hazard_ratio_trial.hpp"
#include "analysis/planning/restricted_mean_trial.hpp"
#include "report/planning/trial_plan.hpp"
#include "report/text/estimate_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <variant>

namespace report {
namespace {

bool is_superiority(TrialPlan const& plan) {
    return std::holds_alternative<analysis::Superiority>(plan.test.claim);
}

analysis::HazardRatioTrial ratio_trial(TrialPlan const& plan, analysis::EventMethod method) {
    return {plan.baseline, plan.enrolment, {plan.test, plan.allocation, method}};
}

analysis::RestrictedMeanTrial mean_trial(TrialPlan const& plan) {
    return {analysis::with_hazard_ratio(plan.baseline, plan.hazard_ratio),
            plan.baseline,
            *plan.tau,
            plan.enrolment,
            plan.test,
            plan.allocation};
}

/// Events, people in all and in each group, and the power of the number asked about.
Finding row(TrialPlan const& plan, std::string method, double events, double people, double power) {
    Finding finding{.of = std::move(method)};
    bool const known = std::isfinite(people);
    auto const sizes =
        known ? analysis::group_sizes(people, plan.allocation) : analysis::GroupSizes{};
    auto const whole = [&](std::size_t n) { return known ? plain(n) : plain(analysis::undefined); };
    finding.values = {plain(std::ceil(events)), whole(sizes.variant + sizes.baseline),
                      whole(sizes.variant), whole(sizes.baseline)};
    if (plan.people) {
        finding.values.push_back(
            {power, analysis::undefined, analysis::undefined, analysis::undefined});
    }
    finding.note = known ? "" : "no number of people shows this";
    return finding;
}

void add_ratio_row(Section& section, TrialPlan const& plan, analysis::EventMethod method,
                   char const* name) {
    auto const trial = ratio_trial(plan, method);
    section.findings.push_back(
        row(plan, name, analysis::events_needed(trial.plan, plan.hazard_ratio, plan.power),
            analysis::people_needed(trial, plan.hazard_ratio, plan.power),
            plan.people ? analysis::power_of_people(trial, plan.hazard_ratio, *plan.people) : 0));
}

Section size_section(TrialPlan const& plan) {
    Section section{
        "size", fmt::format("How many people must enrol to show a hazard ratio of {} with power "
                            "{} at alpha {}",
                            plan.hazard_ratio, plan.power, plan.test.alpha)};
    section.of_heading = "method";
    section.measures = {{"events", "events", Shown::count},
                        {"people", "people", Shown::count},
                        {"variant", "variant", Shown::count},
                        {"baseline", "baseline", Shown::count}};
    if (plan.people) {
        section.measures.push_back(
            {"power", fmt::format("power of {}, %", *plan.people), Shown::share});
    }
    add_ratio_row(section, plan, analysis::EventMethod::schoenfeld, "log-rank, Schoenfeld");
    if (is_superiority(plan)) {
        add_ratio_row(section, plan, analysis::EventMethod::freedman, "log-rank, Freedman");
        analysis::ExponentialLifetime const variant{plan.baseline.hazard * plan.hazard_ratio};
        section.findings.push_back(
            row(plan, "rates, Lachin and Foulkes", analysis::undefined,
                analysis::lachin_foulkes_people(variant, plan.baseline, plan.enrolment,
                                                plan.allocation, plan.test, plan.power),
                analysis::undefined));
    }
    if (plan.tau && is_superiority(plan)) {
        auto const trial = mean_trial(plan);
        section.findings.push_back(
            row(plan, fmt::format("restricted means up to {}", *plan.tau), analysis::undefined,
                analysis::people_needed(trial, plan.power),
                plan.people ? analysis::power_of_people(trial, *plan.people) : 0));
        section.notes.push_back(
            fmt::format("The difference of restricted means is {} days.",
                        number_text(analysis::restricted_mean_effect(trial), 3)));
    }
    auto const trial = ratio_trial(plan, analysis::EventMethod::schoenfeld);
    section.notes.push_back(fmt::format(
        "Hazards constant; {} percent of the people have the event while they are followed.",
        number_text(100 * analysis::share_with_event(trial, plan.hazard_ratio), 1)));
    return section;
}

Section look_section(TrialPlan const& plan) {
    auto const* const claim = std::get_if<analysis::Superiority>(&plan.test.claim);
    analysis::Spending const spending = plan.pocock
                                            ? analysis::Spending(analysis::PocockSpending{})
                                            : analysis::Spending(analysis::OBrienFlemingSpending{});
    auto const boundary = analysis::spending_boundary(analysis::equal_looks(plan.looks),
                                                      plan.test.alpha, claim->sides, spending);
    auto const nominal = boundary.nominal_p();
    auto const drift = analysis::drift_for_power(boundary, plan.power);
    auto const stopping = analysis::stopping_probabilities(boundary, drift);
    double const factor = analysis::inflation_factor(boundary, plan.test.alpha, plan.power);
    auto const trial = ratio_trial(plan, analysis::EventMethod::schoenfeld);
    double const events =
        factor * analysis::events_needed(trial.plan, plan.hazard_ratio, plan.power);
    Section section{"looks",
                    fmt::format("{} looks, alpha spent as {} would (Lan and DeMets)", plan.looks,
                                plan.pocock ? "Pocock" : "O'Brien and Fleming")};
    section.of_heading = "look";
    section.measures = {{"information", "information, %", Shown::share},
                        {"events", "events", Shown::count},
                        {"z", "stop at |Z|", Shown::statistic},
                        {"nominal_p", "p below", Shown::number},
                        {"stops", "stops here, %", Shown::share}};
    for (std::size_t k = 0; k < boundary.z.size(); ++k) {
        section.findings.push_back(
            {.of = fmt::format("{}", k + 1),
             .values = {plain(boundary.information[k]),
                        plain(std::ceil(events * boundary.information[k])), plain(boundary.z[k]),
                        plain(nominal[k]), plain(stopping.upper[k] + stopping.lower[k])}});
    }
    section.notes.push_back(fmt::format(
        "The looks ask for {} times the events of a trial with one look; it ends at {} percent of "
        "the information on average.",
        number_text(factor, 4), number_text(100 * stopping.expected_information, 1)));
    return section;
}

} // namespace

std::vector<Section> plan_sections(TrialPlan const& plan) {
    std::vector<Section> sections{size_section(plan)};
    if (plan.looks > 1 && is_superiority(plan)) {
        sections.push_back(look_section(plan));
    }
    return sections;
}

} // namespace report
