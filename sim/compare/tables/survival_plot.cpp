#include "sim/compare/tables/survival_plot.hpp"

#include <algorithm>
#include <numeric>

namespace sim {
namespace {

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
            return a.estimates.once("restricted_mean").value <
                   b.estimates.once("restricted_mean").value;
        });
    std::vector<std::size_t> chosen{comparison.options.baseline,
                                    static_cast<std::size_t>(longest - designs.begin()),
                                    static_cast<std::size_t>(shortest - designs.begin())};
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

/// As steps and limits, those of the design at a position in everybody.designs.
report::picture::Curve curve_of(Comparison const& comparison, std::size_t drawn,
                                std::vector<double> const& at_risk_times) {
    auto const& design = comparison.everybody.designs[drawn];
    auto const& fit = design.curve;
    report::picture::Curve curve;
    curve.name = comparison.designs[design.design];
    curve.time = fit.time;
    curve.value = fit.survival;
    curve.median = design.estimates.once("median").value;
    for (std::size_t i = 0; i < fit.time.size(); ++i) {
        auto const estimate = fit.at(fit.time[i]);
        curve.low.push_back(estimate.low);
        curve.high.push_back(estimate.high);
        if (fit.censored[i] > 0) {
            curve.censored_at.push_back(fit.time[i]);
        }
    }
    for (double const time : at_risk_times) {
        auto const next = std::lower_bound(fit.time.begin(), fit.time.end(), time);
        auto const at = static_cast<std::size_t>(next - fit.time.begin());
        curve.at_risk.push_back(next == fit.time.end() ? 0.0 : fit.at_risk[at]);
    }
    return curve;
}

} // namespace

report::picture::SurvivalPicture survival_picture(Comparison const& comparison) {
    report::picture::SurvivalPicture picture;
    picture.horizon = comparison.follow_up;
    picture.at_risk_times = report::picture::axis_times(comparison.follow_up);
    for (std::size_t const drawn : designs_to_draw(comparison)) {
        picture.curves.push_back(curve_of(comparison, drawn, picture.at_risk_times));
    }
    return picture;
}

std::string survival_plot(Comparison const& comparison, report::picture::TextCanvas const& canvas) {
    auto picture = survival_picture(comparison);
    picture.value_title.clear(); // said in the line above
    return text(picture, canvas);
}

} // namespace sim
