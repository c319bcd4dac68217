#include "report/picture/runs.hpp"
#include "report/picture/stack_layout.hpp"
#include "report/picture/text_grid.hpp"
#include "report/text/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace report::picture {
namespace {

constexpr std::array<std::string_view, 8> blocks{"\u2588", "\u2593", "\u2592", "\u2591",
                                                 "\u259E", "=",      "+",      "\u00B7"};
constexpr std::array<std::string_view, 8> signs{"#", "o", "=", ":", "x", "+", "%", "~"};

/// What the layer is filled with; the rest on top stays empty.
std::string_view fill_of(std::size_t layer, Letters letters) {
    return letters == Letters::ascii ? signs[layer % signs.size()] : blocks[layer % blocks.size()];
}

/// Fills each cell with the layer that holds its middle.
void fill(TextGrid& grid, std::vector<Curve> const& tops, double horizon, Letters letters) {
    Span const span{horizon, not_given};
    for (std::size_t x = 0; x < grid.columns(); ++x) {
        double const time =
            horizon * static_cast<double>(x) / static_cast<double>(grid.columns() - 1);
        for (std::size_t y = 0; y < grid.rows(); ++y) {
            double const share =
                1.0 - (static_cast<double>(y) + 0.5) / static_cast<double>(grid.rows());
            auto const at = std::find_if(tops.begin(), tops.end(), [&](Curve const& top) {
                return share < value_at(top, span, time);
            });
            if (at == tops.end()) {
                grid.put(x, y, letters == Letters::ascii ? "?" : "\u00D7"); // not defined here
            } else if (at + 1 != tops.end()) {
                auto const layer = static_cast<std::size_t>(at - tops.begin());
                grid.put(x, y, fill_of(layer, letters), layer);
            }
        }
    }
}

/// The share at the end beside what each fill stands for, from the top.
std::string legend_lines(StackPicture const& picture, std::vector<double> const& shares,
                         TextCanvas const& canvas) {
    std::string text;
    std::size_t widest = display_width(picture.rest);
    for (auto const& layer : picture.layers) {
        widest = std::max(widest, display_width(layer));
    }
    widest = std::min(widest, used_width(canvas) - 18);
    for (std::size_t layer = shares.size(); layer-- > 0;) {
        bool const rest = layer == picture.layers.size();
        auto const& name = rest ? picture.rest : picture.layers[layer];
        text += fmt::format("      {} = {}  {}\n",
                            rest ? " "
                                 : coloured(fill_of(layer, canvas.letters), layer, canvas.colours),
                            left_aligned(fitted(name, widest, canvas.letters), widest),
                            std::isnan(shares[layer]) ? "-" : fmt::format("{:.3f}", shares[layer]));
    }
    return text;
}

std::string axis_lines(std::size_t columns, double horizon, StackPicture const& picture,
                       Letters letters) {
    constexpr std::size_t margin = 6;
    auto const times = axis_times(horizon, picture.time_unit);
    auto const labels = tick_labels(times);
    std::vector<std::size_t> at;
    std::vector<std::size_t> widths;
    for (std::size_t t = 0; t < times.size(); ++t) {
        at.push_back(margin + static_cast<std::size_t>(std::lround(
                                  times[t] / horizon * static_cast<double>(columns - 1))));
        widths.push_back(labels[t].size());
    }
    std::vector<Centred> parts;
    for (std::size_t const t : columns_apart(at, widths)) {
        parts.push_back({at[t], labels[t]});
    }
    std::string axis = letters == Letters::ascii ? "     +" : "     \u2514";
    for (std::size_t c = 0; c < columns; ++c) {
        axis += letters == Letters::ascii ? "-" : "\u2500";
    }
    return axis + '\n' + centred_line(parts) +
           centred_line({{margin + columns / 2, fmt::format("Time ({})", picture.time_unit)}});
}

std::string group_lines(StackPicture const& picture, StackGroup const& group,
                        TextCanvas const& canvas) {
    double const horizon = horizon_of(picture);
    auto const tops = curves_of(group);
    bool const ascii = canvas.letters == Letters::ascii;
    std::size_t const rows =
        picture.groups.size() == 1 ? canvas.rows : std::max<std::size_t>(canvas.rows / 2, 8);
    TextGrid grid(used_width(canvas) - 10, rows, canvas.colours);
    fill(grid, tops, horizon, canvas.letters);
    auto text = group.name.empty() ? "" : '\n' + wrapped(group.name, used_width(canvas));
    for (std::size_t row = 0; row < rows; ++row) {
        std::string_view const label = row == 0          ? "1.00"
                                       : row == rows / 2 ? "0.50"
                                       : row + 1 == rows ? "0.00"
                                                         : "";
        text += right_aligned(label, 4) + (ascii ? " |" : " \u2502") + grid.line(row) + '\n';
    }
    return text + axis_lines(grid.columns(), horizon, picture, canvas.letters) +
           legend_lines(picture, shares_at_end(tops, horizon), canvas);
}

} // namespace

std::string text(StackPicture const& picture, TextCanvas const& canvas) {
    std::size_t const width = used_width(canvas);
    auto text = heading_lines(picture.words, width);
    text += wrapped(fmt::format("{}; below, the shares at the end", picture.value_title), width);
    for (auto const& group : picture.groups) {
        text += group_lines(picture, group, canvas);
    }
    return text + caption_lines(picture.words, width);
}

} // namespace report::picture
