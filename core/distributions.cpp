#include "core/distributions.hpp"

#include "core/contract.hpp"
#include "core/elementary.hpp"
#include "core/moderate_exp.hpp"
#include "core/normal_score.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::portable {

namespace {

/// e^(-y^2 / 2) for y >= 0: y is split so that the square of the first part is exact, else y^2
/// would lose what its exponential shows.
double gaussian(double y) noexcept {
    double const coarse = static_cast<double>(static_cast<int>(y * 16.0)) / 16.0;
    double const rest = (y - coarse) * (y + coarse);
    return exp(-0.5 * coarse * coarse) * exp(-0.5 * rest);
}

// Cody's three intervals. Constant term first.

double normal_centre(double z) noexcept {
    constexpr std::array<double, 5> top{18154.981253343561249, 1067.6894854603709582,
                                        161.02823106855587881, 2.2352520354606839287,
                                        0.065682337918207449113};
    constexpr std::array<double, 5> bottom{45507.789335026729956, 10260.932208618978205,
                                           976.09855173777669322, 47.20258190468824187, 1.0};
    double const square = z * z;
    return z * polynomial(top, square) / polynomial(bottom, square);
}

/// (1 - Phi(y)) e^(y^2 / 2) for y in [0.66, 5.66].
double normal_shoulder(double y) noexcept {
    constexpr std::array<double, 9> top{
        9842.7148383839780218, 11602.651437647350124,  6848.1904505362823326,
        2494.5375852903726711, 597.27027639480026226,  93.506656132177855979,
        8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8};
    constexpr std::array<double, 9> bottom{
        19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
        18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
        235.38790178262499861, 22.266688044328115691, 1.0};
    return polynomial(top, y) / polynomial(bottom, y);
}

/// (1 - Phi(y)) e^(y^2 / 2) for y >= 5.66.
double normal_tail(double y) noexcept {
    constexpr std::array<double, 6> top{2.9112874951168792e-5, 0.001421619193227893466,
                                        0.022235277870649807,  0.1274011611602473639,
                                        0.21589853405795699,   0.02307344176494017303};
    constexpr std::array<double, 6> bottom{7.29751555083966205e-5, 0.00378239633202758244,
                                           0.0659881378689285515,  0.468238212480865118,
                                           1.28426009614491121,    1.0};
    constexpr double inverse_root_two_pi = 0.39894228040143267794;
    double const w = 1.0 / (y * y);
    return (inverse_root_two_pi - w * polynomial(top, w) / polynomial(bottom, w)) / y;
}

} // namespace

double normal_cdf(double z) noexcept {
    double const y = z < 0.0 ? -z : z;
    if (y <= 0.66291) {
        return 0.5 + normal_centre(z);
    }
    if (!(y < 38.6)) {
        return y >= 38.6 ? (z < 0.0 ? 0.0 : 1.0) : z;
    }
    double const tail = gaussian(y) * (y <= 5.65685424949238 ? normal_shoulder(y) : normal_tail(y));
    return z < 0.0 ? tail : 1.0 - tail;
}

double normal_quantile(double p) noexcept {
    if (!(p > 0.0 && p < 1.0)) {
        return p == 0.0 ? -infinity : p == 1.0 ? infinity : not_a_number;
    }
    double const q = p - 0.5;
    double const r = 0.180625 - q * q;
    if (r < 0.0) {
        double const score = score_in_tail(std::sqrt(-log(q < 0.0 ? p : 1.0 - p)));
        return q < 0.0 ? -score : score;
    }
    return score_near_centre(q, r);
}

double truncated_normal_quantile(double p, double mean, double sd, double low,
                                 double high) noexcept {
    HOLDFAST_EXPECT(sd > 0.0 && low < high);
    if (low > mean) {
        // In the upper tail Phi is 1 minus something lost to rounding; mirrored, it is that
        // something.
        return -truncated_normal_quantile(1.0 - p, -mean, sd, -high, -low);
    }
    double const below = normal_cdf((low - mean) / sd);
    double const up_to = normal_cdf((high - mean) / sd);
    double const u = below + p * (up_to - below);
    double const x =
        u > 0.0 ? mean + sd * normal_quantile(std::min(u, 1.0)) : (p > 0.0 ? high : low);
    return std::clamp(x, low, high);
}

