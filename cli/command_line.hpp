#pragma once

#include "cli/exit_code.hpp"

namespace cli {

/// Does what the words of a command line ask for. Everything that goes wrong is reported on
/// standard error; nothing is thrown.
[[nodiscard]] ExitCode obey(int argc, char const* const* argv);

} // namespace cli
