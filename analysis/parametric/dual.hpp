#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace analysis {

/// A number with its first and second derivatives by N parameters: forward-mode automatic
/// differentiation, exact to rounding. What is written once as a template over the scalar type
/// gives value, gradient and Hessian.
template <std::size_t N>
struct Dual {
    static constexpr std::size_t pairs = N * (N + 1) / 2;

    double value = 0;
    std::array<double, N> first{};      ///< d / dp_i
    std::array<double, pairs> second{}; ///< d^2 / dp_i dp_j for i >= j, at i (i + 1) / 2 + j

    Dual() = default;
    /// A constant.
    Dual(double constant) : value(constant) {} // NOLINT(google-explicit-constructor)
    /// The parameter itself, number `index`.
    static Dual parameter(double at, std::size_t index) {
        Dual result(at);
        result.first[index] = 1;
        return result;
    }
};

/// Value and derivatives of a function of one argument.
struct Derivatives {
    double value = 0;
    double first = 0;
    double second = 0;
};

/// Value and derivatives of a function of two arguments.
struct Derivatives2 {
    double value = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
};

/// f(x) by the chain rule. @param f  at x's value
inline double compose(Derivatives const& f, double /*x*/) {
    return f.value;
}
template <std::size_t N>
Dual<N> compose(Derivatives const& f, Dual<N> const& x) {
    Dual<N> result(f.value);
    std::size_t pair = 0;
    for (std::size_t i = 0; i < N; ++i) {
        result.first[i] = f.first * x.first[i];
        for (std::size_t j = 0; j <= i; ++j, ++pair) {
            result.second[pair] = f.first * x.second[pair] + f.second * x.first[i] * x.first[j];
        }
    }
    return result;
}

/// f(x, y) by the chain rule. @param f  at the values of x and y
inline double compose(Derivatives2 const& f, double /*x*/, double /*y*/) {
    return f.value;
}
template <std::size_t N>
Dual<N> compose(Derivatives2 const& f, Dual<N> const& x, Dual<N> const& y) {
    Dual<N> result(f.value);
    std::size_t pair = 0;
    for (std::size_t i = 0; i < N; ++i) {
        result.first[i] = f.x * x.first[i] + f.y * y.first[i];
        for (std::size_t j = 0; j <= i; ++j, ++pair) {
            result.second[pair] = f.x * x.second[pair] + f.y * y.second[pair] +
                                  f.xx * x.first[i] * x.first[j] + f.yy * y.first[i] * y.first[j] +
                                  f.xy * (x.first[i] * y.first[j] + y.first[i] * x.first[j]);
        }
    }
    return result;
}

inline double value_of(double x) {
    return x;
}
template <std::size_t N>
double value_of(Dual<N> const& x) {
    return x.value;
}

template <std::size_t N>
Dual<N> operator+(Dual<N> x, Dual<N> const& y) {
    x.value += y.value;
    for (std::size_t i = 0; i < N; ++i) {
        x.first[i] += y.first[i];
    }
    for (std::size_t i = 0; i < Dual<N>::pairs; ++i) {
        x.second[i] += y.second[i];
    }
    return x;
}
template <std::size_t N>
Dual<N> operator*(Dual<N> x, double factor) {
    x.value *= factor;
    for (auto& slope : x.first) {
        slope *= factor;
    }
    for (auto& curvature : x.second) {
        curvature *= factor;
    }
    return x;
}
template <std::size_t N>
Dual<N> operator*(Dual<N> const& x, Dual<N> const& y) {
    return compose(Derivatives2{x.value * y.value, y.value, x.value, 0, 1, 0}, x, y);
}
template <std::size_t N>
Dual<N> operator+(Dual<N> x, double y) {
    x.value += y;
    return x;
}
template <std::size_t N>
Dual<N> operator+(double x, Dual<N> const& y) {
    return y + x;
}
template <std::size_t N>
Dual<N> operator-(Dual<N> const& x) {
    return x * -1.0;
}
template <std::size_t N>
Dual<N> operator-(Dual<N> const& x, Dual<N> const& y) {
    return x + -y;
}
template <std::size_t N>
Dual<N> operator-(Dual<N> const& x, double y) {
    return x + -y;
}
template <std::size_t N>
Dual<N> operator-(double x, Dual<N> const& y) {
    return -y + x;
}
template <std::size_t N>
Dual<N> operator*(double factor, Dual<N> const& x) {
    return x * factor;
}

template <class T>
T exponential(T const& x) {
    double const value = std::exp(value_of(x));
    return compose(Derivatives{value, value, value}, x);
}
/// log x, x > 0
template <class T>
T logarithm(T const& x) {
    double const at = value_of(x);
    return compose(Derivatives{std::log(at), 1 / at, -1 / (at * at)}, x);
}
template <class T>
T reciprocal(T const& x) {
    double const inverse = 1 / value_of(x);
    return compose(Derivatives{inverse, -inverse * inverse, 2 * inverse * inverse * inverse}, x);
}

} // namespace analysis
