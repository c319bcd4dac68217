#pragma once

#include "core/elementary.hpp"
#include "core/moderate_exp.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// Distribution and quantile functions that give the same bits on every CPU; see
/// core/elementary.hpp. Accuracies are those that tests/core/distributions_tests.cpp measures
/// against the C library in long double and Boost.Math.
namespace core::portable {

/// Phi(z) of the standard normal, relative error below 1e-15 down to z = -37; 0 below -38.6.
/// Source: Cody 1969, Math. Comp. 23, 631-637; coefficients of ANORM in Cody 1993, ACM TOMS 19
/// (algorithm 715).
[[nodiscard]] double normal_cdf(double z) noexcept;

/// z with Phi(z) = p, relative error below 1e-15 away from p = 1/2 (absolute 1e-16 there);
/// -infinity at 0, infinity at 1, NaN outside [0,1]. Source: Wichura 1988, Applied Statistics 37,
/// 477-484 (AS 241, PPND16).
[[nodiscard]] double normal_quantile(double p) noexcept;

/// Quantile at p in [0,1] of a N(mean, sd^2) truncated to [low, high], which may be infinite; sd >
/// 0, low < high. Always inside [low, high]. Where both bounds lie on one side, the tail there is
/// used, so that it is accurate 38 sd from the mean; beyond, the bound nearer to the mean.
[[nodiscard]] double truncated_normal_quantile(double p, double mean, double sd, double low,
                                               double high) noexcept;

/// I_x(alpha, beta), the Beta(alpha, beta) distribution function at x; alpha, beta > 0. Relative
/// error below 5e-12 for shapes in [0.05, 1000]. Source: continued fraction, Abramowitz &
/// Stegun 26.5.8, by Lentz's method.
[[nodiscard]] double beta_cdf(double x, double alpha, double beta) noexcept;

/// x with beta_cdf(x, alpha, beta) = p, for p in [0,1]. Relative error below 1e-12 for shapes in
/// [0.05, 1000]. For many p of one distribution see BetaQuantile. Source: Newton's method for log I
/// as a function of log x, which is concave, so that it converges from anywhere.
[[nodiscard]] double beta_quantile(double p, double alpha, double beta) noexcept;

/// The quantile function of one Beta(alpha, beta), prepared: as accurate as beta_quantile, 0.3
/// to 0.9 us a call.
class BetaQuantile {
public:
    /// @param alpha, beta  > 0
    BetaQuantile(double alpha, double beta);

    /// @param p  [0,1]
    [[nodiscard]] double operator()(double p) const noexcept;

private:
    /// One side: log x against the log odds of p, at equal steps, and the slope there.
    struct Tail {
        double alpha;
        double beta;
        double log_beta_function;
        double top_log_odds;
        std::vector<double> log_x;
        std::vector<double> slope;

        Tail(double a, double b, double top);
        [[nodiscard]] double start(double log_p, double log_q) const noexcept;
        [[nodiscard]] double quantile(double p, double q) const noexcept;
    };

    double split_p_; ///< up to here lower_ is used
    Tail lower_;
    Tail upper_; ///< of 1 - x, which is Beta(beta, alpha)
};

/// The quantile of one Beta(alpha, beta) at Phi(z), as a function of the normal score z: as
/// accurate as BetaQuantile, and for shapes in [1, 1000] some 20 ns a call. The log odds of x are
/// all but straight in z, so that polynomials of degree 5 through steps of 1/16 are exact to
/// rounding.
class BetaOfScore {
public:
    /// @param alpha, beta  > 0
    BetaOfScore(double alpha, double beta);

    [[nodiscard]] double operator()(double z) const noexcept;

    /// Log odds of x at a score, and its first two derivatives by the score, in units of a step.
    struct Knot {
        double value;
        double slope;
        double bend;
    };
    /// Where a score stands among the knots: between knots()[left] and the next, `t` of a step
    /// away. The pieces of operator(), for loops over many scores.
    struct Place {
        std::int32_t left;
        double t;
        [[nodiscard]] double quantile(Knot const& before, Knot const& after) const noexcept;
    };
    /// Whether a score has a place.
    [[nodiscard]] bool covers(double z) const noexcept {
        return !knots_.empty() && z >= -outermost_score && z < outermost_score;
    }
    [[nodiscard]] static Place place_of(double z) noexcept {
        double const at = (z + outermost_score) / score_step;
        auto const left = static_cast<std::int32_t>(at);
        return {left, at - static_cast<double>(left)};
    }
    [[nodiscard]] Knot const* knots() const noexcept { return knots_.data(); }

private:
    static constexpr double score_step = 0.0625;
    static constexpr double outermost_score = 8.0;
    static constexpr std::size_t knot_count = 257;

    struct Side {
        double alpha;
        double beta;
        double log_beta_function;
        double top; ///< scores up to here
    };
    /// Fills the knots below side.top, from the outermost inwards; for the upper side the mirrored
    /// ones.
    void fill(Side const& side, double sign);

    double alpha_;
    double beta_;
    std::vector<Knot> knots_;            ///< empty: of other shapes
    std::optional<BetaQuantile> others_; ///< for other shapes
};

inline double BetaOfScore::Place::quantile(Knot const& before, Knot const& after) const noexcept {
    // Taylor's polynomial on the left, and what is missing on the after.
    double const rise = after.value - before.value - before.slope - 0.5 * before.bend;
    double const turn = after.slope - before.slope - before.bend;
    double const bow = after.bend - before.bend;
    double const cubic = 10.0 * rise - 4.0 * turn + 0.5 * bow;
    double const quartic = -15.0 * rise + 7.0 * turn - bow;
    double const quintic = 6.0 * rise - 3.0 * turn + 0.5 * bow;
    double const log_odds =
        before.value +
        t * (before.slope + t * (0.5 * before.bend + t * (cubic + t * (quartic + t * quintic))));
    return 1.0 / (1.0 + moderate_exp(-log_odds));
}

} // namespace core::portable
