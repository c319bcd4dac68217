#pragma once

#include "core/mistakes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace core {

/// The text of a file that the user named: UTF-8 without a byte order mark. Nothing, with the
/// mistake told, when it is missing, unreadable, no plain file, too large or no text.
[[nodiscard]] std::optional<std::string> read_text(std::string const& path, Mistakes& mistakes,
                                                   std::size_t largest_file = std::size_t{16}
                                                                              << 20U);

/// Line and column (in characters) of a byte; a line ends in LF, CRLF or CR.
[[nodiscard]] Place place_in(std::string_view text, std::size_t at, std::string const& file);

/// Tells the first byte of `text` that has no place in a text (NUL, control characters, invalid
/// UTF-8). True when there is none.
bool is_text(std::string_view text, std::string const& file, Mistakes& mistakes);

/// Length of the well-formed UTF-8 sequence that begins at `at`; 0 when none does.
/// Source: Unicode 15, table 3-7.
[[nodiscard]] std::size_t utf8_length(std::string_view text, std::size_t at) noexcept;

/// How many characters (code points) well-formed UTF-8 holds.
[[nodiscard]] std::size_t characters(std::string_view text) noexcept;

/// What a message may quote of the user's own text: at most 60 characters, control characters as
/// "?".
[[nodiscard]] std::string excerpt(std::string_view text);

/// The folder of a path as a prefix, "" or ending in "/".
[[nodiscard]] std::string folder_of(std::string const& path);

/// `path` as seen from the folder of `from`, without detours: "designs/a.yaml" and "../b.yaml" give
/// "b.yaml".
[[nodiscard]] std::string beside(std::string const& from, std::string const& path);

} // namespace core
