#include "report/picture/palette.hpp"
#include "report/picture/svg.hpp"
#include "sim/show/drawn_cohort.hpp"
#include "sim/show/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sim {

namespace {

constexpr std::size_t columns = 4;
constexpr double cell_width = 280.0;
constexpr double cell_height = 190.0;
constexpr double plot_width = 240.0;
constexpr double plot_height = 96.0;
constexpr double cohort_heading_height = 96.0;
constexpr std::string_view faint = "#777777";
constexpr std::string_view realised_colour = report::picture::palette[4 + 1];
constexpr std::string_view asked_colour = report::picture::palette[4];

void draw_heading(report::Svg& svg, DrawnCohort const& drawn) {
    svg.text({28.0, 40.0}, "People of " + drawn.cohort.name, {.size = 22.0, .bold = true});
    svg.text({28.0, 66.0},
             fmt::format("{} people drawn; line or mark: as asked", drawn.people.users),
             {.size = 14.0, .colour = faint});
    svg.rectangle({420.0, 55.0}, 24.0, 12.0, realised_colour);
    svg.text({450.0, 66.0}, "realised", {.size = 14.0, .colour = faint});
    svg.line({540.0, 61.0}, {564.0, 61.0}, asked_colour, 2.5);
    svg.text({570.0, 66.0}, "asked", {.size = 14.0, .colour = faint});
}

void draw_numbers(report::Svg& svg, report::Point corner, DrawnTrait const& trait) {
    auto const& histogram = trait.histogram;
    if (histogram.shares.empty()) {
        svg.text(corner + report::Point{0.0, 0.5 * plot_height},
                 fmt::format("always {:g}", trait.mean), {.colour = faint});
        return;
    }
    auto const asked = asked_in_bins(trait.trait->marginal, histogram.edges);
    double highest = *std::max_element(histogram.shares.begin(), histogram.shares.end());
    for (double const share : asked) {
        highest = std::max(highest, share);
    }
    double const step = plot_width / static_cast<double>(histogram.shares.size());
    double const floor = corner.y + plot_height;
    for (std::size_t i = 0; i < histogram.shares.size(); ++i) {
        double const height = plot_height * histogram.shares[i] / highest;
        svg.rectangle({corner.x + step * static_cast<double>(i) + 0.5, floor - height}, step - 1.0,
                      height, realised_colour);
    }
    std::string points;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        points += fmt::format("{:.1f},{:.1f} ", corner.x + step * (static_cast<double>(i) + 0.5),
                              floor - plot_height * asked[i] / highest);
    }
    svg.raw(fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>",
                        points, asked_colour));
    svg.line({corner.x, floor}, {corner.x + plot_width, floor}, faint);
    svg.text({corner.x, floor + 14.0}, fmt::format("{:.2f}", histogram.edges.front()),
             {.size = 11.0, .colour = faint});
    svg.text({corner.x + plot_width, floor + 14.0}, fmt::format("{:.2f}", histogram.edges.back()),
             {.size = 11.0, .anchor = report::Anchor::end, .colour = faint});
    svg.text({corner.x + 0.5 * plot_width, floor + 14.0},
             fmt::format("mean {:.2f}, sd {:.2f}", trait.mean, trait.sd),
             {.size = 11.0, .anchor = report::Anchor::middle, .colour = faint});
}

void draw_levels(report::Svg& svg, report::Point corner, DrawnTrait const& trait) {
    constexpr double name_width = 96.0;
    constexpr double bar_width = plot_width - name_width - 44.0;
    double const row =
        std::min(20.0, (plot_height + 14.0) / static_cast<double>(trait.levels.size()));
    double const size = std::min(12.0, row - 2.0);
    for (std::size_t l = 0; l < trait.levels.size(); ++l) {
        double const y = corner.y + row * static_cast<double>(l);
        double const left = corner.x + name_width;
        svg.text({left - 6.0, y + 0.75 * row}, in_words(trait.levels[l]),
                 {.size = size, .anchor = report::Anchor::end});
        svg.rectangle({left, y + 2.0}, bar_width, row - 4.0, "#EEEEEE");
        svg.rectangle({left, y + 2.0}, bar_width * trait.shares[l], row - 4.0, realised_colour);
        double const asked = left + bar_width * trait.asked.shares[l];
        svg.line({asked, y}, {asked, y + row}, asked_colour, 2.5);
        svg.text({left + bar_width + 6.0, y + 0.75 * row},
                 fmt::format("{:.1f}%", 100.0 * trait.shares[l]), {.size = size, .colour = faint});
    }
}

} // namespace

std::string cohort_svg(DrawnCohort const& drawn) {
    auto const rows = (drawn.traits.size() + columns - 1) / columns;
    report::Svg svg(28.0 + cell_width * double{columns},
                    cohort_heading_height + cell_height * static_cast<double>(rows),
                    "People of " + drawn.cohort.name);
    draw_heading(svg, drawn);
    for (std::size_t i = 0; i < drawn.traits.size(); ++i) {
        auto const& trait = drawn.traits[i];
        report::Point const corner{28.0 + cell_width * static_cast<double>(i % columns),
                                   cohort_heading_height +
                                       cell_height * static_cast<double>(i / columns)};
        svg.text(corner + report::Point{0.0, 14.0}, in_words(trait.trait->name),
                 {.size = 14.0, .bold = true});
        svg.text(corner + report::Point{0.0, 30.0}, trait.trait->unit,
                 {.size = 11.0, .colour = faint});
        report::Point const plot = corner + report::Point{0.0, 40.0};
        trait.levels.empty() ? draw_numbers(svg, plot, trait) : draw_levels(svg, plot, trait);
    }
    return svg.str();
}

} // namespace sim
