#include "cli/usage_mistake.hpp"

#include "core/mistakes.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cli {
namespace {

/// The command that was reached: `show theory` of `holdfast show theory --formt x`.
CLI::App const& innermost(CLI::App const& app) {
    auto const reached = app.get_subcommands();
    return reached.empty() ? app : innermost(*reached.front());
}

std::string full_name(CLI::App const& app) {
    auto const* const parent = app.get_parent();
    return parent == nullptr ? app.get_name() : full_name(*parent) + " " + app.get_name();
}

std::vector<std::string> commands_of(CLI::App const& app) {
    std::vector<std::string> names;
    for (auto const* const command : app.get_subcommands([](CLI::App const*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

/// Names of options with their dashes, and of the commands below.
std::vector<std::string> words_of(CLI::App const& app) {
    std::vector<std::string> words;
    for (auto const* const option : app.get_options()) {
        for (auto const& name : option->get_lnames()) {
            words.push_back("--" + name);
        }
    }
    for (auto& name : commands_of(app)) {
        words.push_back(std::move(name));
    }
    return words;
}

} // namespace

std::string first_unknown(CLI::App const& app) {
    auto const extras = app.remaining(true);
    return extras.empty() ? std::string() : extras.front();
}

std::string usage_mistake(CLI::App const& app, CLI::ParseError const& error,
                          std::string const& unknown) {
    auto const& command = innermost(app);
    auto const below = commands_of(command);
    bool const none_named = command.get_subcommands().empty() && !below.empty();
    auto text = none_named
                    ? fmt::format("{}: say which: {}", full_name(command), fmt::join(below, ", "))
                    : fmt::format("{}: {}", full_name(command), error.what());
    if (!unknown.empty()) {
        bool const option = unknown.front() == '-';
        auto const word = unknown.substr(0, unknown.find('='));
        auto const meant = core::nearest(word, words_of(command));
        text = fmt::format("{}: {} \"{}\"{}", full_name(command),
                           option ? "unknown option" : "unknown argument", word,
                           meant.empty() ? "" : fmt::format(" - did you mean \"{}\"?", meant));
    }
    return fmt::format("{}\n`{} --help` says what there is.\n", text, full_name(command));
}

} // namespace cli
