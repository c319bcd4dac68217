#include "analysis/parametric/generalised_gamma.hpp"

#include "analysis/parametric/special_functions.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <cmath>
#include <numbers>

namespace analysis {

namespace {

using Rule = boost::math::quadrature::gauss<double, 60>;

/// What depends on Q alone.
struct Constant {
    double value;
    double first;
    double second;
};
Constant constant_of(double shape) {
    auto const rest = stirling_rest(shape * shape);
    return {-std::log(2 * std::numbers::pi) / 2 - rest.value, -2 * shape * rest.first,
            -2 * rest.first - 4 * shape * shape * rest.second};
}

Derivatives2 log_density(double w, double shape, Constant const& constant) {
    auto const psi = expm1_ratio_2(shape * w);
    double const w2 = w * w;
    auto const ratio = expm1_ratio(shape * w); // d/dw = -(e^(Qw) - 1) / Q = -w ratio
    return {constant.value - w2 * psi.value,
            -w * ratio.value,
            constant.first - w2 * w * psi.first,
            -std::exp(shape * w),
            -w2 * ratio.first,
            constant.second - w2 * w2 * psi.second};
}

/// How far beyond w, in the direction given, the density has fallen to e^-drop of f(w); log f is
/// concave and falling there.
double reach(double w, double shape, double direction) {
    constexpr double drop = 42;
    auto const fall = [&](double distance) {
        double const v = w + direction * distance;
        return v * v * expm1_ratio_2(shape * v).value;
    };
    double const start = fall(0);
    double high = 1;
    while (fall(high) - start < drop) {
        high *= 2;
    }
    double low = 0;
    for (int i = 0; i < 20 && high - low > 0.02 * high; ++i) {
        double const middle = (low + high) / 2;
        (fall(middle) - start < drop ? low : high) = middle;
    }
    return high;
}

/// The integral of f / f(w) from w outwards, and its derivatives by Q over f(w).
struct Tail {
    double mass = 0;
    double first = 0;
    double second = 0;
};
/// Adds the part between two distances from w.
void add_panel(Tail& tail, double near, double far, double w, double shape, double direction,
               Derivatives2 const& at_w, Constant const& constant) {
    double const half = (far - near) / 2;
    auto const add = [&](double node, double weight) {
        double const v = w + direction * (near + half * (1 + node));
        auto const psi = expm1_ratio_2(shape * v);
        double const v2 = v * v;
        double const slope = constant.first - v2 * v * psi.first;
        double const mass = weight * std::exp(constant.value - v2 * psi.value - at_w.value);
        tail.mass += mass;
        tail.first += mass * slope;
        tail.second += mass * (slope * slope + constant.second - v2 * v2 * psi.second);
    };
    auto const& nodes = Rule::abscissa();
    auto const& weights = Rule::weights();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        add(nodes[i], weights[i] * half);
        add(-nodes[i], weights[i] * half);
    }
}

/// The larger |Q|, the longer is one tail for its bend at 1 / |Q|: panels then, each half the next.
int panels_of(double shape) {
    constexpr double one_is_enough = 1.25;
    return std::abs(shape) < one_is_enough
               ? 1
               : 2 + static_cast<int>(std::ceil(2 * std::log2(std::abs(shape))));
}

Tail integrate(double w, double shape, double direction, Derivatives2 const& at_w,
               Constant const& constant) {
    Tail tail;
    double far = reach(w, shape, direction);
    for (int panel = panels_of(shape); panel > 0; --panel) {
        double const near = panel == 1 ? 0 : far / 2;
        add_panel(tail, near, far, w, shape, direction, at_w, constant);
        far = near;
    }
    return tail;
}

} // namespace

Derivatives2 log_gamma_density(double w, double shape) {
    return log_density(w, shape, constant_of(shape));
}

Derivatives2 log_gamma_tail(double w, double shape) {
    auto const constant = constant_of(shape);
    auto const at_w = log_density(w, shape, constant);
    double const direction = w > 0 ? 1 : -1;
    auto const outer = integrate(w, shape, direction, at_w, constant);
    double const density = std::exp(at_w.value);
    double const log_outer = at_w.value + std::log(outer.mass);
    double const value = w > 0 ? log_outer : std::log1p(-std::exp(log_outer));
    // All of what follows is relative to S; above 0 the density may underflow where f / S does not.
    double const hazard = w > 0 ? 1 / outer.mass : density / std::exp(value);
    double const by_q = direction * outer.first * hazard;
    double const by_qq = direction * outer.second * hazard;
    double const by_w = -hazard;
    return {value,
            by_w,
            by_q,
            -hazard * at_w.x - by_w * by_w,
            -hazard * at_w.y - by_w * by_q,
            by_qq - by_q * by_q};
}

} // namespace analysis
