#include "analysis/contrasts/discordant_pairs.hpp"
#include "analysis/contrasts/fixed_time_test.hpp"
#include "analysis/contrasts/influence.hpp"
#include "analysis/contrasts/paired_difference.hpp"
#include "analysis/contrasts/restricted_mean_contrast.hpp"
#include "analysis/contrasts/rows.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "tests/analysis/naive.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace analysis;

namespace {

/// Central difference of an estimate by the weight of a row.
template <typename Estimator>
double derivative(EventTable table, std::size_t row, Estimator const& estimator) {
    constexpr double step = 1e-5;
    table.weight.assign(table.size(), 1);
    table.weight[row] = 1 + step;
    double const more = estimator(table);
    table.weight[row] = 1 - step;
    return (more - estimator(table)) / (2 * step);
}

EventTable late_entry(std::uint64_t seed) {
    tests::Luck luck(seed);
    auto table = tests::random_table(luck, 40, 1);
    for (std::size_t i = 0; i < table.size(); ++i) {
        table.entry.push_back(i < 20 ? 0 : std::floor(luck.uniform() * table.time[i] * 0.99));
    }
    return table;
}

} // namespace

TEST_CASE("An influence is the derivative of the estimate by the weight of a row") {
    auto const table = late_entry(1);
    auto const check = [&table](auto const& influence) {
        auto const found = influence(table);
        for (std::size_t i = 0; i < table.size(); i += 3) {
            double const slope =
                derivative(table, i, [&](EventTable const& t) { return influence(t).value; });
            CHECK(found.of[i] == Approx(slope).margin(1e-7));
        }
    };
    check([](EventTable const& t) { return influence_on_survival(t, 9); });
    check([](EventTable const& t) { return influence_on_restricted_mean(t, 15); });
    check([](EventTable const& t) { return influence_on_incidence(t, 1, 12); });
    check([](EventTable const& t) { return influence_on_incidence(t, 2, 12); });
}

TEST_CASE("What the influences are of is what the naive estimators give") {
    tests::Luck luck(2);
    auto const table = tests::random_table(luck, 50, 1);
    CHECK(influence_on_survival(table, 7).value == Approx(tests::naive::survival(table, 7)));
    CHECK(influence_on_incidence(table, 2, 7).value ==
          Approx(tests::naive::incidence(table, 2, 7)));
    CHECK(influence_on_restricted_mean(table, 20).value ==
          Approx(tests::naive::restricted_mean(table, 20)));
}

TEST_CASE("The contrast of restricted means has the difference of restricted_mean_difference") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    for (auto const pairing : {Pairing::unpaired, Pairing::same_people}) {
        auto const one = restricted_mean_contrast(variant, baseline, 60, pairing).difference;
        auto const other = restricted_mean_difference(variant, baseline, 60, pairing);
        CHECK(one.value == Approx(other.value));
        CHECK(one.standard_error == Approx(other.standard_error));
    }
}

TEST_CASE("Pairs of people with equal luck leave no variance, and no ratio of variances") {
    auto const same = tests::paired_days("variant");
    auto const found = paired_survival_difference(same, same, 30);
    CHECK(found.paired.value == 0);
    CHECK(found.paired.standard_error == 0);
    CHECK(found.correlation == Approx(1));
    CHECK(std::isnan(found.variance_ratio));
    CHECK(std::isnan(found.p));
    CHECK(restricted_mean_contrast(same, same, 30, Pairing::same_people).ratio.value == 1);
}

TEST_CASE("Without censoring a paired difference of S is the mean of the pairs' differences") {
    auto const variant = tests::table({5, 1, 9, 2}, {1, 1, 1, 1});
    auto const baseline = tests::table({2, 1, 8, 6}, {1, 1, 1, 1});
    auto const found = paired_survival_difference(variant, baseline, 4); // 1, 0, 0, -1
    CHECK(found.paired.value == 0);
    CHECK(found.paired.standard_error == Approx(std::sqrt(2.0) / 4));
    auto const pairs = discordant_pairs(variant, baseline, 4);
    CHECK(pairs.only_variant == 1);
    CHECK(pairs.only_baseline == 1);
    CHECK(pairs.both_stayed == 1);
    CHECK(pairs.both_left == 1);
    CHECK(pairs.p_exact == 1);
    CHECK(pairs.p_mid == 1);
    CHECK(pairs.odds_ratio.value == 1);
}

