#include "analysis/parametric/read_outs.hpp"

#include "analysis/estimate.hpp"
#include "analysis/parametric/families.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace analysis {

namespace {

/// Evaluates f at a person's parameters as active variables; f takes the model's type and those.
template <class F>
ReadOut read(ParametricModel model, Eigen::VectorXd const& p, F const& f) {
    return with_model(model, [&]<class Model>(Model) {
        std::array<double, Model::parameters> values{};
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = p[static_cast<Eigen::Index>(i)];
        }
        auto const result = f(Model{}, active<Model>(values));
        return ReadOut{result.value,
                       Eigen::Map<Eigen::VectorXd const>(
                           result.first.data(), static_cast<Eigen::Index>(Model::parameters))};
    });
}

double log_survival_at(ParametricModel model, Eigen::VectorXd const& p, double t) {
    return log_survival_of(model, p, t).value;
}

/// The whole t >= 1 at which S has come down to the value. Undefined beyond a billion.
double whole_time(ParametricModel model, Eigen::VectorXd const& p, double log_survival) {
    double high = 1;
    while (log_survival_at(model, p, high) > log_survival && high < 1e9) {
        high *= 2;
    }
    double low = std::floor(high / 2);
    while (high - low > 1) {
        double const middle = std::floor((low + high) / 2);
        (log_survival_at(model, p, middle) > log_survival ? low : high) = middle;
    }
    return high < 1e9 ? high : undefined;
}

/// Bisection on log t until neighbours: S falls, whatever its shape.
double root(ParametricModel model, Eigen::VectorXd const& p, double log_survival) {
    double low = -700;
    double high = 700;
    if (log_survival_at(model, p, std::exp(high)) > log_survival) {
        return undefined;
    }
    while (true) {
        double const middle = (low + high) / 2;
        if (middle <= low || middle >= high) {
            return std::exp(middle);
        }
        double const value = log_survival_at(model, p, std::exp(middle));
        // NaN: so far out that S is 0 / 0
        (value > log_survival ? low : high) = middle;
    }
}

ReadOut undefined_read_out(Eigen::VectorXd const& p) {
    return {undefined, Eigen::VectorXd::Constant(p.size(), undefined)};
}

/// Component i of (S, dS/dp) at t; component 0 is S.
double component(ParametricModel model, Eigen::VectorXd const& p, double t, Eigen::Index i) {
    auto const at = log_survival_of(model, p, t);
    double const survival = std::exp(at.value);
    if (!(survival > 0)) {
        return 0;
    }
    return i == 0 ? survival : survival * at.gradient[i - 1];
}

/// The integral of a component from 0 to tau over log t, on which scale all families are smooth;
/// what is left of e^-45 tau does not count.
double area(ParametricModel model, Eigen::VectorXd const& p, double tau, Eigen::Index i) {
    using Rule = boost::math::quadrature::gauss_kronrod<double, 31>;
    constexpr double reach = 45;
    constexpr int pieces = 9;
    double const last = std::log(tau);
    auto const f = [&](double s) { return component(model, p, std::exp(s), i) * std::exp(s); };
    double sum = 0;
    for (int piece = 0; piece < pieces; ++piece) {
        double const high = last - reach * piece / pieces;
        sum += Rule::integrate(f, high - reach / pieces, high, 12, 1e-12);
    }
    return sum;
}

ReadOut area_of_steps(ParametricModel model, Eigen::VectorXd const& p, double tau) {
    ReadOut sum{0, Eigen::VectorXd::Zero(p.size())};
    for (double t = 0; t < tau; ++t) {
        double const width = std::min(1.0, tau - t);
        auto const at = log_survival_of(model, p, t);
        double const survival = std::exp(at.value);
        sum.value += width * survival;
        sum.gradient += width * survival * at.gradient;
    }
    return sum;
}

/// ((1 + x) log(1 + x) - x) / x^2, 1/2 at 0.
Derivatives entropy_ratio(double x) {
    if (std::abs(x) < 0.1) {
        Derivatives sum;
        double sign = 1;
        for (int n = 2; n < 24; ++n, sign = -sign) {
            double const c = sign / (n * (n - 1));
            sum.value += c * std::pow(x, n - 2);
            sum.first += n > 2 ? c * (n - 2) * std::pow(x, n - 3) : 0;
            sum.second += n > 3 ? c * (n - 2) * (n - 3) * std::pow(x, n - 4) : 0;
        }
        return sum;
    }
    double const slope = std::log1p(x);
    double const u = (1 + x) * slope - x;
    double const x2 = x * x;
    return {u / x2, slope / x2 - 2 * u / (x2 * x),
            1 / ((1 + x) * x2) - 4 * slope / (x2 * x) + 6 * u / (x2 * x2)};
}

