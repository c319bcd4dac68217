#include "sim/show/map_dot.hpp"

#include "report/picture/palette.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string_view>

namespace sim {

namespace {

constexpr std::string_view head =
    "digraph G {\n"
    "graph [layout=dot, overlap=false, splines=true]\n"
    "node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"]\n"
    "edge [fontname=\"sans-serif\", fontsize=10]\n";

/// As a string of DOT, in which only the quotation mark needs an escape.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"') {
            out += '\\';
        }
        out += c;
    }
    return out + '"';
}

} // namespace

std::string map_dot(agents::Theory const& theory, agents::ThematicMap const& map) {
    std::string dot(head);
    auto const out = std::back_inserter(dot);
    for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
        auto const& subtheme = theory.subthemes[k];
        auto const colour = report::picture::colour(subtheme.component);
        fmt::format_to(out, "{}[label={}, fillcolor=\"{}33\", color=\"{}\"];\n", k,
                       quoted(subtheme.name), colour, colour);
    }
    for (auto const& influence : map.influences()) {
        bool const raises = influence.weight > 0.0;
        fmt::format_to(out, "{}->{} [label={}, color=\"{}\", style={}, penwidth={:.2f}];\n",
                       influence.from, influence.to,
                       quoted(fmt::format("{} {:+.2f}", influence.id, influence.weight)),
                       raises ? report::picture::raising : report::picture::lowering,
                       raises ? "solid" : "dashed", 1.0 + 8.0 * std::abs(influence.weight));
    }
    return dot + "}\n";
}

} // namespace sim
