#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/section_output.hpp"
#include "cli/survival_options.hpp"
#include "cli/writable.hpp"
#include "report/picture/text_canvas.hpp"
#include "report/text/text_table.hpp"
#include "sim/compare/compare_report.hpp"
#include "sim/compare/tables/comparison_csv.hpp"
#include "sim/compare/tables/comparison_json.hpp"
#include "sim/compare/tables/comparison_table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cli {
namespace {

struct CompareArguments {
    std::string file;
    sim::CompareQuestions questions;
    PictureOptions pictures;
    std::string format = "table";
};

std::string formatted(sim::CompareReport const& report, std::string const& format) {
    if (format == "json") {
        return sim::comparison_json(report);
    }
    if (format == "csv") {
        return sim::comparison_csv(report);
    }
    auto const canvas = report::picture::terminal_canvas(120);
    return sim::comparison_table(report, {.width = report::terminal_width(120),
                                          .letters = canvas.letters,
                                          .colours = canvas.colours});
}

ExitCode compare(CompareArguments arguments) {
    if (!arguments.pictures.svg.empty()) {
        arguments.questions.pictures = arguments.pictures.unit;
        expect_writable(arguments.pictures.svg + "-survival.svg");
    }
    auto const record = usable_record(arguments.file);
    if (!record) {
        return ExitCode::bad_input;
    }
    auto const report = sim::compare_report(*record, arguments.questions);
    write_svgs(arguments.pictures.svg, report.pictures);
    print(formatted(report, arguments.format));
    return ExitCode::done;
}

} // namespace

void add_compare(CLI::App& app, Invocation& invocation) {
    auto* const command =
        app.add_subcommand("compare", "Compare the designs of a run: retention, attrition, why");
    auto const arguments = std::make_shared<CompareArguments>();
    auto& questions = arguments->questions;
    command->add_option("FILE", arguments->file, "What `holdfast run` wrote (.h5)")->required();
    command->add_option("--baseline", questions.compare.baseline,
                        "The design that the others are set against; default: the scenario's");
    command
        ->add_option("--attrition", questions.compare.attrition,
                     "What counts as attrition: left, last-use, inactive:N (first gap of N days "
                     "without use) or inactive:N:final (a gap never followed by use)")
        ->capture_default_str();
    command->add_option("--by", questions.compare.by,
                        "A trait: also judge each of its levels, or thirds of a number");
    command
        ->add_option("--days", questions.compare.days,
                     "Days at which retention is read out; default: 1,7,15,30,90")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--level", questions.compare.level, "Confidence level of the intervals")
        ->capture_default_str();
    add_questions(*command, questions.survival);
    command
        ->add_option("--covariates", questions.covariates,
                     "Traits: also hazard ratios adjusted for them (Cox)")
        ->delimiter(',')
        ->group("What is asked");
    command
        ->add_option("--lapse-days", questions.gap_days,
                     "Also lapses, gaps of so many days without use, returns, and expected days "
                     "active, lapsed and left")
        ->check(CLI::PositiveNumber)
        ->group("What is asked");
    add_pictures(*command, arguments->pictures);
    add_format(*command, arguments->format);
    command->footer("Example:\n  holdfast compare results/first-look.h5 --by lives_alone "
                    "--attrition inactive:14 --format json");
    command->callback([arguments, &invocation] {
        invocation.chosen = [arguments] { return compare(*arguments); };
    });
}

} // namespace cli
