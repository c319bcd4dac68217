#pragma once

#include <string>
#include <string_view>

namespace sim {

/// A name of a file as a person would write it: "lack_of_judgement" as "lack of judgement".
[[nodiscard]] inline std::string in_words(std::string_view name) {
    std::string words(name);
    for (char& c : words) {
        c = c == '_' ? ' ' : c;
    }
    return words;
}

} // namespace sim
