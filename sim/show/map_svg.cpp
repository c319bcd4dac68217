#include "sim/show/map_svg.hpp"

#include "agents/thematic_map.hpp"
#include "report/picture/palette.hpp"
#include "report/picture/svg.hpp"
#include "report/text/text_table.hpp"
#include "sim/show/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace sim {

namespace {

constexpr double node_radius = 15.0;
constexpr double label_room = 230.0; ///< outside the circle, left and right
constexpr double legend_width = 350.0;
constexpr double map_heading_height = 84.0;

double length(report::Point a) {
    return std::hypot(a.x, a.y);
}
report::Point unit(report::Point a) {
    return (1.0 / std::max(length(a), 1e-9)) * a;
}

struct Curve {
    report::Point from, control, to;

    [[nodiscard]] report::Point at(double t) const {
        return (1.0 - t) * (1.0 - t) * from + 2.0 * t * (1.0 - t) * control + t * t * to;
    }
};

/// Where everything stands. Subthemes of a component are neighbours; a gap parts components.
class Layout {
public:
    explicit Layout(agents::Theory const& theory) : places_(theory.subthemes.size()) {
        std::vector<std::size_t> order;
        std::vector<double> slots; // in units of one subtheme
        double slot = 0.0;
        for (std::size_t j = 0; j < theory.components.size(); ++j) {
            for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
                if (theory.subthemes[k].component == j) {
                    order.push_back(k);
                    slots.push_back(slot);
                    slot += 1.0;
                }
            }
            slot += 0.4;
        }
        radius = std::max(235.0, 20.0 * slot);
        centre = {label_room + radius, map_heading_height + radius + 40.0};
        for (std::size_t i = 0; i < order.size(); ++i) {
            double const angle = 2.0 * std::numbers::pi * slots[i] / slot - 0.5 * std::numbers::pi;
            places_[order[i]] = centre + radius * report::Point{std::cos(angle), std::sin(angle)};
        }
    }

    [[nodiscard]] report::Point place(std::size_t subtheme) const { return places_[subtheme]; }
    [[nodiscard]] double width() const { return 2.0 * (label_room + radius) + legend_width; }
    [[nodiscard]] double height() const { return map_heading_height + 2.0 * radius + 90.0; }

    /// Bent towards the centre, and to the left of its direction, so that an influence and its
    /// answer do not coincide.
    [[nodiscard]] Curve curve(std::size_t from, std::size_t to) const {
        report::Point const a = place(from);
        report::Point const b = place(to);
        report::Point const along = unit(b - a);
        report::Point const middle = 0.5 * (a + b);
        double const bend = std::min(34.0, 0.16 * length(b - a));
        report::Point const control =
            centre + 0.62 * (middle - centre) + bend * report::Point{along.y, -along.x};
        double const clear = node_radius + 3.0;
        return {a + clear * unit(control - a), control, b + (clear + 3.0) * unit(control - b)};
    }

    double radius = 0.0;
    report::Point centre;

private:
    std::vector<report::Point> places_;
};

double stroke_width(double strength) {
    return std::min(8.0, 1.2 + 14.0 * std::abs(strength));
}

double opacity(agents::SaidBy said_by) {
    return 0.3 + 0.7 * agents::confidence(said_by);
}

void draw_arrow(report::Svg& svg, Curve const& curve, double weight, agents::SaidBy said_by) {
    double const width = stroke_width(weight);
    double const head = 6.0 + 1.6 * width;
    report::Point const back = unit(curve.to - curve.control);
    report::Point const neck = curve.to - head * back;
    report::Point const side = (0.42 * head) * report::Point{-back.y, back.x};
    auto const colour = weight > 0.0 ? report::picture::raising : report::picture::lowering;
    svg.raw(fmt::format(
        "<g opacity=\"{:.2f}\"><path d=\"M{:.1f},{:.1f} Q{:.1f},{:.1f} {:.1f},{:.1f}\" "
        "fill=\"none\" stroke=\"{}\" stroke-width=\"{:.1f}\"{}/><path d=\"M{:.1f},{:.1f} "
        "L{:.1f},{:.1f} L{:.1f},{:.1f} Z\" fill=\"{}\"/></g>",
        opacity(said_by), curve.from.x, curve.from.y, curve.control.x, curve.control.y, neck.x,
        neck.y, colour, width, weight > 0.0 ? "" : " stroke-dasharray=\"8 5\"", curve.to.x,
        curve.to.y, (neck + side).x, (neck + side).y, (neck - side).x, (neck - side).y, colour));
}

/// Places for the names of arrows: along the curve, where no other name stands yet.
class Names {
public:
    [[nodiscard]] report::Point place(Curve const& curve, std::string const& name) {
        report::Point best = curve.at(0.5);
        double least = 1e9;
        for (double const t : {0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73}) {
            report::Point const here = curve.at(t);
            double const crowding = overlap(here, name);
            if (crowding < least) {
                least = crowding;
                best = here;
            }
        }
        taken_.push_back({best, width_of(name)});
        return best;
    }

private:
    struct Taken {
        report::Point at;
        double width;
    };
    static double width_of(std::string const& name) {
        return 7.0 * static_cast<double>(report::display_width(name)) + 4.0;
    }
    [[nodiscard]] double overlap(report::Point here, std::string const& name) const {
        double sum = 0.0;
        for (auto const& other : taken_) {
            double const x = 0.5 * (width_of(name) + other.width) - std::abs(here.x - other.at.x);
            double const y = 14.0 - std::abs(here.y - other.at.y);
            sum += x > 0.0 && y > 0.0 ? x * y : 0.0;
        }
        return sum;
    }

