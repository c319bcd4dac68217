#include "sim/show/marginal_words.hpp"

#include "core/distributions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sim {

namespace {

using core::portable::normal_cdf;

double density(double z) {
    return std::isinf(z) ? 0.0 : std::exp(-0.5 * z * z) / std::sqrt(2.0 * 3.14159265358979323846);
}

/// z density(z), which vanishes at infinity.
double z_density(double z) {
    return std::isinf(z) ? 0.0 : z * density(z);
}

/// Source: Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions 1, section 13.10.
Asked moments(agents::Normal const& normal) {
    double const a = (normal.low - normal.mean) / normal.sd;
    double const b = (normal.high - normal.mean) / normal.sd;
    double const inside = normal_cdf(b) - normal_cdf(a);
    double const shift = (density(a) - density(b)) / inside;
    double const narrowing = 1.0 + (z_density(a) - z_density(b)) / inside - shift * shift;
    return {normal.mean + normal.sd * shift,
            normal.sd * std::sqrt(std::max(0.0, narrowing)),
            {},
            false};
}

/// Bounds of the normal under a lognormal, in its standard deviations.
double standard(agents::Lognormal const& lognormal, double x) {
    return x <= 0.0 ? -agents::unbounded
                    : (std::log(x) - std::log(lognormal.median)) / lognormal.sigma;
}

/// E x^n = exp(n mu + n^2 sigma^2 / 2) (Phi(b - n sigma) - Phi(a - n sigma)) / (Phi(b) - Phi(a)).
Asked moments(agents::Lognormal const& lognormal) {
    double const a = standard(lognormal, lognormal.low);
    double const b = standard(lognormal, lognormal.high);
    auto const moment = [&](double n) {
        double const s = lognormal.sigma;
        return std::pow(lognormal.median, n) * std::exp(0.5 * n * n * s * s) *
               (normal_cdf(b - n * s) - normal_cdf(a - n * s)) / (normal_cdf(b) - normal_cdf(a));
    };
    double const mean = moment(1.0);
    return {mean, std::sqrt(std::max(0.0, moment(2.0) - mean * mean)), {}, false};
}

Asked moments(std::vector<double> const& values) {
    auto const n = static_cast<double>(values.size());
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0.0;
    for (double const value : values) {
        squares += (value - mean) * (value - mean);
    }
    return {mean, std::sqrt(squares / n), {}, false};
}

Asked shares_of(agents::FromPeople const& people) {
    if (people.levels.empty()) {
        return moments(people.rows);
    }
    Asked asked;
    asked.shares.assign(people.levels.size(), 0.0);
    for (double const row : people.rows) {
        asked.shares[static_cast<std::size_t>(row)] +=
            1.0 / static_cast<double>(people.rows.size());
    }
    return asked;
}

struct AskedOf {
    Asked operator()(agents::Constant const& c) const { return {c.value, 0.0, {}, false}; }
    Asked operator()(agents::Uniform const& u) const {
        return {0.5 * (u.low + u.high), (u.high - u.low) / std::sqrt(12.0), {}, false};
    }
    Asked operator()(agents::Normal const& normal) const { return moments(normal); }
    Asked operator()(agents::Lognormal const& lognormal) const { return moments(lognormal); }
    Asked operator()(agents::Beta const& b) const {
        double const n = b.alpha + b.beta;
        return {b.alpha / n, std::sqrt(b.alpha * b.beta / (n * n * (n + 1.0))), {}, false};
    }
    Asked operator()(agents::Bernoulli const& b) const {
        double const p = b.probability;
        return {p, std::sqrt(p * (1.0 - p)), {p}, !b.log_odds.empty()};
    }
    Asked operator()(agents::Categorical const& c) const {
        bool const depends = std::any_of(c.log_odds.begin(), c.log_odds.end(),
                                         [](auto const& terms) { return !terms.empty(); });
        return {0.0, 0.0, c.probabilities, depends};
    }
    Asked operator()(agents::Empirical const& e) const { return moments(e.sorted); }
    Asked operator()(agents::FromPeople const& people) const { return shares_of(people); }
};

struct CumulativeAt {
    double x;

