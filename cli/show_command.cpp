#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/show_design_file.hpp"
#include "cli/writable.hpp"
#include "core/mistakes.hpp"
#include "report/text/text_table.hpp"
#include "sim/reading/reading.hpp"
#include "sim/show/show.hpp"
#include "study/reading/files.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <span>

namespace cli {
namespace {

struct ShowArguments {
    std::string file;
    std::string output;
    std::string format = "text";
    std::string at_least;
    std::size_t users = 20000;
    std::uint64_t seed = 1;
    std::string theory;
    std::string against;
};

/// What is shown, of a format that it has.
sim::ShowFormat format_of(std::string const& name, std::span<sim::ShowFormat const> known) {
    std::vector<std::string> names;
    for (auto const format : known) {
        names.emplace_back(sim::show_format_names[static_cast<std::size_t>(format)]);
        if (names.back() == name) {
            return format;
        }
    }
    throw core::ConfigError({{{"--format", 0, 0},
                              {},
                              fmt::format("there is no \"{}\" of this", name),
                              fmt::format("{}", fmt::join(names, ", ")),
                              core::nearest(name, names)}});
}

constexpr std::array<std::string_view, 7> support{"all", "most", "some",    "authors",
                                                  "few", "one",  "inferred"};

/// Nothing when it was not asked for.
std::optional<agents::SaidBy> support_of(std::string const& name) {
    if (name.empty()) {
        return {};
    }
    auto const found = std::find(support.begin(), support.end(), name);
    if (found == support.end()) {
        throw core::ConfigError(
            {{{"--at-least", 0, 0},
              {},
              fmt::format("\"{}\" is no degree of support", name),
              fmt::format("{}", fmt::join(support, ", ")),
              core::nearest(name, std::vector<std::string>(support.begin(), support.end()))}});
    }
    return static_cast<agents::SaidBy>(found - support.begin());
}

std::string theory_text(ShowArguments const& arguments) {
    sim::ShowTheoryOptions options;
    options.format = format_of(arguments.format, sim::show_theory_formats);
    options.at_least = support_of(arguments.at_least);
    options.width = report::terminal_width(100);
    return sim::show_theory(sim::read_theory(arguments.file), options);
}

std::string cohort_text(ShowArguments const& arguments) {
    sim::ShowCohortOptions options;
    options.format = format_of(arguments.format, sim::show_cohort_formats);
    options.people = arguments.users;
    options.seed = arguments.seed;
    options.width = report::terminal_width(100);
    return sim::show_cohort(sim::read_cohort(arguments.file), options);
}

std::string design_text(ShowArguments const& arguments) {
    auto const format = format_of(arguments.format, sim::show_design_formats);
    return show_design_file(arguments.file, arguments.theory, arguments.against, format);
}

std::string scenario_text(ShowArguments const& arguments) {
    auto const format = format_of(arguments.format, sim::show_scenario_formats);
    return sim::show_scenario(sim::read_scenario(arguments.file), format,
                              report::terminal_width(100));
}

using Text = std::string (*)(ShowArguments const&);

/// One of `show`'s commands with what they have in common.
CLI::App* add_kind(CLI::App& show, Invocation& invocation,
                   std::shared_ptr<ShowArguments> const& arguments, char const* kind,
                   char const* describes, char const* formats, Text text) {
    auto* const command = show.add_subcommand(kind, describes);
    command->add_option("FILE", arguments->file, "The file (.yaml)")->required();
    command->add_option("--format", arguments->format, formats)->capture_default_str();
    command->add_option("-o,--output", arguments->output, "Write to this file");
    command->callback([arguments, text, &invocation] {
        invocation.chosen = [arguments, text] {
            if (!arguments->output.empty()) {
                expect_other_file(arguments->output, arguments->file);
            }
            print_or_write(text(*arguments), arguments->output);
            return ExitCode::done;
        };
    });
    return command;
}

void add_reference(CLI::App& show, Invocation& invocation) {
    auto* const command =
        show.add_subcommand("reference", "Every key of every kind of file, as Markdown");
    command->footer("Example:\n  holdfast show reference | less");
    command->callback([&invocation] {
        invocation.chosen = [] {
            print(study::reference_page());
            return ExitCode::done;
        };
    });
}

} // namespace

void add_show(CLI::App& app, Invocation& invocation) {
    auto* const show = app.add_subcommand("show", "What a file means, in words and pictures");
    show->require_subcommand(1);
    show->footer("Example:\n  holdfast show theory scenarios/theories/brotherdale-2024.yaml");
    auto const arguments = std::make_shared<ShowArguments>();
    auto* const theory = add_kind(*show, invocation, arguments, "theory",
                                  "Components, subthemes, their map, paths to leaving",
                                  "text, json, dot or svg (the map)", theory_text);
    theory->add_option("--at-least", arguments->at_least,
                       "Only relations that so many said: all, most, some, authors, few, one");
    theory->footer("Example:\n  holdfast show theory scenarios/theories/brotherdale-2024.yaml "
                   "--at-least most --format svg -o map.svg");
    auto* const cohort = add_kind(*show, invocation, arguments, "cohort",
                                  "People as asked for against people as drawn",
                                  "text, json, csv (the people) or svg", cohort_text);
    cohort->add_option("--users", arguments->users, "How many are drawn")
        ->capture_default_str()
        ->check(CLI::Range(std::size_t{2}, std::size_t{10000000}));
    cohort->add_option("--seed", arguments->seed, "Which people")->capture_default_str();
    cohort->footer("Example:\n  holdfast show cohort scenarios/cohorts/app-store-installers.yaml");
    auto* const design =
        add_kind(*show, invocation, arguments, "design", "Features, availability and prompts",
                 "text or json", design_text);
    design->add_option("--theory", arguments->theory, "Describe the features as this theory does");
    design->add_option("--against", arguments->against, "Tell what differs from this design");
    design->footer("Example:\n  holdfast show design scenarios/designs/chatbot.yaml");
    auto* const scenario =
        add_kind(*show, invocation, arguments, "scenario", "What would be run, and what it costs",
                 "text or json", scenario_text);
    scenario->footer("Example:\n  holdfast show scenario scenarios/first-look.yaml");
    add_reference(*show, invocation);
}

} // namespace cli
