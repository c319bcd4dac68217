#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace cli {

/// What is wrong with a command line, with the name that was probably meant and where to read on.
[[nodiscard]] std::string usage_mistake(CLI::App const& app, CLI::ParseError const& error,
                                        std::string const& first_unknown);

/// The first word that no command or option took; empty when there is none.
[[nodiscard]] std::string first_unknown(CLI::App const& app);

} // namespace cli
