#pragma once

#include <string>

namespace cli {

/// Results go to standard output, all at once. A reader who has gone away (a closed pipe) is no
/// mistake; throws core::IoError for anything else that keeps them from being written.
void print(std::string const& text);

/// Talk goes to standard error.
void say(std::string const& text);

/// Whether the two above do anything: of several ranks one speaks.
void be_silent(bool silent) noexcept;

/// Writes to `path` by way of a temporary file beside it, or to standard output when the path is
/// empty.
void print_or_write(std::string const& text, std::string const& path);

} // namespace cli
