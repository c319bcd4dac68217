#include "core/shell_word.hpp"

namespace core {

std::string shell_word(std::string const& word) {
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

} // namespace core
