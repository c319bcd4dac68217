#pragma once

#include <string>

namespace cli {

/// Sees to it, before any work is done, that a file can be written at `path`: its folder exists and
/// takes new files, and what is there already is a plain file. Throws core::ConfigError.
void expect_writable(std::string const& path);

/// Sees to it that what is written at `path` does not replace `source`, which is read. Throws
/// core::ConfigError.
void expect_other_file(std::string const& path, std::string const& source);

} // namespace cli
