#pragma once

#include "cli/exit_code.hpp"

#include <string>

namespace cli {

/// Says what went wrong, and whose fault it was; called where an exception has been caught.
[[nodiscard]] ExitCode tell_trouble();

/// "holdfast 0.1.0 (commit ..., compiler, build)".
[[nodiscard]] std::string version_text();

} // namespace cli
