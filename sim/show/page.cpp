#include "sim/show/page.hpp"

#include <algorithm>
#include <cctype>

namespace sim {

void Page::title(std::string_view what) {
    text_ += report::wrapped(what, width_);
}

void Page::heading(std::string_view what) {
    std::string capitals(what);
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) {
        return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    });
    text_ += '\n' + capitals + '\n';
}

void Page::paragraph(std::string_view what, std::size_t indent) {
    text_ += report::wrapped(what, width_, indent, indent);
}

void Page::item(std::string_view what, std::size_t indent) {
    text_ += report::wrapped("- " + std::string(what), width_, indent + 2, indent);
}

void Page::labelled(std::string_view label, std::string_view what, std::size_t indent,
                    std::size_t column) {
    auto const used = indent + report::display_width(label);
    auto const first = report::wrapped(what, width_, column, std::max(column, used + 1));
    text_ += std::string(indent, ' ') + std::string(label) + first.substr(used);
}

void Page::table(report::TextTable const& table) {
    text_ += table.str(width_);
}

} // namespace sim
