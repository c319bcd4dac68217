#include "core/distributions.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>

namespace portable = core::portable;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double relative_error(double value, long double truth) {
    return static_cast<double>(std::fabs((static_cast<long double>(value) - truth) / truth));
}

/// The largest relative error over n equally spaced points of [low, high].
double worst_error(std::function<double(double)> const& f,
                   std::function<long double(long double)> const& truth, double low, double high,
                   int n = 200000) {
    double worst = 0.0;
    for (int k = 0; k <= n; ++k) {
        double const x = low + (high - low) * k / n;
        worst = std::max(worst, relative_error(f(x), truth(x)));
    }
    return worst;
}

long double normal_cdf_truth(long double z) {
    return 0.5L * std::erfc(-z / std::sqrt(2.0L));
}

struct Shapes {
    double alpha;
    double beta;
};

constexpr Shapes shapes[] = {{0.05, 0.05}, {0.05, 3.0}, {0.3, 0.7},    {0.5, 0.5},    {1.0, 1.0},
                             {1.0, 4.0},   {2.0, 5.0},  {6.5, 1.2},    {0.2, 40.0},   {40.0, 0.2},
                             {30.0, 30.0}, {1e3, 2.0},  {1e3, 1000.0}, {250.0, 700.0}};

} // namespace

TEST_CASE("exp is within one unit in the last place of the C library") {
    auto const truth = [](long double x) { return std::exp(x); };
    CHECK(worst_error(portable::exp, truth, -708.0, 709.7) < 2.3e-16);
    CHECK(worst_error(portable::exp, truth, -1.0, 1.0) < 2.3e-16);
}

TEST_CASE("exp keeps its limits") {
    CHECK(portable::exp(0.0) == 1.0);
    CHECK(portable::exp(-infinity) == 0.0);
    CHECK(portable::exp(-1e9) == 0.0);
    CHECK(portable::exp(infinity) == infinity);
    CHECK(portable::exp(1e9) == infinity);
    CHECK(portable::exp(-740.0) == Approx(std::exp(-740.0)));
    CHECK(std::isnan(portable::exp(std::nan(""))));
}

TEST_CASE("log is within one unit in the last place of the C library") {
    auto const truth = [](long double x) { return std::log(x); };
    CHECK(worst_error(portable::log, truth, 1e-3, 0.999) < 2.3e-16);
    CHECK(worst_error(portable::log, truth, 0.9991, 0.99999) < 2.3e-16);
    CHECK(worst_error(portable::log, truth, 1.00001, 3.0) < 2.3e-16);
    CHECK(worst_error(portable::log, truth, 1e-300, 1e300) < 2.3e-16);
}

TEST_CASE("log keeps its limits") {
    CHECK(portable::log(1.0) == 0.0);
    CHECK(portable::log(0.0) == -infinity);
    CHECK(portable::log(infinity) == infinity);
    CHECK(portable::log(5e-324) == Approx(std::log(5e-324)));
    CHECK(std::isnan(portable::log(-1.0)));
    CHECK(std::isnan(portable::log(std::nan(""))));
}

TEST_CASE("log1p is as accurate near 0 as far from it") {
    auto const truth = [](long double x) { return std::log1p(x); };
    CHECK(worst_error(portable::log1p, truth, 1e-12, 1e-9) < 5e-16);
    CHECK(worst_error(portable::log1p, truth, -0.999, -1e-4) < 5e-16);
    CHECK(worst_error(portable::log1p, truth, 1e-4, 50.0) < 5e-16);
    CHECK(portable::log1p(-1.0) == -infinity);
    CHECK(portable::log1p(0.0) == 0.0);
    CHECK(portable::log1p(infinity) == infinity);
}

TEST_CASE("log_gamma follows Boost.Math from small to large arguments") {
    auto const error = [](double x) {
        long double const truth = boost::math::lgamma(static_cast<long double>(x));
        return static_cast<double>(std::fabs(portable::log_gamma(x) - truth) /
                                   (1.0L + std::fabs(truth)));
    };
    double worst = 0.0;
    for (double x = 1e-6; x < 1e6; x *= 1.001) {
        worst = std::max(worst, error(x));
    }
    CHECK(worst < 1e-14);
    CHECK(portable::log_gamma(5.0) == Approx(std::log(24.0)).epsilon(1e-15));
    CHECK(portable::log_gamma(0.0) == infinity);
    CHECK(std::isnan(portable::log_gamma(-1.0)));
}

