#include "report/picture/measure.hpp"

#include "report/text/text_table.hpp"

#include <sstream>

namespace report::picture {
namespace {

bool starts_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// Of one character [em].
double advance(std::string_view character) {
    char const c = character.front();
    constexpr std::string_view narrow = "iIjlt.,:;'|!()[]{}/ fr-";
    constexpr std::string_view wide = "mwMW@%";
    if (static_cast<unsigned char>(c) >= 0x80U) {
        return 0.66 * static_cast<double>(display_width(character));
    }
    if (narrow.find(c) != std::string_view::npos) {
        return 0.37;
    }
    if (wide.find(c) != std::string_view::npos) {
        return 0.97;
    }
    return c >= 'A' && c <= 'Z' ? 0.71 : 0.62;
}

/// Behind the character that begins at `at`.
std::size_t next_character(std::string_view utf8, std::size_t at) {
    do {
        ++at;
    } while (at < utf8.size() && !starts_character(utf8[at]));
    return at;
}

} // namespace

double text_width(std::string_view utf8, double size) {
    double width = 0.0;
    for (std::size_t at = 0; at < utf8.size();) {
        auto const next = next_character(utf8, at);
        width += advance(utf8.substr(at, next - at));
        at = next;
    }
    return size * width;
}

std::string shortened(std::string_view utf8, double width, double size) {
    if (text_width(utf8, size) <= width) {
        return std::string(utf8);
    }
    double room = width - size; // the ellipsis
    std::size_t at = 0;
    while (at < utf8.size()) {
        auto const next = next_character(utf8, at);
        room -= size * advance(utf8.substr(at, next - at));
        if (room < 0.0) {
            break;
        }
        at = next;
    }
    return std::string(utf8.substr(0, at)) + "\u2026";
}

std::vector<std::string> lines_within(std::string_view utf8, double width, double size) {
    std::vector<std::string> lines;
    std::istringstream words{std::string(utf8)};
    for (std::string word; words >> word;) {
        bool const fits = !lines.empty() && text_width(lines.back() + ' ' + word, size) <= width;
        if (fits) {
            lines.back() += ' ' + word;
        } else {
            lines.push_back(word);
        }
    }
    return lines;
}

} // namespace report::picture