namespace {

double log_beta_function(double a, double b) noexcept {
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

/// Where quantiles change from x to 1 - x as what is solved for, so that the smaller of both keeps
/// its relative accuracy. Near the mean, where the continued fraction changes sides too.
double split(double a, double b) noexcept {
    return (a + 1.0) / (a + b + 2.0);
}

/// The continued fraction of I_x(a, b) a B(a, b) / (x^a (1 - x)^b); converges fast for x below (a +
/// 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) noexcept {
    constexpr double tiny = 1e-300;
    auto const away_from_zero = [](double v) { return v > -tiny && v < tiny ? tiny : v; };
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double value = d;
    // Some 3 sqrt(max(a, b)) steps are needed at worst.
    for (int step = 1; step <= 100000; ++step) {
        double const m = step;
        double const even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        value *= c * d;
        double const odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        double const factor = c * d;
        value *= factor;
        if (factor > 1.0 - 2e-16 && factor < 1.0 + 3e-16) {
            break;
        }
    }
    return value;
}

/// log I_x(a, b) at x = e^u, and its first two derivatives by u.
struct LogTail {
    double value;
    double slope;
    double bend;
};

LogTail log_tail(double u, double a, double b, double log_beta) noexcept {
    // e^u may round to 1 where the distribution crowds at 1.
    double const x = std::min(exp(u), 1.0 - 0x1p-53);
    double const front = a * u + b * log1p(-x) - log_beta;
    LogTail tail{};
    if (x < split(a, b)) {
        double const fraction = beta_fraction(x, a, b);
        tail.value = front + log(fraction / a);
        tail.slope = a / ((1.0 - x) * fraction);
    } else {
        double const inside = 1.0 - exp(front) * beta_fraction(1.0 - x, b, a) / b;
        tail.value = log(inside);
        tail.slope = exp(front) / ((1.0 - x) * inside);
    }
    tail.bend = tail.slope * (a - (b - 1.0) * x / (1.0 - x) - tail.slope);
    return tail;
}

/// log of the quantile at log_p, from the guess u. log I is increasing and concave in
/// u: a tangent never undershoots it, so from the first step on Newton's method comes from the left
/// and cannot run away. Halley's correction is used near the root.
double solve(double u, double log_p, double a, double b, double log_beta) noexcept {
    for (int step = 0; step < 200; ++step) {
        LogTail const tail = log_tail(u, a, b, log_beta);
        double const newton = (log_p - tail.value) / tail.slope;
        double const halley = 1.0 + 0.5 * newton * tail.bend / tail.slope;
        double const move = halley > 0.5 && halley < 1.5 ? newton / halley : newton;
        u = std::min(u + move, 0.0);
        // Errors are cubed by a step: what is left after one of 1e-5 is below rounding.
        if (move > -1e-5 && move < 1e-5) {
            break;
        }
    }
    return u;
}

/// Where I_x = x^a / (a B(a, b)) would be p; exact as x -> 0.
double leading_term(double log_p, double a, double log_beta) noexcept {
    return std::min((log_p + log(a) + log_beta) / a, -1e-3);
}

/// The probability at the split, kept off 0 and 1, where log odds end.
double split_probability(double a, double b) noexcept {
    return std::clamp(beta_cdf(split(a, b), a, b), 1e-12, 1.0 - 1e-12);
}

double lower_quantile(double p, double a, double b) noexcept {
    double const log_beta = log_beta_function(a, b);
    double const log_p = log(p);
    return p > 0.0 ? exp(solve(leading_term(log_p, a, log_beta), log_p, a, b, log_beta)) : 0.0;
}

} // namespace

double beta_cdf(double x, double alpha, double beta) noexcept {
    HOLDFAST_EXPECT(alpha > 0.0 && beta > 0.0);
    if (!(x > 0.0 && x < 1.0)) {
        return x <= 0.0 ? 0.0 : x >= 1.0 ? 1.0 : x;
    }
    double const front = exp(alpha * log(x) + beta * log1p(-x) - log_beta_function(alpha, beta));
    return x < split(alpha, beta) ? front * beta_fraction(x, alpha, beta) / alpha
                                  : 1.0 - front * beta_fraction(1.0 - x, beta, alpha) / beta;
}

double beta_quantile(double p, double alpha, double beta) noexcept {
    HOLDFAST_EXPECT(alpha > 0.0 && beta > 0.0);
    HOLDFAST_EXPECT(p >= 0.0 && p <= 1.0);
    return p <= split_probability(alpha, beta) ? lower_quantile(p, alpha, beta)
                                               : 1.0 - lower_quantile(1.0 - p, beta, alpha);
}

// A table runs down from the log odds of the split in steps of 1/8 over 32; below, the leading term
// is a good start.
namespace {
constexpr double step = 0.125;
constexpr std::size_t knots = 257;
} // namespace

