#include "report/picture/surround.hpp"

#include "report/picture/line_style.hpp"
#include "report/picture/measure.hpp"
#include "report/picture/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace report::picture {
namespace {

constexpr double inner_width = picture_width - 2.0 * side;

/// Lines of one size below each other.
struct Block {
    std::vector<std::string> lines;
    double size;
    double spacing;

    [[nodiscard]] double height() const { return spacing * static_cast<double>(lines.size()); }
};

Block title_of(Lettering const& words) {
    return {lines_within(words.title, inner_width / 1.06, 18.0), 18.0, 24.0};
}

Block subtitle_of(Lettering const& words) {
    return {lines_within(words.subtitle, inner_width, 13.0), 13.0, 18.0};
}

Block caption_of(Lettering const& words) {
    return {lines_within(words.caption, inner_width, 11.0), 11.0, 15.0};
}

void draw(Svg& svg, Block const& block, double y, TextStyle style) {
    style.size = block.size;
    for (auto const& line : block.lines) {
        y += block.spacing;
        svg.text({side, y}, line, style);
    }
}

constexpr double sample_width = 28.0;
constexpr double legend_size = 12.0;
constexpr double legend_row = 19.0;

/// Top left corners of the entries in columns of one width, the first row at y = 0.
std::vector<Point> places_of(Legend const& legend) {
    double width = 0.0;
    for (auto const& name : legend.names) {
        width = std::max(width, sample_width + 6.0 + text_width(name, legend_size) + 18.0);
    }
    auto const columns =
        std::max<std::size_t>(1, static_cast<std::size_t>((inner_width + 18.0) / width));
    std::vector<Point> places;
    for (std::size_t i = 0; i < legend.names.size(); ++i) {
        places.push_back({side + width * static_cast<double>(i % columns),
                          legend_row * static_cast<double>(i / columns)});
    }
    return places;
}

} // namespace

double heading_height(Lettering const& words) {
    return 10.0 + title_of(words).height() + subtitle_of(words).height();
}

void draw_heading(Svg& svg, Lettering const& words) {
    auto const title = title_of(words);
    draw(svg, title, 6.0, {.bold = true});
    draw(svg, subtitle_of(words), 6.0 + title.height(), {.colour = faint_ink});
}

double caption_height(Lettering const& words) {
    double const height = caption_of(words).height();
    return height > 0.0 ? height + 12.0 : 0.0;
}

void draw_caption(Svg& svg, Lettering const& words, double y) {
    draw(svg, caption_of(words), y, {.colour = faint_ink});
}

double legend_height(Legend const& legend) {
    return legend.names.empty() ? 0.0 : places_of(legend).back().y + legend_row + 4.0;
}

void draw_legend(Svg& svg, Legend const& legend, double y) {
    auto const places = places_of(legend);
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto const style = line_style(i);
        Point const at = places[i] + Point{0.0, y};
        if (legend.sample == Sample::line) {
            svg.line(at + Point{0.0, 10.0}, at + Point{sample_width, 10.0}, style.colour, 2.0,
                     style.dash);
        } else {
            svg.rectangle(at + Point{8.0, 4.0}, sample_width - 8.0, 12.0, legend.fills[i]);
        }
        draw_shortened(svg, at + Point{sample_width + 6.0, 14.0}, legend.names[i],
                       inner_width - sample_width - 6.0, {.size = legend_size});
    }
}

void draw_shortened(Svg& svg, Point at, std::string const& text, double width,
                    TextStyle const& style) {
    auto const shown = shortened(text, width, style.size);
    if (shown == text) {
        svg.text(at, text, style);
        return;
    }
    svg.raw(fmt::format("<g><title>{}</title>", xml_escaped(text)));
    svg.text(at, shown, style);
    svg.raw("</g>");
}

std::vector<double> spread_apart(std::vector<double> const& wanted, double gap, double lowest,
                                 double highest) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    // Without the gaps, what may not come closer may not fall: neighbours that do share their mean.
    struct Pool {
        double sum;
        double count;
    };
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < order.size(); ++i) {
        pools.push_back({wanted[order[i]] - gap * static_cast<double>(i), 1.0});
        while (pools.size() > 1 && pools.back().sum * pools[pools.size() - 2].count <
                                       pools[pools.size() - 2].sum * pools.back().count) {
            auto const last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    double const room = highest - gap * (static_cast<double>(order.size()) - 1.0);
    std::vector<double> heights(wanted.size());
    std::size_t i = 0;
    for (auto const& pool : pools) {
        for (double k = 0.0; k < pool.count; k += 1.0, ++i) {
            double const level = std::max(lowest, std::min(room, pool.sum / pool.count));
            heights[order[i]] = level + gap * static_cast<double>(i);
        }
    }
    return heights;
}

} // namespace report::picture
