#include "sim/report/survival_plot.hpp"

#include "core/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sim {
namespace {

constexpr std::size_t rows = 16;
constexpr std::size_t margin = 6; ///< columns left of the curves: "1.00 |"
constexpr char several = '*';     ///< where curves of different designs fall on one place

/// Positions in everybody.designs.
std::vector<std::size_t> designs_to_draw(Comparison const& comparison) {
    auto const& designs = comparison.everybody.designs;
    constexpr std::size_t most = 6;
    if (designs.size() <= most) {
        std::vector<std::size_t> all(designs.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return all;
    }
    auto const [shortest, longest] =
        std::minmax_element(designs.begin(), designs.end(), [](auto const& a, auto const& b) {
            return a.measures.restricted_mean.value < b.measures.restricted_mean.value;
        });
    std::vector<std::size_t> chosen{comparison.judgement.baseline,
                                    static_cast<std::size_t>(longest - designs.begin()),
                                    static_cast<std::size_t>(shortest - designs.begin())};
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

void draw(std::vector<std::string>& canvas, analysis::KaplanMeier const& curve, double follow_up,
          char mark) {
    std::size_t const columns = canvas.front().size();
    for (std::size_t x = 0; x < columns; ++x) {
        double const time = follow_up * static_cast<double>(x) / static_cast<double>(columns - 1);
        double const survival = curve.at(time).value;
        if (std::isnan(survival)) {
            continue;
        }
        auto const y = static_cast<std::size_t>(
            std::lround((1.0 - std::clamp(survival, 0.0, 1.0)) * (rows - 1)));
        char& cell = canvas[y][x];
        cell = cell == ' ' ? mark : several;
    }
}

/// The axis of time and its numbers: 0, the middle and the end.
std::string time_axis(std::size_t columns, double follow_up) {
    auto const middle = fmt::format("{:g}", std::round(follow_up / 2.0));
    auto const end = fmt::format("{:g}", follow_up);
    auto const half = static_cast<std::size_t>(std::round(follow_up / 2.0) / follow_up *
                                               static_cast<double>(columns - 1));
    auto axis = fmt::format("{:>{}}{:-<{}}\n", "+", margin, "", columns);
    auto numbers = std::string(margin + columns, ' ');
    numbers.replace(margin, 1, "0");
    numbers.replace(margin + half, middle.size(), middle);
    numbers.replace(margin + columns - end.size(), end.size(), end);
    return axis + numbers + " days\n";
}

} // namespace

std::string survival_plot(Comparison const& comparison, std::size_t width) {
    HOLDFAST_EXPECT(width >= narrowest_plot);
    std::size_t const columns = std::min<std::size_t>(width, 100) - margin - 6;
    std::vector<std::string> canvas(rows, std::string(columns, ' '));
    std::string legend;
    char mark = 'a';
    for (std::size_t const drawn : designs_to_draw(comparison)) {
        auto const& design = comparison.everybody.designs[drawn];
        draw(canvas, design.curve, comparison.follow_up, mark);
        legend += fmt::format("{:>{}} = {}\n", mark, margin + 1, comparison.designs[design.design]);
        ++mark;
    }
    std::string plot;
    for (std::size_t y = 0; y < rows; ++y) {
        bool const labelled = y % 5 == 0;
        double const survival = 1.0 - static_cast<double>(y) / (rows - 1);
        plot += labelled ? fmt::format("{:>4.2f} |", survival) : "     |";
        plot += canvas[y].substr(0, canvas[y].find_last_not_of(' ') + 1) + '\n';
    }
    return plot + time_axis(columns, comparison.follow_up) + legend +
           fmt::format("{:>{}} = several\n", several, margin + 1);
}

} // namespace sim