TEST_CASE("normal_cdf keeps its relative accuracy into the tail") {
    CHECK(worst_error(portable::normal_cdf, normal_cdf_truth, -37.0, -5.0) < 1e-15);
    CHECK(worst_error(portable::normal_cdf, normal_cdf_truth, -5.0, 9.0) < 1e-15);
    CHECK(portable::normal_cdf(0.0) == 0.5);
    CHECK(portable::normal_cdf(-infinity) == 0.0);
    CHECK(portable::normal_cdf(infinity) == 1.0);
    CHECK(std::isnan(portable::normal_cdf(std::nan(""))));
}

TEST_CASE("normal_quantile undoes the normal distribution function") {
    // Newton's step in long double tells how far z is from the true quantile.
    auto const error = [](double p) {
        auto const z = static_cast<long double>(portable::normal_quantile(p));
        long double const density = std::exp(-0.5L * z * z) / std::sqrt(2.0L * std::acos(-1.0L));
        long double const off = (normal_cdf_truth(z) - p) / density;
        return static_cast<double>(std::fabs(off) / (0.1L + std::fabs(z)));
    };
    double worst = 0.0;
    for (double p = 1e-300; p < 0.5; p *= 1.01) {
        worst = std::max(worst, error(p));
    }
    for (double p = 0.001; p < 1.0; p += 0.0001) {
        worst = std::max(worst, error(p));
    }
    CHECK(worst < 1e-15);
}