/// log(pi s / sin(pi s)), 0 < s < 1.
Derivatives log_reflection(double s) {
    double const x = std::numbers::pi * s;
    double const inverse = 1 / std::sin(x);
    return {std::log(x * inverse), 1 / s - std::numbers::pi / std::tan(x),
            std::numbers::pi * std::numbers::pi * inverse * inverse - 1 / (s * s)};
}

// log E T by family: exact, and smooth where the formula of the textbook is 0 / 0.

template <class P>
auto log_mean(families::Exponential, P const& p) {
    return p[0];
}
template <class P>
auto log_mean(families::Weibull, P const& p) {
    auto const shape = exponential(p[1]) + 1.0;
    return p[0] + compose(log_gamma(value_of(shape)), shape);
}
template <class P>
auto log_mean(families::LogNormal, P const& p) {
    return p[0] + exponential(p[1] * 2.0) * 0.5;
}
template <class P>
auto log_mean(families::LogLogistic, P const& p) {
    auto const sigma = exponential(p[1]);
    return value_of(sigma) < 1 ? p[0] + compose(log_reflection(value_of(sigma)), sigma)
                               : p[0] * undefined;
}
template <class P>
auto log_mean(families::GeneralisedGamma, P const& p) {
    auto const sigma = exponential(p[1]);
    auto const x = sigma * p[2];
    if (!(value_of(x) > -1)) {
        return p[0] * undefined;
    }
    auto const q = p[2] * p[2];
    auto const q_of_mean = q * reciprocal(x + 1.0);
    auto const entropy = compose(entropy_ratio(value_of(x)), x);
    return p[0] + sigma * sigma * entropy - logarithm(x + 1.0) * 0.5 +
           compose(stirling_rest(value_of(q_of_mean)), q_of_mean) -
           compose(stirling_rest(value_of(q)), q);
}
template <class P>
auto log_mean(families::BetaGeometric, P const& p) {
    auto const a = exponential(families::BetaGeometric::log_a(p));
    auto const total = exponential(p[1]);
    return value_of(a) > 1 ? logarithm(total - 1.0) - logarithm(a - 1.0) : p[0] * undefined;
}
/// A cured fraction lives for ever; the Gompertz is integrated instead.
template <class Model, class P>
auto log_mean(Model, P const& p) {
    return p[0] * undefined;
}

} // namespace

ReadOut log_survival_of(ParametricModel model, Eigen::VectorXd const& p, double t) {
    return read(model, p, [&]<class M, class P>(M, P const& active_p) {
        return M::log_survival(active_p, moment(t));
    });
}

ReadOut log_hazard_of(ParametricModel model, Eigen::VectorXd const& p, double t) {
    double const alive_at = is_continuous(model.family) ? t : t - 1;
    return read(model, p, [&]<class M, class P>(M, P const& active_p) {
        return M::log_density(active_p, moment(t)) - M::log_survival(active_p, moment(alive_at));
    });
}

ReadOut time_of(ParametricModel model, Eigen::VectorXd const& p, double log_survival) {
    auto result = undefined_read_out(p);
    if (!is_continuous(model.family)) {
        result.value = whole_time(model, p, log_survival);
        return result;
    }
    result.value = root(model, p, log_survival);
    if (!std::isnan(result.value)) {
        // S(t(p), p) stays: dt/dp = (d log S / dp) / hazard
        result.gradient = log_survival_of(model, p, result.value).gradient /
                          std::exp(log_hazard_of(model, p, result.value).value);
    }
    return result;
}

ReadOut restricted_mean_of(ParametricModel model, Eigen::VectorXd const& p, double tau) {
    if (!is_continuous(model.family)) {
        return area_of_steps(model, p, tau);
    }
    ReadOut result{area(model, p, tau, 0), Eigen::VectorXd(p.size())};
    for (Eigen::Index i = 0; i < p.size(); ++i) {
        result.gradient[i] = area(model, p, tau, i + 1);
    }
    return result;
}

ReadOut mean_time_of(ParametricModel model, Eigen::VectorXd const& p) {
    if (model == ParametricModel{Family::gompertz} && p[1] > 0) {
        constexpr double nobody_left = -60;
        return restricted_mean_of(model, p, time_of(model, p, nobody_left).value);
    }
    return read(model, p, []<class M, class P>(M, P const& active_p) {
        return exponential(log_mean(M{}, active_p));
    });
}

} // namespace analysis