BetaQuantile::Tail::Tail(double a, double b, double top)
    : alpha(a),
      beta(b),
      log_beta_function(portable::log_beta_function(a, b)),
      top_log_odds(top),
      log_x(knots),
      slope(knots) {
    for (std::size_t k = knots; k-- > 0;) {
        double const log_odds = top - step * static_cast<double>(k);
        double const log_p = -log1p(exp(-log_odds));
        double const guess = k + 1 == knots ? leading_term(log_p, a, log_beta_function)
                                            : std::min(log_x[k + 1] + step * slope[k + 1], -1e-12);
        log_x[k] = solve(guess, log_p, a, b, log_beta_function);
        // d log p / d log odds = 1 - p.
        slope[k] =
            1.0 / (log_tail(log_x[k], a, b, log_beta_function).slope * (1.0 + exp(log_odds)));
    }
}

/// Cubic through the two knots around these log odds and their slopes.
double BetaQuantile::Tail::start(double log_p, double log_q) const noexcept {
    double const at = std::max((top_log_odds - (log_p - log_q)) / step, 0.0);
    if (!(at < static_cast<double>(knots - 1))) {
        return leading_term(log_p, alpha, log_beta_function);
    }
    auto const k = static_cast<std::size_t>(at);
    double const t = at - static_cast<double>(k);
    double const s = 1.0 - t;
    return log_x[k] * s * s * (1.0 + 2.0 * t) + log_x[k + 1] * t * t * (1.0 + 2.0 * s) +
           step * s * t * (slope[k + 1] * t - slope[k] * s);
}

double BetaQuantile::Tail::quantile(double p, double q) const noexcept {
    if (!(p > 0.0)) {
        return 0.0;
    }
    double const log_p = log(p);
    return exp(solve(start(log_p, log(q)), log_p, alpha, beta, log_beta_function));
}

BetaQuantile::BetaQuantile(double alpha, double beta)
    : split_p_(split_probability(alpha, beta)),
      lower_(alpha, beta, log(split_p_) - log1p(-split_p_)),
      upper_(beta, alpha, log1p(-split_p_) - log(split_p_)) {}

double BetaQuantile::operator()(double p) const noexcept {
    HOLDFAST_EXPECT(p >= 0.0 && p <= 1.0);
    return p <= split_p_ ? lower_.quantile(p, 1.0 - p) : 1.0 - upper_.quantile(1.0 - p, p);
}

namespace {

bool is_smooth(double shape) noexcept {
    return shape >= 1.0 && shape <= 1000.0;
}

} // namespace

BetaOfScore::BetaOfScore(double alpha, double beta) : alpha_(alpha), beta_(beta) {
    if (!is_smooth(alpha) || !is_smooth(beta)) {
        others_.emplace(alpha, beta);
        return;
    }
    knots_.resize(knot_count);
    double const split_score = normal_quantile(split_probability(alpha, beta));
    double const log_beta = log_beta_function(alpha, beta);
    fill({alpha, beta, log_beta, split_score}, 1.0);
    fill({beta, alpha, log_beta, -split_score}, -1.0);
}

void BetaOfScore::fill(Side const& side, double sign) {
    constexpr double log_root_two_pi = 0.91893853320467274178;
    auto const& [a, b, log_beta, top] = side;
    double log_x = 0.0;
    double rise = 0.0; // of log x in a step
    for (std::size_t k = 0; k < knot_count; ++k) {
        double const z = score_step * static_cast<double>(k) - outermost_score;
        // Both sides have the knot nearest to the split, so that no gap is left by rounding.
        if (z > top + score_step) {
            break;
        }
        double const log_p = log(normal_cdf(z));
        double const guess =
            k == 0 ? leading_term(log_p, a, log_beta) : std::min(log_x + rise, -1e-12);
        log_x = solve(guess, log_p, a, b, log_beta);
        double const x = exp(log_x);
        double const log_rest = log1p(-x);
        double const slope =
            exp(-0.5 * z * z - log_root_two_pi + log_beta - a * log_x - b * log_rest);
        double const bend = slope * (slope * (b * x - a * (1.0 - x)) - z);
        rise = score_step * (1.0 - x) * slope;
        std::size_t const at = sign > 0.0 ? k : knot_count - 1 - k;
        knots_[at] = {sign * (log_x - log_rest), score_step * slope,
                      sign * score_step * score_step * bend};
    }
}

double BetaOfScore::operator()(double z) const noexcept {
    if (others_) {
        return (*others_)(normal_cdf(z));
    }
    if (!covers(z)) {
        return beta_quantile(normal_cdf(z), alpha_, beta_);
    }
    auto const place = place_of(z);
    return place.quantile(knots_[static_cast<std::size_t>(place.left)],
                          knots_[static_cast<std::size_t>(place.left) + 1]);
}

} // namespace core::portable
