#include "analysis/recurrent/usage_lapses.hpp"
#include "analysis/recurrent/usage_states.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/section_output.hpp"
#include "cli/survival_options.hpp"
#include "cli/writable.hpp"
#include "core/mistakes.hpp"
#include "report/options.hpp"
#include "report/picture/text_canvas.hpp"
#include "report/survival/landmark_data.hpp"
#include "report/survival/survival_findings.hpp"
#include "report/text/text_table.hpp"
#include "report/usage/course_findings.hpp"
#include "sim/compare/choices.hpp"
#include "sim/compare/observations.hpp"
#include "sim/compare/record_events.hpp"
#include "sim/compare/recorded.hpp"
#include "sim/compare/tables/comparison_csv.hpp"
#include "sim/compare/tables/comparison_json.hpp"
#include "sim/compare/tables/comparison_table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cli {
namespace {

struct CompareOptions {
    std::string file;
    sim::Choices choices;
    report::SurvivalWords words;
    std::vector<std::string> covariates;
    int gap_days = 0; ///< 0: lapses are not asked for
    PictureOptions pictures;
    std::string format = "table";
};

std::string formatted(sim::Comparison const& comparison, std::string const& format) {
    if (format == "json") {
        return sim::comparison_json(comparison);
    }
    if (format == "csv") {
        return sim::comparison_csv(comparison);
    }
    auto const canvas = report::picture::terminal_canvas(120);
    return sim::comparison_table(comparison, {.width = report::terminal_width(120),
                                              .letters = canvas.letters,
                                              .colours = canvas.colours});
}

/// The record's times to attrition, and what is asked of them.
struct Asked {
    Asked(CompareOptions const& options, sim::Record const& record, sim::Judgement const& judgement)
        : data(events(options, record, judgement)),
          sample(data),
          questions(valid_questions(options, judgement)) {}

    report::EventData data;
    report::SurvivalSample sample;
    report::SurvivalQuestions questions;

private:
    static report::EventData events(CompareOptions const& options, sim::Record const& record,
                                    sim::Judgement const& judgement) {
        core::Mistakes mistakes;
        auto made = sim::record_events(record, judgement.attrition, judgement.baseline,
                                       options.covariates, mistakes);
        mistakes.throw_if_any();
        return report::at_landmark(std::move(made), options.words.landmark);
    }

