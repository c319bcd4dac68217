#include "core/mistakes.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/output.hpp"
#include "sim/judge/choices.hpp"
#include "sim/picture/text_canvas.hpp"
#include "sim/record_file.hpp"
#include "sim/report/comparison_csv.hpp"
#include "sim/report/comparison_json.hpp"
#include "sim/report/comparison_table.hpp"
#include "sim/report/text_table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cli {
namespace {

struct CompareOptions {
    std::string file;
    sim::Choices choices;
    std::string format = "table";
};

std::string formatted(sim::Comparison const& comparison, std::string const& format) {
    if (format == "json") {
        return sim::comparison_json(comparison);
    }
    if (format == "csv") {
        return sim::comparison_csv(comparison);
    }
    auto const canvas = sim::picture::terminal_canvas(120);
    return sim::comparison_table(
        comparison,
        {.width = sim::terminal_width(120), .letters = canvas.letters, .colours = canvas.colours});
}

ExitCode compare(CompareOptions const& options) {
    sim::Record record;
    try {
        record = sim::read_record(options.file);
    } catch (core::IoError const& error) {
        // What the user named cannot be used: no failure of ours.
        say(fmt::format("{}\n", error.what()));
        return ExitCode::bad_input;
    }
    auto const judgement = sim::judge_by(options.choices, record);
    print(formatted(sim::compare(record, judgement), options.format));
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
    command->add_option("--format", options->format, "table, json or csv")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "json", "csv"}));
    command->footer("Example:\n  holdfast compare results/first-look.h5 --by lives_alone "
                    "--attrition inactive:14 --format json");
    command->callback(
        [options, &invocation] { invocation.chosen = [options] { return compare(*options); }; });
}

} // namespace cli
