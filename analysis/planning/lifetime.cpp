#include "analysis/planning/lifetime.hpp"

#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {

namespace {

/// Calls piece(from, to, hazard) for each piece within [a, b].
template <typename Piece>
void each_piece(PiecewiseLifetime const& lifetime, double a, double b, Piece&& piece) {
    HOLDFAST_EXPECT(lifetime.hazard.size() == lifetime.breaks.size() + 1);
    double from = 0;
    for (std::size_t k = 0; k < lifetime.hazard.size(); ++k) {
        double const to = k < lifetime.breaks.size() ? lifetime.breaks[k]
                                                     : std::numeric_limits<double>::infinity();
        if (to > a && from < b) {
            piece(std::max(a, from), std::min(b, to), lifetime.hazard[k]);
        }
        from = to;
    }
}

/// Area under exp(-hazard t) from 0 to `days`.
double decaying_area(double hazard, double days) {
    return hazard > 0 ? -std::expm1(-hazard * days) / hazard : days;
}

struct Survival {
    double t;

    double operator()(ExponentialLifetime const& x) const { return std::exp(-x.hazard * t); }
    double operator()(WeibullLifetime const& x) const {
        return std::exp(-std::pow(t / x.scale, x.shape));
    }
    double operator()(PiecewiseLifetime const& x) const {
        double sum = 0;
        each_piece(x, 0, t, [&](double from, double to, double h) { sum += h * (to - from); });
        return std::exp(-sum);
    }
    double operator()(CurveLifetime const& x) const {
        auto const until = times_until(x.curve.time, t);
        return until == 0 ? 1 : std::pow(x.curve.survival[until - 1], x.power);
    }
};

struct Hazard {
    double t;

    double operator()(ExponentialLifetime const& x) const { return x.hazard; }
    double operator()(WeibullLifetime const& x) const {
        return x.shape / x.scale * std::pow(t / x.scale, x.shape - 1);
    }
    double operator()(PiecewiseLifetime const& x) const {
        auto const piece = std::lower_bound(x.breaks.begin(), x.breaks.end(), t) - x.breaks.begin();
        return x.hazard[static_cast<std::size_t>(piece)];
    }
    double operator()(CurveLifetime const& /*x*/) const {
        HOLDFAST_EXPECT(false);
        return undefined;
    }
};

struct Area {
    double a;
    double b;

    double operator()(ExponentialLifetime const& x) const {
        return std::exp(-x.hazard * a) * decaying_area(x.hazard, b - a);
    }
    double operator()(WeibullLifetime const& x) const {
        double const inverse = 1 / x.shape;
        auto const share = [&](double t) {
            return boost::math::gamma_p(inverse, std::pow(t / x.scale, x.shape));
        };
        return x.scale * boost::math::tgamma(1 + inverse) * (share(b) - share(a));
    }
    double operator()(PiecewiseLifetime const& x) const {
        double survival = Survival{a}(x);
        double sum = 0;
        each_piece(x, a, b, [&](double from, double to, double h) {
            sum += survival * decaying_area(h, to - from);
            survival *= std::exp(-h * (to - from));
        });
        return sum;
    }
    double operator()(CurveLifetime const& x) const {
        double sum = 0;
        double from = a;
        for (auto k = times_until(x.curve.time, a); k < x.curve.time.size(); ++k) {
            double const to = std::min(b, x.curve.time[k]);
            sum += (to - from) * Survival{from}(x);
            from = to;
        }
        return sum + (b - from) * Survival{from}(x);
    }
};

struct Scaled {
    double ratio;

    Lifetime operator()(ExponentialLifetime const& x) const {
        return ExponentialLifetime{x.hazard * ratio};
    }
    Lifetime operator()(WeibullLifetime const& x) const {
        return WeibullLifetime{x.shape, x.scale * std::pow(ratio, -1 / x.shape)};
    }
    Lifetime operator()(PiecewiseLifetime x) const {
        for (double& hazard : x.hazard) {
            hazard *= ratio;
        }
        return x;
    }
    Lifetime operator()(CurveLifetime x) const {
        x.power *= ratio;
        return x;
    }
};

} // namespace

ExponentialLifetime with_median(double median) {
    HOLDFAST_EXPECT(median > 0);
    return {std::log(2.0) / median};
}

Lifetime with_hazard_ratio(Lifetime const& lifetime, double ratio) {
    HOLDFAST_EXPECT(ratio > 0);
    return std::visit(Scaled{ratio}, lifetime);
}

double survival_of(Lifetime const& lifetime, double t) {
    HOLDFAST_EXPECT(t >= 0);
    return std::visit(Survival{t}, lifetime);
}

double hazard_of(Lifetime const& lifetime, double t) {
    return std::visit(Hazard{t}, lifetime);
}

double area_under(Lifetime const& lifetime, double a, double b) {
    HOLDFAST_EXPECT(a >= 0 && a <= b);
    return std::visit(Area{a, b}, lifetime);
}

bool known_to(Lifetime const& lifetime, double t) {
    auto const* const curve = std::get_if<CurveLifetime>(&lifetime);
    if (curve == nullptr) {
        return true;
    }
    auto const& times = curve->curve.time;
    return !times.empty() &&
           (t <= times.back() * (1 + same_time) || curve->curve.survival.back() == 0);
}

} // namespace analysis
