#pragma once

#include <array>
#include <cstddef>

/// The parts of the quantile of the standard normal, relative error below 1e-15. Source: Wichura
/// 1988, AS 241 (PPND16). Each is free of branches, so that loops over it vectorise.
namespace core::portable {

/// sum over k of c[k] x^k.
template <std::size_t n>
[[nodiscard]] constexpr double polynomial(std::array<double, n> const& c, double x) noexcept {
    double sum = 0.0;
    for (std::size_t k = n; k-- > 0;) {
        sum = sum * x + c[k];
    }
    return sum;
}

/// The score at probability 1/2 + q. @param r  0.180625 - q^2, not below 0
[[nodiscard]] constexpr double score_near_centre(double q, double r) noexcept {
    constexpr std::array<double, 8> top{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                        1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                        4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                        3.3430575583588128105e+4, 2.5090809287301226727e+3};
    constexpr std::array<double, 8> bottom{1.0,
                                           4.2313330701600911252e+1,
                                           6.8718700749205790830e+2,
                                           5.3941960214247511077e+3,
                                           2.1213794301586595867e+4,
                                           3.9307895800092710610e+4,
                                           2.8729085735721942674e+4,
                                           5.2264952788528545610e+3};
    return q * polynomial(top, r) / polynomial(bottom, r);
}

/// The size of the score at a tail of probability p <= 0.075. @param r  sqrt(-log(p)), up to 5
[[nodiscard]] constexpr double score_in_near_tail(double r) noexcept {
    constexpr std::array<double, 8> top{1.42343711074968357734e0,  4.63033784615654529590e0,
                                        5.76949722146069140550e0,  3.64784832476320460504e0,
                                        1.27045825245236838258e0,  2.41780725177450611770e-1,
                                        2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr std::array<double, 8> bottom{1.0,
                                           2.05319162663775882187e0,
                                           1.67638483018380384940e0,
                                           6.89767334985100004550e-1,
                                           1.48103976427480074590e-1,
                                           1.51986665636164571966e-2,
                                           5.47593808499534494600e-4,
                                           1.05075007164441684324e-9};
    return polynomial(top, r - 1.6) / polynomial(bottom, r - 1.6);
}

/// @param r  sqrt(-log(p)), above 5: p < 1.4e-11
[[nodiscard]] constexpr double score_in_far_tail(double r) noexcept {
    constexpr std::array<double, 8> top{6.65790464350110377720e0,  5.46378491116411436990e0,
                                        1.78482653991729133580e0,  2.96560571828504891230e-1,
                                        2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                        2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array<double, 8> bottom{1.0,
                                           5.99832206555887937690e-1,
                                           1.36929880922735805310e-1,
                                           1.48753612908506148525e-2,
                                           7.86869131145613259100e-4,
                                           1.84631831751005468180e-5,
                                           1.42151175831644588870e-7,
                                           2.04426310338993978564e-15};
    return polynomial(top, r - 5.0) / polynomial(bottom, r - 5.0);
}

/// @param r  sqrt(-log(p))
[[nodiscard]] constexpr double score_in_tail(double r) noexcept {
    return r <= 5.0 ? score_in_near_tail(r) : score_in_far_tail(r);
}

} // namespace core::portable