TEST_CASE("normal_quantile keeps its limits and its symmetry") {
    CHECK(portable::normal_quantile(0.5) == 0.0);
    CHECK(portable::normal_quantile(0.0) == -infinity);
    CHECK(portable::normal_quantile(1.0) == infinity);
    CHECK(std::isnan(portable::normal_quantile(1.5)));
    CHECK(portable::normal_quantile(0.25) == -portable::normal_quantile(0.75));
    CHECK(portable::normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
}

TEST_CASE("a truncated normal's quantile splits the mass between the bounds") {
    double const low = -0.5;
    double const high = 2.0;
    for (double const p : {0.01, 0.3, 0.5, 0.9}) {
        double const x = portable::truncated_normal_quantile(p, 0.4, 0.7, low, high);
        auto const cdf = [](double v) { return normal_cdf_truth((v - 0.4L) / 0.7L); };
        long double const share = (cdf(x) - cdf(low)) / (cdf(high) - cdf(low));
        CHECK(relative_error(p, share) < 1e-14);
    }
}

TEST_CASE("a truncated normal's quantile stays inside its bounds, even far from the mean") {
    CHECK(portable::truncated_normal_quantile(0.0, 0.0, 1.0, -1.0, 1.0) == -1.0);
    CHECK(portable::truncated_normal_quantile(1.0, 0.0, 1.0, -1.0, 1.0) == 1.0);
    CHECK(portable::truncated_normal_quantile(0.5, 3.0, 2.0, -infinity, infinity) == 3.0);
    // The median of N(0, 1) above 20 is that of its hazard there: about 20 + log(2) / 20.05.
    CHECK(portable::truncated_normal_quantile(0.5, 0.0, 1.0, 20.0, infinity) ==
          Approx(20.0345).margin(2e-4));
    CHECK(portable::truncated_normal_quantile(0.5, 0.0, 1.0, -infinity, -20.0) ==
          Approx(-20.0345).margin(2e-4));
    for (double const p : {0.0, 0.5, 1.0}) {
        double const x = portable::truncated_normal_quantile(p, 0.0, 1.0, 50.0, 60.0);
        CHECK((x >= 50.0 && x <= 60.0));
    }
}

TEST_CASE("beta_cdf follows Boost.Math over shapes from U to needle") {
    double worst = 0.0;
    for (auto const& [alpha, beta] : shapes) {
        boost::math::beta_distribution<long double> const truth(alpha, beta);
        for (int k = 1; k < 400; ++k) {
            double const x = k / 400.0;
            long double const expected = boost::math::cdf(truth, static_cast<long double>(x));
            if (expected > 1e-200L) {
                worst =
                    std::max(worst, relative_error(portable::beta_cdf(x, alpha, beta), expected));
            }
        }
    }
    CHECK(worst < 5e-12);
}

TEST_CASE("beta_cdf has its closed forms and its limits") {
    CHECK(portable::beta_cdf(0.3, 1.0, 1.0) == Approx(0.3).epsilon(1e-14));
    CHECK(portable::beta_cdf(0.3, 2.0, 1.0) == Approx(0.09).epsilon(1e-14));
    CHECK(portable::beta_cdf(0.3, 1.0, 3.0) == Approx(1.0 - 0.343).epsilon(1e-14));
    CHECK(portable::beta_cdf(0.0, 2.0, 3.0) == 0.0);
    CHECK(portable::beta_cdf(1.0, 2.0, 3.0) == 1.0);
}

TEST_CASE("beta_quantile follows Boost.Math over shapes from U to needle") {
    for (auto const& [alpha, beta] : shapes) {
        boost::math::beta_distribution<long double> const truth(alpha, beta);
        for (double const p : {1e-12, 1e-5, 0.01, 0.2, 0.5, 0.51, 0.9, 0.999, 1.0 - 1e-9}) {
            long double const expected = boost::math::quantile(truth, static_cast<long double>(p));
            double const x = portable::beta_quantile(p, alpha, beta);
            if (expected > 1e-290L) {
                INFO("Beta(" << alpha << ", " << beta << ") at " << p);
                CHECK(relative_error(x, expected) < 1e-12);
            }
        }
    }
}

TEST_CASE("beta_quantile has its closed forms and its limits") {
    CHECK(portable::beta_quantile(0.3, 1.0, 1.0) == Approx(0.3).epsilon(1e-14));
    CHECK(portable::beta_quantile(0.49, 2.0, 1.0) == Approx(0.7).epsilon(1e-14));
    CHECK(portable::beta_quantile(0.875, 1.0, 3.0) == Approx(0.5).epsilon(1e-14));
    CHECK(portable::beta_quantile(0.0, 2.0, 3.0) == 0.0);
    CHECK(portable::beta_quantile(1.0, 2.0, 3.0) == 1.0);
}

TEST_CASE("A prepared beta quantile agrees with the plain one") {
    for (auto const& [alpha, beta] : shapes) {
        portable::BetaQuantile const prepared(alpha, beta);
        CHECK(prepared(0.0) == 0.0);
        CHECK(prepared(1.0) == 1.0);
        double worst = 0.0;
        for (int k = 1; k < 2000; ++k) {
            double const p = k < 1000 ? std::exp(-0.05 * k) : (k - 999) / 1001.0;
            double const plain = portable::beta_quantile(p, alpha, beta);
            if (plain > 1e-290) {
                worst = std::max(worst, relative_error(prepared(p), plain));
            }
        }
        INFO("Beta(" << alpha << ", " << beta << ")");
        CHECK(worst < 1e-12);
    }
}

TEST_CASE("A prepared beta quantile rises with p") {
    for (auto const& [alpha, beta] : shapes) {
        portable::BetaQuantile const quantile(alpha, beta);
        double before = 0.0;
        for (int k = 0; k <= 5000; ++k) {
            double const x = quantile(k / 5000.0);
            INFO("Beta(" << alpha << ", " << beta << ") at " << k);
            REQUIRE(x >= before);
            before = x;
        }
        CHECK(before == 1.0);
    }
}

TEST_CASE("A beta quantile by normal score agrees with the plain one") {
    std::vector<Shapes> of_scores;
    for (double const alpha : {1.0, 1.3, 2.5, 10.0, 100.0}) {
        for (double const beta : {1.0, 1.1, 3.0, 20.0, 100.0}) {
            of_scores.push_back({alpha, beta});
        }
    }
    for (auto const& [alpha, beta] : of_scores) {
        portable::BetaOfScore const quantile(alpha, beta);
        double worst = 0.0;
        // Further up, Phi(z) has lost what its tail is; that side is the other's with shapes
        // swapped.
        for (double z = -9.0; z <= 3.0; z += 0.0173) {
            double const plain = portable::beta_quantile(portable::normal_cdf(z), alpha, beta);
            worst = std::max(worst, relative_error(quantile(z), plain));
        }
        INFO("Beta(" << alpha << ", " << beta << ") off by " << worst * 1e12 << "e-12");
        CHECK(worst < 1e-12);
    }
}

TEST_CASE("Beta quantiles of extreme shapes stay within 0 .. 1 and rise") {
    for (auto const& [alpha, beta] :
         {Shapes{1e-6, 1e-6}, {1e-4, 1e5}, {1e5, 1e-4}, {1e6, 1e6}, {1e-3, 1.0}}) {
        portable::BetaQuantile const quantile(alpha, beta);
        double before = 0.0;
        for (double const p : {0.0, 1e-300, 1e-10, 0.1, 0.5, 0.9, 1.0 - 1e-10, 1.0}) {
            double const x = quantile(p);
            INFO("Beta(" << alpha << ", " << beta << ") at " << p);
            CHECK((x >= before && x <= 1.0));
            before = x;
        }
    }
}
