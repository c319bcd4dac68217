#include "cli/command_line.hpp"

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/trouble.hpp"
#include "cli/usage_mistake.hpp"
#include "core/ranks.hpp"
#include "core/shell_word.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sstream>

namespace cli {
namespace {

/// The command line as one could type it again.
std::string joined(int argc, char const* const* argv) {
    std::string line = "holdfast";
    for (int i = 1; i < argc; ++i) {
        line += " " + core::shell_word(argv[i]);
    }
    return line;
}

/// Help and version go to standard output with code 0; everything else is a mistake of usage.
ExitCode stop_at(CLI::App const& app, CLI::ParseError const& error) {
    if (error.get_exit_code() == 0) {
        std::ostringstream out;
        static_cast<void>(app.exit(error, out, out));
        print(out.str());
        return ExitCode::done;
    }
    say(usage_mistake(app, error, first_unknown(app)));
    return ExitCode::bad_input;
}

ExitCode parse_and_act(int argc, char const* const* argv, core::Ranks const& ranks) {
    CLI::App app("Holdfast simulates which app designs keep people, and why they leave.",
                 "holdfast");
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    app.footer(
        "Example:\n  holdfast run scenarios/first-look.yaml\n\n"
        "Exit codes: 0 done; 1 the run failed; 2 bad input or usage; 3 a bug in holdfast; 130 "
        "interrupted.");
    Invocation invocation{joined(argc, argv), argv[0], ranks, {}};
    add_run(app, invocation);
    add_compare(app, invocation);
    add_check(app, invocation);
    add_show(app, invocation);
    add_study(app, invocation);
    add_export(app, invocation);
    add_plan(app, invocation);
    add_survival(app, invocation);
    add_usage(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return stop_at(app, error);
    }
    if (ranks.first() || invocation.shared) {
        return invocation.chosen();
    }
    return ExitCode::done;
}

} // namespace

ExitCode obey(int argc, char const* const* argv) {
    try {
        core::Ranks const ranks;
        be_silent(!ranks.first());
        try {
            return parse_and_act(argc, argv, ranks);
        } catch (...) {
            return tell_trouble(); // before the ranks part: the end of one may end the others
        }
    } catch (...) {
        return tell_trouble();
    }
}

} // namespace cli
