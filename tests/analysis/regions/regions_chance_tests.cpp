#include "analysis/regions/decision_tree.hpp"
#include "analysis/regions/prim_box.hpp"
#include "tests/analysis/regions/planted.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace analysis;

namespace {

constexpr int repetitions = 500;
constexpr double false_alarm_z = 4.753; // 1e-6, one-sided

/// Share of studies, 200 points and five factors each, whose tree has a split.
template <typename Rule>
double share_split(std::uint64_t seed, TreeOutcome outcome, Rule const& rule) {
    double split = 0;
    for (std::uint64_t i = 0; i < repetitions; ++i) {
        auto const study = tests::planted(seed + i, 200, 5, rule);
        auto const tree =
            decision_tree(study.factors, study.outcome, {.outcome = outcome, .seed = i});
        split += tree.leaves.size() > 1 ? 1 : 0;
    }
    return split / repetitions;
}

double at_most(double share) {
    return share + false_alarm_z * std::sqrt(share * (1 - share) / repetitions);
}

} // namespace

TEST_CASE("Noise alone is split in fewer than one study in twenty") {
    auto const even = [](auto const&, tests::Luck& luck) {
        return luck.uniform() < 0.5 ? 1.0 : 0.0;
    };
    auto const rare = [](auto const&, tests::Luck& luck) {
        return luck.uniform() < 0.1 ? 1.0 : 0.0;
    };
    auto const skewed = [](auto const&, tests::Luck& luck) { return luck.exponential(); };
    CHECK(share_split(51000, TreeOutcome::yes_no, even) < at_most(0.05));
    CHECK(share_split(52000, TreeOutcome::yes_no, rare) < at_most(0.05));
    CHECK(share_split(53000, TreeOutcome::number, skewed) < at_most(0.05));
}

TEST_CASE("A share of 30% that becomes 70% is split nearly always") {
    auto const step = [](auto const& x, tests::Luck& luck) {
        return luck.uniform() < (x(3) < 0.4 ? 0.3 : 0.7) ? 1.0 : 0.0;
    };
    CHECK(share_split(54000, TreeOutcome::yes_no, step) > 0.9);
}

TEST_CASE("In noise hardly a box has a range with p below 0.001") {
    double found = 0;
    for (std::uint64_t i = 0; i < repetitions; ++i) {
        auto const study = tests::planted(55000 + i, 200, 5, [](auto const&, tests::Luck& luck) {
            return luck.uniform() < 0.4 ? 1.0 : 0.0;
        });
        auto const prim = prim_box(study.factors, study.outcome, {.least_coverage = 0.5});
        found += std::any_of(prim.restrictions.begin(), prim.restrictions.end(),
                             [](auto const& restriction) { return restriction.p < 0.001; })
                     ? 1
                     : 0;
    }
    CHECK(found / repetitions < at_most(0.01));
}
