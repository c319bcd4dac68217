#include "core/distributions.hpp"
#include "core/elementary.hpp"
#include "study/study.hpp"

#include <algorithm>
#include <cmath>

namespace study {
namespace {

double triangular(Spread const& spread, double p) {
    double const width = spread.high - spread.low;
    double const below = spread.mode - spread.low;
    if (p * width < below) {
        return spread.low + std::sqrt(p * width * below);
    }
    return spread.high - std::sqrt((1.0 - p) * width * (spread.high - spread.mode));
}

double number_at(Spread const& spread, double p) {
    switch (spread.kind) {
    case Spread::Kind::uniform:
        return spread.low + p * (spread.high - spread.low);
    case Spread::Kind::log_uniform: {
        double const low = core::portable::log(spread.low);
        double const high = core::portable::log(spread.high);
        // The ends themselves, without rounding.
        return p == 0.0   ? spread.low
               : p == 1.0 ? spread.high
                          : core::portable::exp(low + p * (high - low));
    }
    case Spread::Kind::normal:
        return core::portable::truncated_normal_quantile(p, spread.mean, spread.sd, spread.low,
                                                         spread.high);
    case Spread::Kind::triangular:
        return triangular(spread, p);
    }
    return spread.low;
}

} // namespace

double Spread::quantile(double p) const {
    if (whole && kind == Kind::uniform) {
        return std::min(high, std::floor(low + p * (high - low + 1.0)));
    }
    double const x = number_at(*this, p);
    return whole ? std::round(x) : x;
}

bool Spread::bounded() const noexcept {
    return std::isfinite(low) && std::isfinite(high);
}

} // namespace study
