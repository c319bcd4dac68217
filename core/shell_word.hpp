#pragma once

#include <string>

namespace core {

/// A word as a shell would have to be told it: in quotes where it needs them.
[[nodiscard]] std::string shell_word(std::string const& word);

} // namespace core
