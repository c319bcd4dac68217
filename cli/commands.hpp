#pragma once

#include "cli/exit_code.hpp"

#include <functional>
#include <string>

namespace CLI {
class App;
}
namespace core {
class Ranks;
}

/// One function a command: it declares the command's arguments and leaves in `chosen` what is to be
/// done when they were given.
namespace cli {

using Action = std::function<ExitCode()>;

struct Invocation {
    std::string command_line; ///< as it was typed, for the record
    std::string program;      ///< as it was called: a path, or a name in PATH
    core::Ranks const& ranks; ///< who share a run
    Action chosen;
    bool shared = false; ///< it is for all ranks; others are left to the first
};

void add_run(CLI::App& app, Invocation& invocation);
void add_compare(CLI::App& app, Invocation& invocation);
void add_check(CLI::App& app, Invocation& invocation);
void add_show(CLI::App& app, Invocation& invocation);
void add_study(CLI::App& app, Invocation& invocation);
void add_plan(CLI::App& app, Invocation& invocation);
void add_survival(CLI::App& app, Invocation& invocation);
void add_usage(CLI::App& app, Invocation& invocation);
void add_export(CLI::App& app, Invocation& invocation);

} // namespace cli