    double operator()(agents::Uniform const& u) const {
        return std::clamp((x - u.low) / (u.high - u.low), 0.0, 1.0);
    }
    double operator()(agents::Normal const& normal) const {
        return between((x - normal.mean) / normal.sd, (normal.low - normal.mean) / normal.sd,
                       (normal.high - normal.mean) / normal.sd);
    }
    double operator()(agents::Lognormal const& lognormal) const {
        return between(standard(lognormal, x), standard(lognormal, lognormal.low),
                       standard(lognormal, lognormal.high));
    }
    double operator()(agents::Beta const& b) const {
        return core::portable::beta_cdf(std::clamp(x, 0.0, 1.0), b.alpha, b.beta);
    }
    double operator()(agents::Empirical const& e) const {
        auto const above = std::upper_bound(e.sorted.begin(), e.sorted.end(), x);
        return static_cast<double>(above - e.sorted.begin()) / static_cast<double>(e.sorted.size());
    }
    /// The others have no density to draw.
    template <class Other>
    double operator()(Other const&) const {
        return -1.0;
    }

    static double between(double z, double a, double b) {
        return (normal_cdf(std::clamp(z, a, b)) - normal_cdf(a)) / (normal_cdf(b) - normal_cdf(a));
    }
};

std::string bounds(double low, double high, double lowest) {
    std::string text;
    if (low > lowest) {
        text += fmt::format(", from {:g}", low);
    }
    if (high < agents::unbounded) {
        text += fmt::format("{} to {:g}", text.empty() ? "," : "", high);
    }
    return text;
}

struct InWords {
    std::string operator()(agents::Constant const& c) const {
        return fmt::format("always {:g}", c.value);
    }
    std::string operator()(agents::Uniform const& u) const {
        return fmt::format("uniform, {:g} to {:g}", u.low, u.high);
    }
    std::string operator()(agents::Normal const& n) const {
        return fmt::format("normal, mean {:g}, sd {:g}{}", n.mean, n.sd,
                           bounds(n.low, n.high, -agents::unbounded));
    }
    std::string operator()(agents::Lognormal const& l) const {
        return fmt::format("lognormal, median {:g}, sigma {:g}{}", l.median, l.sigma,
                           bounds(l.low, l.high, 0.0));
    }
    std::string operator()(agents::Beta const& b) const {
        return fmt::format("beta, alpha {:.3g}, beta {:.3g}", b.alpha, b.beta);
    }
    std::string operator()(agents::Bernoulli const& b) const {
        return fmt::format("yes/no, {:g}% yes", 100.0 * b.probability);
    }
    std::string operator()(agents::Categorical const& c) const {
        return fmt::format("one of {} levels", c.levels.size());
    }
    std::string operator()(agents::Empirical const& e) const {
        return fmt::format("column {} of {}", e.column, e.file);
    }
    std::string operator()(agents::FromPeople const& people) const {
        return fmt::format("column {} of the real people", people.column);
    }
};

} // namespace

Asked asked_of(agents::Marginal const& marginal) {
    return std::visit(AskedOf{}, marginal);
}

std::vector<double> asked_in_bins(agents::Marginal const& marginal,
                                  std::vector<double> const& edges) {
    std::vector<double> probabilities;
    double below = 0.0;
    for (std::size_t i = 1; i < edges.size(); ++i) {
        double const here = std::visit(CumulativeAt{edges[i]}, marginal);
        if (here < 0.0) {
            return {};
        }
        double const up_to = i + 1 == edges.size() ? 1.0 : here;
        probabilities.push_back(up_to - below);
        below = up_to;
    }
    return probabilities;
}

std::string in_words(agents::Marginal const& marginal) {
    return std::visit(InWords{}, marginal);
}

} // namespace sim
