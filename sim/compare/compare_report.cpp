#include "sim/compare/compare_report.hpp"

#include "analysis/recurrent/usage_lapses.hpp"
#include "analysis/recurrent/usage_states.hpp"
#include "core/mistakes.hpp"
#include "report/options.hpp"
#include "report/survival/landmark_data.hpp"
#include "report/survival/survival_findings.hpp"
#include "report/usage/course_findings.hpp"
#include "sim/compare/people.hpp"
#include "sim/compare/record_events.hpp"
#include "sim/compare/recorded.hpp"

#include <fmt/format.h>

#include <utility>

namespace sim {
namespace {

/// Whether times to attrition are asked for beyond the comparison itself.
std::vector<std::pair<char const*, bool>> questions_of_times(CompareQuestions const& questions) {
    auto const& survival = questions.survival;
    return {{"--test", !survival.tests.empty()},
            {"--tau", survival.tau.has_value()},
            {"--still-in", !survival.still_in.empty()},
            {"--periods", !survival.periods.empty()},
            {"--landmark", survival.landmark.has_value()},
            {"--of-cause", !survival.cause.empty()},
            {"--model", !survival.models.empty()},
            {"--svg", questions.pictures.has_value()},
            {"--covariates", !questions.covariates.empty()}};
}

void refuse_peers(char const* option, core::Mistakes& mistakes) {
    mistakes.add(report::choice_mistake(
        option, "takes people as independent, and in this run they influence each other",
        "what compare reports without it, over replicates", ""));
}

/// Reports which of the questions need what the run did not record.
void expect_answerable(CompareQuestions const& questions, Record const& record) {
    auto const& kept = record.kept;
    core::Mistakes mistakes;
    for (auto const& [option, asked] : questions_of_times(questions)) {
        if (asked && kept.counts) {
            expect_recorded(kept, agents::Recorded::leaving, option, "it", mistakes);
        } else if (asked && !record.peers.empty()) {
            refuse_peers(option, mistakes);
        }
    }
    if (!questions.covariates.empty()) {
        expect_recorded(kept, agents::Recorded::traits, "--covariates", "it", mistakes);
    }
    if (questions.gap_days > 0) {
        expect_recorded(kept, agents::Recorded::use, "--lapse-days", "it", mistakes);
        if (!kept.counts && !record.peers.empty()) {
            refuse_peers("--lapse-days", mistakes);
        }
    }
    if (questions.gap_days > record.horizon_days) {
        mistakes.add(report::choice_mistake(
            "--lapse-days",
            fmt::format("a gap of {} days cannot be seen in a record that ends on day {}",
                        questions.gap_days, record.horizon_days),
            fmt::format("1 to {}", record.horizon_days)));
    }
    mistakes.throw_if_any();
}

report::EventData events_of(Record const& record, CompareQuestions const& questions,
                            CompareOptions const& options) {
    core::Mistakes mistakes;
    auto data =
        record_events(record, options.attrition, options.baseline, questions.covariates, mistakes);
    mistakes.throw_if_any();
    return report::at_landmark(std::move(data), questions.survival.landmark);
}

report::SurvivalQuestions valid_questions(CompareQuestions const& questions,
                                          CompareOptions const& options,
                                          report::EventData const& data) {
    auto words = questions.survival;
    words.level = options.level.value;
    words.times.assign(options.days.begin(), options.days.end());
    core::Mistakes mistakes;
    auto chosen = report::chosen_questions(words, data, mistakes);
    mistakes.throw_if_any();
    return chosen;
}

/// Lapses, returns and days in each state under every design.
std::vector<report::Section> course_sections(Record const& record, int gap_days,
                                             CompareOptions const& options) {
    std::vector<report::UsageCourse> courses;
    for (auto const index : baseline_first(record.designs.size(), options.baseline)) {
        auto const& design = record.designs[index];
        auto const usage = usage_of(design.outcomes);
        courses.push_back({design.name,
                           analysis::lapses(usage, gap_days, analysis::LapseRisk::while_followed),
                           analysis::usage_states(usage, gap_days)});
    }
    auto sections =
        report::course_findings(courses, gap_days, options.days, record.horizon_days + 1,
                                analysis::Pairing::same_people, options.level);
    for (auto& section : sections) {
        section.group_heading = "design";
    }
    return sections;
}

/// What is asked of the times to attrition of single people.
void add_survival(CompareReport& report, Record const& record, CompareQuestions const& questions) {
    auto const& options = report.comparison.options;
    auto const data = events_of(record, questions, options);
    auto const chosen = valid_questions(questions, options, data);
    report::SurvivalSample const sample(data);
    report.sections = report::survival_findings(sample, chosen, report::Extent::asked);
    if (questions.pictures) {
        report.pictures =
            report::survival_svgs(sample, chosen, report.sections, *questions.pictures);
    }
}

} // namespace

CompareReport compare_report(Record const& record, CompareQuestions const& questions) {
    expect_answerable(questions, record);
    CompareReport report{compare(record, chosen_options(questions.compare, record)), {}, {}};
    if (record.kept.counts || !record.peers.empty()) {
        return report;
    }
    add_survival(report, record, questions);
    if (questions.gap_days > 0) {
        auto course = course_sections(record, questions.gap_days, report.comparison.options);
        report.sections.insert(report.sections.end(), std::make_move_iterator(course.begin()),
                               std::make_move_iterator(course.end()));
    }
    return report;
}

} // namespace sim
