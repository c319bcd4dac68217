#include "report/picture/svg.hpp"

#include <fmt/format.h>

#include <array>

namespace report {

namespace {
constexpr std::array<std::string_view, 3> anchor_names{"start", "middle", "end"};
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            // XML has no place for the other control characters, not even escaped.
            out += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' ? ' ' : c;
        }
    }
    return out;
}

Svg::Svg(double width, double height, std::string_view title, std::string_view description)
    : text_(fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                        "width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
                        "font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\">\n"
                        "<title>{2}</title>\n",
                        width, height, xml_escaped(title))) {
    if (!description.empty()) {
        raw(fmt::format("<desc>{}</desc>", xml_escaped(description)));
    }
    rectangle({0.0, 0.0}, width, height, "#FFFFFF");
}

void Svg::text(Point at, std::string_view what, TextStyle const& style) {
    auto const turn =
        style.upward ? fmt::format(" transform=\"rotate(-90 {:.1f} {:.1f})\"", at.x, at.y) : "";
    raw(fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:g}\" text-anchor=\"{}\" "
                    "fill=\"{}\"{}{}{}>{}</text>",
                    at.x, at.y, style.size, anchor_names[static_cast<std::size_t>(style.anchor)],
                    style.colour, style.bold ? " font-weight=\"bold\"" : "",
                    style.halo ? " stroke=\"#FFFFFF\" stroke-width=\"3\" paint-order=\"stroke\""
                               : "",
                    turn, xml_escaped(what)));
}

void Svg::line(Point from, Point to, std::string_view colour, double width, std::string_view dash) {
    auto const dashes = dash.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", dash);
    raw(fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
                    "stroke-width=\"{:g}\"{}/>",
                    from.x, from.y, to.x, to.y, colour, width, dashes));
}

void Svg::rectangle(Point corner, double width, double height, std::string_view fill) {
    raw(fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
                    "fill=\"{}\"/>",
                    corner.x, corner.y, width, height, fill));
}

void Svg::circle(Point centre, double radius, std::string_view fill, std::string_view rim) {
    raw(fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:g}\" fill=\"{}\" stroke=\"{}\" "
                    "stroke-width=\"2\"/>",
                    centre.x, centre.y, radius, fill, rim));
}

void Svg::raw(std::string_view element) {
    text_ += element;
    text_ += '\n';
}

std::string Svg::str() const {
    return text_ + "</svg>\n";
}

} // namespace report
