#include "core/build_info.hpp"
#include "core/mistakes.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/output.hpp"
#include "sim/cli/usage_mistake.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <new>
#include <sstream>

namespace cli {
namespace {

std::string version_text() {
    auto const& build = core::build_info();
    return fmt::format("holdfast {} (commit {}, {}, {})", build.version, build.git_commit,
                       build.compiler, build.build_type);
}

/// A word as a shell would have to be told it.
std::string quoted(std::string const& word) {
    bool const plain =
        !word.empty() && word.find_first_of(" \t\n'\"\\$`*?[]{}()<>|&;#~!") == std::string::npos;
    if (plain) {
        return word;
    }
    std::string text = "'";
    for (char const c : word) {
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return text + "'";
}

/// The command line as one could type it again.
std::string joined(int argc, char const* const* argv) {
    std::string line = "holdfast";
    for (int i = 1; i < argc; ++i) {
        line += " " + quoted(argv[i]);
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

ExitCode parse_and_act(int argc, char const* const* argv) {
    CLI::App app("Holdfast simulates which app designs keep people, and why they leave.",
                 "holdfast");
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    app.footer(
        "Example:\n  holdfast run scenarios/first-look.yaml\n\n"
        "Exit codes: 0 done; 1 the run failed; 2 bad input or usage; 3 a bug in holdfast; 130 "
        "interrupted.");
    Invocation invocation{joined(argc, argv), {}};
    add_run(app, invocation);
    add_compare(app, invocation);
    add_check(app, invocation);
    add_show(app, invocation);
    add_export(app, invocation);
    add_plan(app, invocation);
    add_survival(app, invocation);
    add_usage(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return stop_at(app, error);
    }
    return invocation.chosen();
}

/// Whose fault it was decides what is said and how the command ends.
ExitCode guarded(int argc, char const* const* argv) {
    try {
        return parse_and_act(argc, argv);
    } catch (core::ConfigError const& error) {
        say(fmt::format("{}\n", error.what()));
        return ExitCode::bad_input;
    } catch (core::IoError const& error) {
        say(fmt::format("{}\n", error.what()));
        return ExitCode::failed;
    } catch (core::Interrupted const&) {
        say("Interrupted before anybody's life was whole; nothing was written.\n");
        return ExitCode::interrupted;
    } catch (std::bad_alloc const&) {
        say("Not enough memory. Fewer users (--set users=N), days or designs need less.\n");
        return ExitCode::failed;
    } catch (std::exception const& error) {
        say(fmt::format("This is a bug in holdfast, please report it: {} ({})\n", error.what(),
                        version_text()));
    } catch (...) {
        say(fmt::format("This is a bug in holdfast, please report it ({})\n", version_text()));
    }
    return ExitCode::our_bug;
}

} // namespace
} // namespace cli

int main(int argc, char** argv) {
    // A reader who stops reading, or a limit on the size of files, is told by the failing write,
    // not by a signal that would leave half a file.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(cli::guarded(argc, argv));
}
