#include "report/picture/runs.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace report::picture {
namespace {

double last_drawn(Curve const& curve, Span span) {
    return std::isnan(curve.until) ? span.horizon : std::min(curve.until, span.horizon);
}

/// Cuts at stretches that are not finite and at the end.
std::vector<Run> runs_of(std::vector<Stretch> const& stretches, double end) {
    std::vector<Run> runs;
    bool open = false;
    for (auto const& stretch : stretches) {
        if (stretch.from > end) {
            break;
        }
        bool const finite = std::isfinite(stretch.low) && std::isfinite(stretch.high);
        if (open && !finite) {
            runs.back().end = stretch.from;
        }
        if (finite && !open) {
            runs.push_back({{}, end});
        }
        if (finite) {
            runs.back().stretches.push_back(stretch);
        }
        open = finite;
    }
    return runs;
}

} // namespace

std::vector<Run> runs_of_value(Curve const& curve, Span span) {
    HOLDFAST_EXPECT(curve.value.size() == curve.time.size());
    std::vector<Stretch> stretches;
    bool const starts = std::isfinite(span.start) && (curve.time.empty() || curve.time[0] > 0.0);
    if (starts) {
        stretches.push_back({0.0, span.start, span.start});
    }
    for (std::size_t i = 0; i < curve.time.size(); ++i) {
        stretches.push_back({curve.time[i], curve.value[i], curve.value[i]});
    }
    return runs_of(stretches, last_drawn(curve, span));
}

std::vector<Run> runs_of_limits(Curve const& curve, Span span) {
    HOLDFAST_EXPECT(curve.low.size() == curve.high.size());
    HOLDFAST_EXPECT(curve.low.empty() || curve.low.size() == curve.time.size());
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < curve.low.size(); ++i) {
        stretches.push_back({curve.time[i], curve.low[i], curve.high[i]});
    }
    return runs_of(stretches, last_drawn(curve, span));
}

double value_at(Curve const& curve, Span span, double time) {
    if (time > last_drawn(curve, span)) {
        return not_given;
    }
    auto const next = std::upper_bound(curve.time.begin(), curve.time.end(), time);
    return next == curve.time.begin()
               ? span.start
               : curve.value[static_cast<std::size_t>(next - curve.time.begin()) - 1];
}

CurveEnd end_of(Curve const& curve, Span span) {
    auto const runs = runs_of_value(curve, span);
    if (runs.empty()) {
        return {};
    }
    return {runs.back().end, runs.back().stretches.back().high};
}

} // namespace report::picture