TEST_CASE("A pair of weight two is that pair twice, and pairs of one cluster count as one") {
    auto variant = tests::paired_days("variant");
    auto baseline = tests::paired_days("baseline");
    auto const twice_variant = stack(variant, variant).table;
    auto const twice_baseline = stack(baseline, baseline).table;
    auto const copies = paired_restricted_mean_difference(twice_variant, twice_baseline, 60);
    auto const one = paired_restricted_mean_difference(variant, baseline, 60);
    CHECK(copies.paired.standard_error == Approx(one.paired.standard_error / std::sqrt(2.0)));

    variant.weight = baseline.weight = std::vector<double>(variant.size(), 2);
    auto const weighted = paired_restricted_mean_difference(variant, baseline, 60);
    CHECK(weighted.paired.standard_error == Approx(copies.paired.standard_error));

    for (std::size_t i = 0; i < variant.size(); ++i) {
        variant.cluster.push_back(static_cast<int>(i));
    }
    baseline.cluster = variant.cluster;
    auto const clustered = paired_restricted_mean_difference(variant, baseline, 60);
    CHECK(clustered.paired.standard_error == Approx(one.paired.standard_error));
}

TEST_CASE("Beyond the last time nothing is told unless everybody has left") {
    auto const censored = tests::table({2, 3}, {1, 0});
    auto const gone = tests::table({2, 3}, {1, 1});
    CHECK(std::isnan(paired_survival_difference(censored, gone, 4).paired.value));
    CHECK(std::isnan(paired_incidence_difference(censored, gone, 1, 4).paired.value));
    CHECK(std::isnan(restricted_mean_contrast(gone, censored, 4, Pairing::unpaired).ratio.value));
    CHECK(paired_survival_difference(gone, gone, 4).variant == 0);
    CHECK(influence_on_restricted_mean(gone, 4).value == Approx(2.5));
}

TEST_CASE("No rows give no paired difference and no discordant pairs") {
    auto const none = tests::table({}, {});
    CHECK(std::isnan(paired_survival_difference(none, none, 1).paired.value));
    auto const pairs = discordant_pairs(none, none, 1);
    CHECK(std::isnan(pairs.p_exact));
    CHECK(std::isnan(pairs.difference.value));
}

TEST_CASE("Who is censored before the day is unknown, and at the day has stayed") {
    auto const variant = tests::table({3, 4, 4, 5}, {0, 0, 1, 1});
    auto const baseline = tests::table({4, 4, 4, 4}, {1, 1, 1, 1});
    auto const pairs = discordant_pairs(variant, baseline, 4);
    CHECK(pairs.unknown == 1);
    CHECK(pairs.only_variant == 2);
    CHECK(pairs.both_left == 1);
    CHECK(pairs.p_exact == Approx(0.5));
    CHECK(pairs.p_mid == Approx(0.25));
    CHECK(pairs.odds_ratio.value == std::numeric_limits<double>::infinity());
    CHECK(pairs.odds_ratio.low == Approx(std::sqrt(0.025) / (1 - std::sqrt(0.025))));
}

TEST_CASE("Survival at a day is compared as Klein et al. write it for two groups") {
    auto const both = stack(tests::freireich_6mp(), tests::freireich_placebo());
    auto const found = fixed_time_test(both.table, both.groups, 10);
    auto const term = [](Estimate const& s) {
        double const scale = s.value * std::log(s.value);
        return s.standard_error * s.standard_error / (scale * scale);
    };
    auto const phi = [](Estimate const& s) { return std::log(-std::log(s.value)); };
    double const gap = phi(found.survival[0]) - phi(found.survival[1]);
    CHECK(found.test.chi_squared ==
          Approx(gap * gap / (term(found.survival[0]) + term(found.survival[1]))));
    CHECK(std::isnan(fixed_time_test(both.table, both.groups, 0.5).test.p)); // nobody left: S = 1
    CHECK(std::isnan(fixed_time_test(both.table, both.groups, 23).test.p));  // all left: S = 0
}