    std::vector<Taken> taken_;
};

void draw_influences(report::Svg& svg, Layout const& layout,
                     std::vector<agents::MapEdge> influences) {
    // The strongest last, on top.
    std::stable_sort(influences.begin(), influences.end(), [](auto const& a, auto const& b) {
        return std::abs(a.weight) < std::abs(b.weight);
    });
    for (auto const& edge : influences) {
        draw_arrow(svg, layout.curve(edge.from, edge.to), edge.weight, edge.said_by);
    }
    Names names;
    for (auto const& edge : influences) {
        if (!edge.id.empty()) {
            report::Point const at = names.place(layout.curve(edge.from, edge.to), edge.id);
            svg.text(
                at + report::Point{0.0, 4.0}, edge.id,
                {.size = 11.0,
                 .anchor = report::Anchor::middle,
                 .colour = edge.weight > 0.0 ? report::picture::raising : report::picture::lowering,
                 .bold = true,
                 .halo = true});
        }
    }
}

void draw_subthemes(report::Svg& svg, Layout const& layout, agents::Theory const& theory) {
    for (std::size_t k = 0; k < theory.subthemes.size(); ++k) {
        auto const& subtheme = theory.subthemes[k];
        auto const colour = report::picture::colour(subtheme.component);
        report::Point const place = layout.place(k);
        report::Point const outwards = unit(place - layout.centre);
        bool const against = subtheme.weight.value < 0.0;
        svg.circle(place, node_radius, against ? "#FFFFFF" : colour, colour);

        report::Point const label = place + (node_radius + 8.0) * outwards;
        auto const anchor = outwards.x > 0.25    ? report::Anchor::start
                            : outwards.x < -0.25 ? report::Anchor::end
                                                 : report::Anchor::middle;
        double const lift =
            anchor == report::Anchor::middle ? (outwards.y < 0.0 ? -6.0 : 14.0) : 5.0;
        svg.text(label + report::Point{0.0, lift}, in_words(subtheme.name),
                 {.size = 15.0, .anchor = anchor, .bold = true, .halo = true});
    }
}

/// The key at the right; y moves down as it is written.
class Legend {
public:
    Legend(report::Svg& svg, report::Point corner) : svg_(svg), at_(corner) {}

    void heading(std::string_view what) {
        at_.y += 12.0;
        svg_.text(at_, what, {.size = 14.0, .bold = true});
        at_.y += 24.0;
    }
    void dot(std::string_view what, std::string_view fill, std::string_view rim) {
        svg_.circle(at_ + report::Point{22.0, -4.0}, 9.0, fill, rim);
        entry(what);
    }
    void arrow(std::string_view what, double weight, agents::SaidBy said_by) {
        report::Point const left = at_ + report::Point{0.0, -4.0};
        report::Point const right = at_ + report::Point{46.0, -4.0};
        draw_arrow(svg_, {left, 0.5 * (left + right), right}, weight, said_by);
        entry(what);
    }

private:
    void entry(std::string_view what) {
        svg_.text(at_ + report::Point{58.0, 0.0}, what);
        at_.y += 24.0;
    }

    report::Svg& svg_;
    report::Point at_;
};

void draw_legend(report::Svg& svg, Layout const& layout, agents::Theory const& theory) {
    Legend legend(svg, {layout.width() - legend_width + 20.0, map_heading_height + 10.0});
    legend.heading("Components of the alliance");
    for (std::size_t j = 0; j < theory.components.size(); ++j) {
        legend.dot(in_words(theory.components[j].name), report::picture::colour(j),
                   report::picture::colour(j));
    }
    bool const any_against =
        std::any_of(theory.subthemes.begin(), theory.subthemes.end(),
                    [](agents::Subtheme const& s) { return s.weight.value < 0.0; });
    if (any_against) {
        legend.dot("hollow: weighs against its component", "#FFFFFF", "#555555");
    }
    using agents::SaidBy;
    legend.heading("More of the first means");
    legend.arrow("more of the second", 0.15, SaidBy::all);
    legend.arrow("less of the second", -0.15, SaidBy::all);
    legend.heading("Strength: width");
    for (double const strength : {0.05, 0.2, 0.4}) {
        legend.arrow(fmt::format("{:.2f}", strength), strength, SaidBy::all);
    }
    legend.heading("Said by: opacity");
    for (auto const said_by : {SaidBy::all, SaidBy::most, SaidBy::some, SaidBy::authors,
                               SaidBy::few, SaidBy::one, SaidBy::inferred}) {
        legend.arrow(agents::said_by_names[static_cast<std::size_t>(said_by)], 0.15, said_by);
    }
}

} // namespace

std::string map_svg(agents::Theory const& theory, std::string_view remark) {
    Layout const layout(theory);
    agents::ThematicMap const map(theory);
    auto const title = fmt::format("Thematic map of {}", theory.name);
    report::Svg svg(layout.width(), std::max(layout.height(), 660.0), title);
    svg.text({28.0, 40.0}, title, {.size = 22.0, .bold = true});
    svg.text({28.0, 64.0}, remark, {.size = 14.0, .colour = "#555555"});
    draw_influences(svg, layout, map.influences());
    draw_subthemes(svg, layout, theory);
    draw_legend(svg, layout, theory);
    return svg.str();
}

} // namespace sim
