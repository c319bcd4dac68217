#include "report/picture/axis.hpp"

#include "core/contract.hpp"
#include "report/picture/curve_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace report::picture {
namespace {

/// Rounding error that a tick at the very end of an axis may have, as a share of the axis.
constexpr double slack = 1e-9;

/// Multiples of `step` within the interval.
std::vector<double> multiples(Interval range, double step) {
    double const tolerance = slack * (range.high - range.low);
    auto const first = std::ceil((range.low - tolerance) / step);
    auto const last = std::floor((range.high + tolerance) / step);
    std::vector<double> ticks;
    for (double k = first; k <= last; k += 1.0) {
        ticks.push_back(k * step + 0.0); // never minus zero
    }
    return ticks;
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
double round_step(double least) {
    double const power = std::pow(10.0, std::floor(std::log10(least)));
    for (double const digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= least * (1.0 - slack)) {
            return digit * power;
        }
    }
    return 10.0 * power;
}

/// Those of 1-2-5 and of the calendar that the unit has.
std::vector<double> steps_of_time(double horizon, std::string const& unit) {
    std::vector<double> steps;
    double const power = std::pow(10.0, std::floor(std::log10(horizon)) - 1.0);
    for (double const digit : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        steps.push_back(digit * power);
    }
    if (unit == "days") {
        steps.insert(steps.end(), {7.0, 14.0, 15.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0});
    } else if (unit == "months") {
        steps.insert(steps.end(), {3.0, 6.0, 12.0, 24.0, 36.0, 60.0, 120.0});
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

std::vector<double> ratios(Interval range, std::vector<double> const& digits) {
    std::vector<double> ticks;
    for (double power = 1e-6; power < 1e7; power *= 10.0) {
        for (double const digit : digits) {
            double const tick = digit * power;
            if (tick >= range.low * (1.0 - slack) && tick <= range.high * (1.0 + slack)) {
                ticks.push_back(tick);
            }
        }
    }
    return ticks;
}

std::vector<double> powers_of_two(Interval range) {
    std::vector<double> ticks;
    for (int k = -16; k <= 16; ++k) {
        double const tick = std::ldexp(1.0, k);
        if (tick >= range.low * (1.0 - slack) && tick <= range.high * (1.0 + slack)) {
            ticks.push_back(tick);
        }
    }
    return ticks;
}

} // namespace

std::vector<double> round_ticks(Interval range, std::size_t most) {
    HOLDFAST_EXPECT(range.low < range.high && most >= 2);
    double step = round_step((range.high - range.low) / static_cast<double>(most));
    auto ticks = multiples(range, step);
    while (ticks.size() > most) {
        step = round_step(1.5 * step);
        ticks = multiples(range, step);
    }
    return ticks;
}

std::vector<double> log_ticks(Interval range) {
    HOLDFAST_EXPECT(0.0 < range.low && range.low < range.high);
    for (auto const& ticks :
         {powers_of_two(range), ratios(range, {1.0, 2.0, 5.0}), ratios(range, {1.0}),
          ratios(range, {1.0, 1.5, 2.0, 3.0, 5.0, 7.0})}) {
        if (ticks.size() >= 3 && ticks.size() <= 7) {
            return ticks;
        }
    }
    return round_ticks(range, 8);
}

std::vector<std::string> tick_labels(std::vector<double> const& ticks) {
    int decimals = 0;
    for (double const tick : ticks) {
        while (decimals < 6 && std::abs(tick - std::round(tick * std::pow(10.0, decimals)) *
                                                   std::pow(10.0, -decimals)) >
                                   1e-6 * std::max(std::abs(tick), 1e-3)) {
            ++decimals;
        }
    }
    std::vector<std::string> labels;
    for (double const tick : ticks) {
        // Minus zero would have a sign.
        labels.push_back(fmt::format("{:.{}f}", tick == 0.0 ? 0.0 : tick, decimals));
    }
    return labels;
}

Interval rounded_out(Interval range) {
    if (!(range.low < range.high)) {
        double const room = range.low == 0.0 ? 1.0 : 0.1 * std::abs(range.low);
        range = {range.low - room, range.high + room};
    }
    double const step = round_step((range.high - range.low) / 6.0);
    return {step * std::floor(range.low / step + slack),
            step * std::ceil(range.high / step - slack)};
}

double last_time(std::vector<Curve> const& curves) {
    double last = 0.0;
    for (auto const& curve : curves) {
        last = curve.time.empty() ? last : std::max(last, curve.time.back());
        last = std::isnan(curve.until) ? last : std::max(last, curve.until);
        for (double const time : curve.censored_at) {
            last = std::max(last, time);
        }
    }
    return last > 0.0 ? last : 1.0;
}

std::vector<double> axis_times(double horizon, std::string const& time_unit) {
    HOLDFAST_EXPECT(horizon > 0.0 && std::isfinite(horizon));
    double best_step = round_step(horizon / 5.0);
    double least = 1.0;
    for (double const step : steps_of_time(horizon, time_unit)) {
        double const intervals = std::floor(horizon / step + slack);
        if (intervals < 4.0 || intervals > 8.0) {
            continue;
        }
        // What is left over behind the last tick, and a little for more ticks than six.
        double const cost =
            (horizon - intervals * step) / horizon + 0.02 * std::max(0.0, intervals - 6.0);
        if (cost < least - slack) {
            least = cost;
            best_step = step;
        }
    }
    return multiples({0.0, horizon}, best_step);
}

} // namespace report::picture
