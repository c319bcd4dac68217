#include "analysis/parametric/generalised_gamma.hpp"
#include "analysis/parametric/special_functions.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <numbers>

using namespace analysis;

namespace {

/// Central differences of order 8.
double slope(std::function<double(double)> const& f, double x, double h) {
    auto const difference = [&](double k) { return f(x + k * h) - f(x - k * h); };
    return (672 * difference(1) - 168 * difference(2) + 32 * difference(3) - 3 * difference(4)) /
           (840 * h);
}

void check_derivatives(std::function<Derivatives(double)> const& f, double x) {
    constexpr double h = 5e-3;
    INFO("at " << x);
    auto const at = f(x);
    CHECK(at.first ==
          Approx(slope([&](double y) { return f(y).value; }, x, h)).epsilon(1e-9).margin(1e-12));
    CHECK(at.second ==
          Approx(slope([&](double y) { return f(y).first; }, x, h)).epsilon(1e-9).margin(1e-12));
}

void check_derivatives(std::function<Derivatives2(double, double)> const& f, double x, double y) {
    constexpr double h = 5e-3;
    INFO("at " << x << ", " << y);
    auto const by_x = [&](double Derivatives2::*part) {
        return slope([&](double v) { return f(v, y).*part; }, x, h);
    };
    auto const by_y = [&](double Derivatives2::*part) {
        return slope([&](double v) { return f(x, v).*part; }, y, h);
    };
    auto const at = f(x, y);
    auto const same = [](double value, double expected) {
        CHECK(value == Approx(expected).epsilon(2e-8).margin(1e-10));
    };
    same(at.x, by_x(&Derivatives2::value));
    same(at.y, by_y(&Derivatives2::value));
    same(at.xx, by_x(&Derivatives2::x));
    same(at.xy, by_x(&Derivatives2::y));
    same(at.xy, by_y(&Derivatives2::x));
    same(at.yy, by_y(&Derivatives2::y));
}

/// Boost's incomplete gamma, by P(W > w) = Q(k, k e^(Qw)) for Q > 0 and P for Q < 0, k = 1 / Q^2.
double log_gamma_tail_of_boost(double w, double shape) {
    double const k = 1 / (shape * shape);
    double const u = k * std::exp(shape * w);
    return std::log(shape > 0 ? boost::math::gamma_q(k, u) : boost::math::gamma_p(k, u));
}

} // namespace

TEST_CASE("Special functions have the derivatives that differences give them") {
    for (double const x : {-30.0, -3.0, -1.01, -0.99, -0.2, 0.0, 0.3, 0.98, 1.02, 4.0, 20.0}) {
        check_derivatives(log1p_exp, x);
        check_derivatives(expm1_ratio, x);
        check_derivatives(expm1_ratio_2, x);
        check_derivatives(log_normal_tail, x);
    }
    for (double const x : {-40.0, -3.0, -0.71, -0.69, -0.3}) {
        check_derivatives(log1m_exp, x);
    }
    for (double const x : {0.3, 1.0, 7.5, 200.0}) {
        check_derivatives(log_gamma, x);
        check_derivatives([](double y) { return log_rising(y, 5); }, x);
        check_derivatives([](double y) { return log_rising(y, 300); }, x);
    }
    for (double const q : {0.05, 0.075, 0.15, 0.5, 2.0, 20.0}) {
        check_derivatives(stirling_rest, q);
    }
}

TEST_CASE("Special functions have their known values") {
    CHECK(log1p_exp(800).value == 800);
    CHECK(log1p_exp(-800).value == 0);
    CHECK(log1m_exp(-1e-20).value == Approx(std::log(1e-20)));
    CHECK(expm1_ratio(0).value == 1);
    CHECK(expm1_ratio(0).second == Approx(1.0 / 3));
    CHECK(expm1_ratio_2(0).value == 0.5);
    CHECK(log_normal_tail(0).value == Approx(-std::numbers::ln2).epsilon(1e-15));
    CHECK(log_normal_tail(40).value == Approx(-804.608442013754).epsilon(1e-12));
    CHECK(log_rising(2.5, 3).value == Approx(std::log(2.5 * 3.5 * 4.5)).epsilon(1e-14));
    CHECK(log_rising(2.5, 0).value == 0);
    CHECK(stirling_rest(0).value == 0);
    CHECK(stirling_rest(1).value == Approx(1 - std::log(2 * std::numbers::pi) / 2).epsilon(1e-14));
}

TEST_CASE("The generalised gamma's tail is the incomplete gamma function") {
    for (double const shape : {-5.0, -2.0, -1.0, -0.5, -0.1, 0.1, 0.3, 1.0, 2.5, 5.0}) {
        for (double const w : {-8.0, -3.0, -1.0, -1e-3, 0.0, 1e-3, 0.7, 2.0, 3.0}) {
            INFO("w " << w << ", Q " << shape);
            double const expected = log_gamma_tail_of_boost(w, shape);
            if (std::isfinite(expected)) {
                CHECK(log_gamma_tail(w, shape).value ==
                      Approx(expected).epsilon(1e-11).margin(1e-14));
            }
        }
    }
}

TEST_CASE("The generalised gamma is smooth in Q, through the log-normal at 0") {
    for (double const shape : {-3.0, -1.0, -0.2, -1e-3, 0.0, 1e-6, 0.01, 0.28, 0.3, 1.0, 2.0}) {
        for (double const w : {-4.0, -1.0, -0.03, 0.0, 0.02, 0.5, 1.5, 2.5}) {
            check_derivatives(log_gamma_density, w, shape);
            check_derivatives(log_gamma_tail, w, shape);
        }
    }
    for (double const w : {-3.0, 0.0, 4.0}) {
        CHECK(log_gamma_tail(w, 0).value == Approx(log_normal_tail(w).value).epsilon(1e-12));
    }
}

TEST_CASE("The generalised gamma is the Weibull at Q = 1, and mirrored in Q") {
    for (double const w : {-3.0, 0.0, 1.0, 2.0}) {
        CHECK(log_gamma_tail(w, 1).value == Approx(-std::exp(w)).epsilon(1e-12));
        CHECK(log_gamma_density(w, 1).value == Approx(w - std::exp(w)).epsilon(1e-12));
        CHECK(log_gamma_density(-w, -0.4).value ==
              Approx(log_gamma_density(w, 0.4).value).epsilon(1e-14));
    }
}
