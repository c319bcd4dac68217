#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/section_output.hpp"
#include "cli/writable.hpp"
#include "core/mistakes.hpp"
#include "report/options.hpp"
#include "sim/compare/recorded.hpp"
#include "sim/compare/tables/record_csv.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cli {
namespace {

struct ExportOptions {
    std::string file;
    std::string what = "usage";
    std::vector<std::string> designs;
    std::string attrition = "left";
    std::string output;
};

std::vector<std::size_t> chosen_designs(sim::Record const& record,
                                        std::vector<std::string> const& names,
                                        core::Mistakes& mistakes) {
    std::vector<std::string> known;
    for (auto const& design : record.designs) {
        known.push_back(design.name);
    }
    std::vector<std::size_t> chosen;
    for (auto const& name : names.empty() ? known : names) {
        auto const found = std::find(known.begin(), known.end(), name);
        if (found == known.end()) {
            mistakes.add(report::choice_mistake(
                "--design", fmt::format("the record has no design \"{}\"", name),
                fmt::format("{}", fmt::join(known, ", ")), core::nearest(name, known)));
            continue;
        }
        chosen.push_back(static_cast<std::size_t>(found - known.begin()));
    }
    return chosen;
}

/// Tells what of the rows was not recorded.
void expect_kept(ExportOptions const& options, sim::Keep const& kept,
                 analysis::Attrition const& attrition, core::Mistakes& mistakes) {
    auto const what = options.what;
    sim::expect_recorded(kept, agents::Recorded::leaving, "--what", what, mistakes);
    if (what == "usage" || sim::needed_for(attrition) == agents::Recorded::use) {
        sim::expect_recorded(kept, agents::Recorded::use, "--what", what, mistakes);
    }
}

ExitCode export_record(ExportOptions const& options) {
    if (!options.output.empty()) {
        expect_writable(options.output);
        expect_other_file(options.output, options.file);
    }
    auto const found = usable_record(options.file);
    if (!found) {
        return ExitCode::bad_input;
    }
    auto const& record = *found;
    core::Mistakes mistakes;
    auto const designs = chosen_designs(record, options.designs, mistakes);
    auto const attrition =
        report::chosen_attrition(options.attrition, record.horizon_days, mistakes);
    expect_kept(options, record.kept, attrition, mistakes);
    mistakes.throw_if_any();
    print_or_write(options.what == "usage" ? sim::usage_csv(record, designs)
                                           : sim::events_csv(record, designs, attrition),
                   options.output);
    return ExitCode::done;
}

} // namespace

void add_export(CLI::App& app, Invocation& invocation) {
    auto* const command = app.add_subcommand(
        "export", "Write what simulated people did as CSV: a log of uses, or times to attrition");
    auto const options = std::make_shared<ExportOptions>();
    command->add_option("FILE", options->file, "What `holdfast run` wrote (.h5)")->required();
    command
        ->add_option("--what", options->what,
                     "usage: a row for every day of use, as `holdfast usage` reads it; events: a "
                     "row for every user and design with traits, as `holdfast survival` reads it")
        ->capture_default_str()
        ->check(CLI::IsMember({"usage", "events"}));
    command
        ->add_option("--design", options->designs,
                     "Only this design; may be given several times; default: all")
        ->delimiter(',');
    command
        ->add_option("--attrition", options->attrition,
                     "events: what counts as attrition: left, last-use, inactive:N or "
                     "inactive:N:final")
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "The CSV file; default: standard output");
    command->footer(
        "Examples:\n  holdfast export results/first-look.h5 --design baseline -o log.csv\n"
        "  holdfast usage log.csv --user user --day day --left left_day --until 90\n"
        "  holdfast export results/first-look.h5 --what events -o events.csv\n"
        "  holdfast survival events.csv --time time --event status --group design "
        "--person user");
    command->callback([options, &invocation] {
        invocation.chosen = [options] { return export_record(*options); };
    });
}

} // namespace cli
