#include "agents/cohort.hpp"
#include "tests/reference/world.hpp"
#include "tests/tolerance.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numbers>

using reference::just;
using tests::share_error;
using tests::z_two_sided;

namespace {

constexpr std::size_t users = 200000;
constexpr double n = users;
using Values = std::vector<float>;
using Probability = std::function<double(double)>;

agents::Trait trait(std::string const& name, agents::Marginal const& marginal) {
    return {name, "", "", "", marginal};
}

agents::Population draw(agents::Cohort const& cohort) {
    agents::Synthesis const synthesis(cohort, 31415);
    agents::Population population = synthesis.blank(users);
    synthesis.fill(population, 0, users);
    return population;
}

double phi(double z) {
    return boost::math::cdf(boost::math::normal(), z);
}

/// Kolmogorov's distance between the values and a continuous distribution, in units of 1 / sqrt(n).
double kolmogorov(Values values, Probability const& cdf) {
    std::sort(values.begin(), values.end());
    double distance = 0.0;
    for (std::size_t i = 0; i < users; ++i) {
        double const p = cdf(static_cast<double>(values[i]));
        double const rank = static_cast<double>(i);
        distance = std::max({distance, p - rank / n, (rank + 1.0) / n - p});
    }
    return distance * std::sqrt(n);
}

/// P(K > 2.693) = 2 exp(-2 x 2.693^2) = 1e-6. Source: Kolmogorov 1933, first term.
constexpr double kolmogorov_limit = 2.693;

Probability truncated_normal(double mean, double sd, double low, double high) {
    double const below = phi((low - mean) / sd);
    double const within = phi((high - mean) / sd) - below;
    return [=](double x) { return (phi((x - mean) / sd) - below) / within; };
}

double share_of(Values const& values, float code) {
    return static_cast<double>(std::count(values.begin(), values.end(), code)) / n;
}

/// Share of a code among the users whose other trait has this value.
void check_share_among(Values const& values, float code, Values const& other, float among,
                       double expected) {
    double all = 0.0;
    double with = 0.0;
    for (std::size_t i = 0; i < users; ++i) {
        all += other[i] == among ? 1.0 : 0.0;
        with += other[i] == among && values[i] == code ? 1.0 : 0.0;
    }
    CHECK(std::abs(with / all - expected) <= z_two_sided * share_error(expected, all));
}

/// Correlation of normal scores of two continuous traits.
double score_correlation(Values const& a, Probability const& cdf_a, Values const& b,
                         Probability const& cdf_b) {
    boost::math::normal const standard;
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;
    for (std::size_t i = 0; i < users; ++i) {
        double const x = boost::math::quantile(standard, cdf_a(static_cast<double>(a[i])));
        double const y = boost::math::quantile(standard, cdf_b(static_cast<double>(b[i])));
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    return ab / std::sqrt(aa * bb);
}

/// Fisher's transformation makes the correlation normal with variance 1/n.
void check_correlation(double observed, double expected) {
    CHECK(std::abs(std::atanh(observed) - std::atanh(expected)) <= z_two_sided / std::sqrt(n));
}

} // namespace

TEST_CASE("continuous marginals are realised as asked, also when they are correlated") {
    agents::Cohort cohort;
    cohort.traits = {
        trait("uniform", agents::Uniform{-1.0, 4.0}),
        trait("normal", agents::Normal{40.0, 15.0, 18.0, 90.0}),
        trait("lognormal", agents::Lognormal{20.0, 0.8, 5.0, 100.0}),
        trait("beta", agents::Beta{2.0, 5.0}),
    };
    cohort.correlations = {{0, 1, 0.6}, {1, 2, -0.5}, {2, 3, 0.3}};
    Probability const uniform = [](double x) { return (x + 1.0) / 5.0; };
    Probability const normal = truncated_normal(40.0, 15.0, 18.0, 90.0);
    Probability const log_part =
        truncated_normal(std::log(20.0), 0.8, std::log(5.0), std::log(100.0));
    Probability const lognormal = [&](double x) { return log_part(std::log(x)); };
    Probability const beta = [](double x) {
        return boost::math::cdf(boost::math::beta_distribution<>(2.0, 5.0), x);
    };
    auto const people = draw(cohort);
    auto const& t = people.traits;
    CHECK(kolmogorov(t[0].values, uniform) <= kolmogorov_limit);
    CHECK(kolmogorov(t[1].values, normal) <= kolmogorov_limit);
    CHECK(kolmogorov(t[2].values, lognormal) <= kolmogorov_limit);
    CHECK(kolmogorov(t[3].values, beta) <= kolmogorov_limit);

    check_correlation(score_correlation(t[0].values, uniform, t[1].values, normal), 0.6);
    check_correlation(score_correlation(t[1].values, normal, t[2].values, lognormal), -0.5);
    check_correlation(score_correlation(t[2].values, lognormal, t[3].values, beta), 0.3);
    check_correlation(score_correlation(t[0].values, uniform, t[3].values, beta), 0.0);
}

TEST_CASE("levels are realised with the probabilities asked for") {
    agents::Cohort cohort;
    cohort.traits = {
        trait("yes", agents::Bernoulli{0.07, {}}),
        trait("level", agents::Categorical{{"a", "b", "c"}, {0.2, 0.5, 0.3}, {}}),
        trait("rank", agents::Empirical{{1.0, 2.0, 2.0, 5.0}, "x.csv", "c"}),
    };
    cohort.correlations = {{0, 1, 0.5}, {1, 2, -0.5}};
    auto const people = draw(cohort);
    auto const check = [&](std::size_t j, float code, double expected) {
        double const share = share_of(people.traits[j].values, code);
        INFO(people.traits[j].name << " " << code << ": " << share << " against " << expected);
        CHECK(std::abs(share - expected) <= z_two_sided * share_error(expected, n));
    };
    check(0, 1.0F, 0.07);
    check(1, 0.0F, 0.2);
    check(1, 1.0F, 0.5);
    check(1, 2.0F, 0.3);
    check(2, 1.0F, 0.25);
    check(2, 2.0F, 0.5);
    check(2, 5.0F, 0.25);
}

TEST_CASE("two correlated halves fall on the same side as often as a Gaussian copula says") {
    agents::Cohort cohort;
    cohort.traits = {trait("a", agents::Bernoulli{0.5, {}}), trait("b", agents::Bernoulli{0.5, {}}),
                     trait("c", agents::Bernoulli{0.5, {}})};
    cohort.correlations = {{0, 1, 0.6}, {0, 2, -0.3}};
    auto const people = draw(cohort);
    // P(both) = 1/4 + asin(r) / (2 pi), so P(b | a) is twice that. Source: Sheppard 1899.
    auto const given = [](double r) { return 0.5 + std::asin(r) / std::numbers::pi; };
    auto const& a = people.traits[0].values;
    check_share_among(people.traits[1].values, 1.0F, a, 1.0F, given(0.6));
    check_share_among(people.traits[2].values, 1.0F, a, 1.0F, given(-0.3));
    check_share_among(people.traits[2].values, 1.0F, people.traits[1].values, 1.0F, given(0.0));
}

TEST_CASE("log odds shift the odds of a level by as much as asked") {
    agents::Cohort cohort;
    cohort.traits = {
        trait("alone", agents::Bernoulli{0.4, {}}),
        trait("waits", agents::Bernoulli{0.3, {{"alone", just(0.9), 0.0}}}),
        trait("style", agents::Categorical{{"x", "y", "z"},
                                           {0.5, 0.25, 0.25},
                                           {{}, {{"alone", just(std::log(2.0)), 0.0}}, {}}}),
    };
    auto const people = draw(cohort);
    auto const& alone = people.traits[0].values;
    double const odds = 0.3 / 0.7 * std::exp(0.9);
    check_share_among(people.traits[1].values, 1.0F, alone, 0.0F, 0.3);
    check_share_among(people.traits[1].values, 1.0F, alone, 1.0F, odds / (1.0 + odds));
    // Doubled, y has weight 1/2 of 5/4.
    check_share_among(people.traits[2].values, 1.0F, alone, 1.0F, 0.4);
    check_share_among(people.traits[2].values, 0.0F, alone, 1.0F, 0.4);
    check_share_among(people.traits[2].values, 2.0F, alone, 1.0F, 0.2);
    check_share_among(people.traits[2].values, 1.0F, alone, 0.0F, 0.25);
}

TEST_CASE("rows of real people are drawn evenly with replacement") {
    agents::Cohort cohort;
    cohort.people_rows = 3;
    cohort.people_order = agents::PeopleOrder::with_replacement;
    cohort.traits = {trait("row", agents::FromPeople{{10.0, 20.0, 30.0}, {}, "row"})};
    auto const people = draw(cohort);
    for (float const value : {10.0F, 20.0F, 30.0F}) {
        double const share = share_of(people.traits[0].values, value);
        CHECK(std::abs(share - 1.0 / 3.0) <= z_two_sided * share_error(1.0 / 3.0, n));
    }
}