    [[nodiscard]] report::SurvivalQuestions valid_questions(CompareOptions const& options,
                                                            sim::Judgement const& judgement) const {
        auto words = options.words;
        words.level = judgement.level.value;
        words.times.assign(judgement.days.begin(), judgement.days.end());
        core::Mistakes mistakes;
        auto chosen = report::chosen_questions(words, data, mistakes);
        mistakes.throw_if_any();
        return chosen;
    }
};

/// Lapses, returns and days in each state under every design.
void add_course(sim::Comparison& comparison, sim::Record const& record, int gap_days) {
    if (gap_days > record.horizon_days) {
        throw core::ConfigError({report::choice_mistake(
            "--lapse-days",
            fmt::format("a gap of {} days cannot be seen in a record that ends on day {}", gap_days,
                        record.horizon_days),
            fmt::format("1 to {}", record.horizon_days))});
    }
    std::vector<report::UsageCourse> courses;
    for (auto const index :
         sim::baseline_first(record.designs.size(), comparison.judgement.baseline)) {
        auto const& design = record.designs[index];
        auto const usage = sim::usage_of(design.outcomes);
        courses.push_back({design.name,
                           analysis::lapses(usage, gap_days, analysis::LapseRisk::while_followed),
                           analysis::usage_states(usage, gap_days)});
    }
    for (auto& section : report::course_findings(
             courses, gap_days, comparison.judgement.days, record.horizon_days + 1,
             analysis::Pairing::same_people, comparison.judgement.level)) {
        section.group_heading = "design";
        comparison.asked.push_back(std::move(section));
    }
}

/// Tells which of the questions need what the run did not record.
void expect_kept(CompareOptions const& options, sim::Record const& record) {
    auto const& kept = record.kept;
    core::Mistakes mistakes;
    auto const people = [&](bool asked, char const* option) {
        if (asked && kept.counts) {
            sim::expect_recorded(kept, agents::Recorded::leaving, option, "it", mistakes);
        } else if (asked && !record.peers.empty()) {
            mistakes.add(report::choice_mistake(
                option, "takes people as independent, and in this run they feel their peers",
                "what compare says without it, over replicates", ""));
        }
    };
    auto const& words = options.words;
    people(!words.tests.empty(), "--test");
    people(words.tau.has_value(), "--tau");
    people(!words.still_in.empty(), "--still-in");
    people(!words.periods.empty(), "--periods");
    people(words.landmark.has_value(), "--landmark");
    people(!words.cause.empty(), "--of-cause");
    people(!words.models.empty(), "--model");
    people(!options.pictures.svg.empty(), "--svg");
    people(options.gap_days > 0 && !kept.counts, "--lapse-days");
    if (!options.covariates.empty()) {
        people(true, "--covariates");
        sim::expect_recorded(kept, agents::Recorded::traits, "--covariates", "it", mistakes);
    }
    if (options.gap_days > 0) {
        sim::expect_recorded(kept, agents::Recorded::use, "--lapse-days", "it", mistakes);
    }
    mistakes.throw_if_any();
}

/// Of a record without people, which has no times of theirs to ask of.
ExitCode compare_counts(CompareOptions const& options, sim::Record const& record) {
    print(formatted(sim::compare(record, sim::judge_by(options.choices, record)), options.format));
    return ExitCode::done;
}

ExitCode compare(CompareOptions const& options) {
    if (!options.pictures.svg.empty()) {
        expect_writable(options.pictures.svg + "-survival.svg");
    }
    auto const found = usable_record(options.file);
    if (!found) {
        return ExitCode::bad_input;
    }
    auto const& record = *found;
    expect_kept(options, record);
    if (record.kept.counts) {
        return compare_counts(options, record);
    }
    auto const judgement = sim::judge_by(options.choices, record);
    auto comparison = sim::compare(record, judgement);
    if (!record.peers.empty()) {
        print(formatted(comparison, options.format));
        return ExitCode::done;
    }
    Asked const asked(options, record, judgement);
    comparison.asked =
        report::survival_findings(asked.sample, asked.questions, report::Extent::asked);
    if (options.gap_days > 0) {
        add_course(comparison, record, options.gap_days);
    }
    if (!options.pictures.svg.empty()) {
        write_pictures(options.pictures, asked.sample, asked.questions, comparison.asked);
    }
    print(formatted(comparison, options.format));
    return ExitCode::done;
}

} // namespace

void add_compare(CLI::App& app, Invocation& invocation) {
    auto* const command =
        app.add_subcommand("compare", "Compare the designs of a run: retention, attrition, why");
    auto const options = std::make_shared<CompareOptions>();
    command->add_option("FILE", options->file, "What `holdfast run` wrote (.h5)")->required();
    command->add_option("--baseline", options->choices.baseline,
                        "The design that the others are set against; default: the scenario's");
    command
        ->add_option("--attrition", options->choices.attrition,
                     "What counts as attrition: left, last-use, inactive:N (first gap of N days "
                     "without use) or inactive:N:final (a gap never followed by use)")
        ->capture_default_str();
    command->add_option("--by", options->choices.by,
                        "A trait: also judge each of its levels, or thirds of a number");
    command
        ->add_option("--days", options->choices.days,
                     "Days at which retention is read out; default: 1,7,15,30,90")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--level", options->choices.level, "Confidence level of the intervals")
        ->capture_default_str();
    add_questions(*command, options->words);
    command
        ->add_option("--covariates", options->covariates,
                     "Traits: also hazard ratios adjusted for them (Cox)")
        ->delimiter(',')
        ->group("What is asked");
    command
        ->add_option("--lapse-days", options->gap_days,
                     "Also lapses, gaps of so many days without use, returns, and expected days "
                     "active, lapsed and left")
        ->check(CLI::PositiveNumber)
        ->group("What is asked");
    add_pictures(*command, options->pictures);
    add_format(*command, options->format);
    command->footer("Example:\n  holdfast compare results/first-look.h5 --by lives_alone "
                    "--attrition inactive:14 --format json");
    command->callback(
        [options, &invocation] { invocation.chosen = [options] { return compare(*options); }; });
}

} // namespace cli
