#include "analysis/contrasts/discordant_pairs.hpp"
#include "analysis/contrasts/fixed_time_test.hpp"
#include "analysis/contrasts/gray_test.hpp"
#include "analysis/contrasts/landmark.hpp"
#include "analysis/contrasts/log_rank_test.hpp"
#include "analysis/contrasts/max_combo.hpp"
#include "analysis/contrasts/paired_difference.hpp"
#include "analysis/contrasts/pairwise_log_rank.hpp"
#include "analysis/contrasts/restricted_mean_contrast.hpp"
#include "analysis/contrasts/rows.hpp"
#include "analysis/multiplicity.hpp"
#include "tests/analysis/contrasts/contrast_numbers.hpp"
#include "tests/analysis/frame.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace analysis;
using tests::agrees;
using tests::numbers_of_r;

namespace {

std::vector<std::pair<std::string, LogRankWeight>> const weights{
    {"plain", plain_log_rank},
    {"early", peto_peto},
    {"late", FlemingHarrington{0, 1}},
    {"middle", FlemingHarrington{1, 1}},
    {"gehan", Gehan{}},
    {"tarone_ware", TaroneWare{}},
    {"half_late", FlemingHarrington{0, 0.5}}};

void agrees_on_log_rank(std::string const& key, LogRankTest const& found) {
    agrees(key, found.test);
    for (Eigen::Index k = 0; k < found.observed.size(); ++k) {
        agrees(fmt::format("{}.observed.{}", key, k), found.observed[k]);
        agrees(fmt::format("{}.expected.{}", key, k), found.expected[k]);
        agrees(fmt::format("{}.variance.{}", key, k), found.covariance(k, k));
    }
}

void agrees_on_weights(std::string const& key, tests::GroupedTable const& data) {
    for (auto const& [name, weight] : weights) {
        agrees(fmt::format("{}.{}", key, name),
               log_rank_test(data.table, data.groups, data.strata, weight).test);
    }
}

void agrees_on_pairs(std::string const& key, PairedDifference const& found) {
    agrees(key + ".paired", found.paired);
    agrees(key + ".unpaired", found.unpaired);
    agrees(key + ".p", found.p);
    agrees(key + ".variance_ratio", found.variance_ratio);
    agrees(key + ".correlation", found.correlation);
}

} // namespace

TEST_CASE("R's survdiff gives the same weighted log-rank tests of several groups") {
    for (auto const* name : {"lung", "veteran", "ovarian", "colon", "pbc", "mgus2", "kidney",
                             "rats", "aml", "myeloid"}) {
        auto const data = tests::grouped(name);
        for (double const rho : {0.0, 1.0, 0.5}) {
            agrees_on_log_rank(
                fmt::format("{}.rho_{}", name, rho),
                log_rank_test(data.table, data.groups, {}, FlemingHarrington{.rho = rho}));
        }
    }
}

TEST_CASE("R's survdiff gives the same stratified log-rank tests") {
    for (auto const* name : {"lung", "veteran", "ovarian", "colon", "pbc", "rats", "myeloid"}) {
        auto const data = tests::grouped(name);
        for (double const rho : {0.0, 1.0}) {
            agrees_on_log_rank(
                fmt::format("{}.stratified.rho_{}", name, rho),
                log_rank_test(data.table, data.groups, data.strata, FlemingHarrington{.rho = rho}));
        }
    }
}

TEST_CASE("The definition, table by table in R, gives the same tests for every weight") {
    for (auto const* name : {"lung", "veteran", "ovarian", "colon", "pbc", "aml"}) {
        agrees_on_weights(std::string(name) + ".weighted", tests::grouped(name));
    }
}

TEST_CASE("The definition gives the same tests when rows enter late") {
    for (auto const* name : {"heart", "bladder2", "mgus2"}) {
        agrees_on_weights(std::string(name) + ".truncated", tests::truncated(name));
    }
    auto const heart = tests::truncated("heart");
    agrees("heart.score", log_rank_test(heart.table, heart.groups).test);
    agrees("heart.score.stratified", log_rank_test(heart.table, heart.groups, heart.strata).test);
}

TEST_CASE("A row's weight counts its copies, as in R on the copied rows") {
    auto data = tests::grouped("veteran");
    for (std::size_t i = 0; i < data.table.size(); ++i) {
        data.table.weight.push_back(static_cast<double>(1 + (i + 1) % 3));
    }
    agrees_on_log_rank("veteran.copies", log_rank_test(data.table, data.groups));
}

TEST_CASE("R's score test of the number of the group is the trend test") {
    auto const check = [](std::string const& key, LogRankTest const& test,
                          std::vector<double> const& scores) {
        auto const trend = trend_test(test, scores);
        agrees(key + ".chi_squared", trend.z * trend.z);
        agrees(key + ".p", trend.p);
    };
    auto const pbc = tests::grouped("pbc");
    auto const veteran = tests::grouped("veteran");
    check("pbc.trend", log_rank_test(pbc.table, pbc.groups), {0, 1, 2});
    check("veteran.trend", log_rank_test(veteran.table, veteran.groups), {0, 1, 2, 3});
    check("veteran.trend.stratified", log_rank_test(veteran.table, veteran.groups, veteran.strata),
          {10, 11, 12, 13});
}

TEST_CASE("R's integrals give the same max-combo test") {
    for (auto const* name : {"lung", "ovarian", "myeloid", "mgus2", "aml"}) {
        auto const data = tests::grouped(name);
        bool const strata = std::string(name) != "mgus2";
        auto const test = max_combo(data.table, data.groups, strata ? data.strata : Grouping{});
        auto const key = fmt::format("{}.max_combo", name);
        for (int i = 0; i < 4; ++i) {
            agrees(fmt::format("{}.z.{}", key, i), test.z[i]);
            for (int j = 0; j < i; ++j) {
                agrees(fmt::format("{}.correlation.{}.{}", key, i, j), test.correlation(i, j));
            }
        }
        agrees(key + ".largest", test.largest);
        CHECK(test.p == Approx(numbers_of_r("contrasts").at(key + ".p")).margin(1e-9).epsilon(0));
    }
}

TEST_CASE("R's survdiff of each pair and p.adjust give the same pairwise tests") {
    auto const check = [](std::string const& name, LogRankWeight const& weight) {
        auto const data = tests::grouped(name);
        auto const pairs = pairwise_log_rank(data.table, data.groups, {}, weight);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            agrees(fmt::format("{}.pairwise.none.{}", name, i), pairs[i].test.p);
            agrees(fmt::format("{}.pairwise.holm.{}", name, i), pairs[i].p_holm);
            agrees(fmt::format("{}.pairwise.BH.{}", name, i), pairs[i].p_benjamini_hochberg);
        }
    };
    check("veteran", plain_log_rank);
    check("pbc", plain_log_rank);
    check("colon", peto_peto);
    auto const adjusted =
        benjamini_hochberg(std::vector{0.01, 0.04, 0.03, 0.005, 0.6, 0.03, 0.9, 1e-9});
    for (std::size_t i = 0; i < adjusted.size(); ++i) {
        agrees(fmt::format("benjamini_hochberg.{}", i), adjusted[i]);
    }
}

TEST_CASE("R's cmprsk gives the same tests of Gray") {
    for (auto const* name : {"transplant", "mgus2", "pbc", "pairs"}) {
        auto const data = tests::competing(name);
        for (int cause = 1; cause <= data.table.causes; ++cause) {
            auto const check = [&](std::string const& which, Grouping const& strata, double rho) {
                agrees(fmt::format("{}.gray{}.cause_{}", name, which, cause),
                       gray_test(data.table, cause, data.groups, strata, rho).test);
            };
            check("", {}, 0);
            check(".rho_1", {}, 1);
            check(".rho_0.5", {}, 0.5);
            check(".stratified", data.strata, 0);
        }
    }
}

TEST_CASE("R's restricted means give the same differences and ratios") {
    std::map<std::string, double> const taus{
        {"lung", 500}, {"ovarian", 744}, {"veteran", 180}, {"mgus2", 240}, {"myeloid", 1000}};
    for (auto const& [name, tau] : taus) {
        auto const data = tests::grouped(name);
        auto const found = restricted_mean_contrast(tests::group(data, 0), tests::group(data, 1),
                                                    tau, Pairing::unpaired);
        auto const key = name + ".restricted_mean";
        agrees(key + ".difference", found.difference);
        agrees(key + ".ratio", found.ratio);
        agrees(key + ".p_difference", found.p_difference);
    }
}

TEST_CASE("R gives the same restricted means with late entry, and with clusters") {
    auto bladder = tests::truncated("bladder2");
    bladder.groups = bladder.strata;
    agrees("bladder2.restricted_mean.difference",
           restricted_mean_contrast(tests::group(bladder, 0), tests::group(bladder, 1), 40,
                                    Pairing::unpaired)
               .difference);
    auto const frame = tests::data_set("kidney");
    auto kidney = tests::grouped("kidney");
    kidney.groups = kidney.strata;
    kidney.table.cluster = frame.integer("id");
    agrees("kidney.clustered.difference",
           restricted_mean_contrast(tests::group(kidney, 0), tests::group(kidney, 1), 100,
                                    Pairing::unpaired)
               .difference);
}

TEST_CASE("R's influences of people give the same paired differences") {
    auto const variant = tests::paired_days("variant");
    auto const baseline = tests::paired_days("baseline");
    for (int const t : {7, 30, 60, 90}) {
        agrees_on_pairs(fmt::format("pairs.survival.{}", t),
                        paired_survival_difference(variant, baseline, t));
    }
    for (int const tau : {30, 91}) {
        agrees_on_pairs(fmt::format("pairs.restricted_mean.{}", tau),
                        paired_restricted_mean_difference(variant, baseline, tau));
        agrees(fmt::format("pairs.ratio.{}", tau),
               restricted_mean_contrast(variant, baseline, tau, Pairing::same_people).ratio);
    }
    for (int cause = 1; cause <= 3; ++cause) {
        for (int const t : {7, 60}) {
            agrees_on_pairs(fmt::format("pairs.incidence.cause_{}.{}", cause, t),
                            paired_incidence_difference(variant, baseline, cause, t));
        }
    }
}

TEST_CASE("R's binom.test gives the same of discordant pairs") {
    for (int const t : {7, 30, 60}) {
        auto const pairs =
            discordant_pairs(tests::paired_days("variant"), tests::paired_days("baseline"), t);
        auto const key = fmt::format("pairs.discordant.{}", t);
        agrees(key + ".both_stayed", static_cast<double>(pairs.both_stayed));
        agrees(key + ".only_variant", static_cast<double>(pairs.only_variant));
        agrees(key + ".only_baseline", static_cast<double>(pairs.only_baseline));
        agrees(key + ".both_left", static_cast<double>(pairs.both_left));
        agrees(key + ".p_exact", pairs.p_exact);
        agrees(key + ".p_mid", pairs.p_mid);
        agrees(key + ".odds_ratio", pairs.odds_ratio);
        agrees(key + ".difference", pairs.difference);
    }
}

TEST_CASE("R's survival at a day gives the same tests there") {
    std::map<std::string, double> const times{
        {"lung", 365}, {"veteran", 60}, {"pbc", 1500}, {"colon", 1800}, {"ovarian", 400}};
    for (auto const& [name, t] : times) {
        auto const data = tests::grouped(name);
        agrees(name + ".fixed", fixed_time_test(data.table, data.groups, t).test);
    }
    agrees("pairs.fixed.30.chi_squared",
           paired_fixed_time_test(tests::paired_days("variant"), tests::paired_days("baseline"), 30)
               .test.chi_squared);
}

TEST_CASE("R gives the same tests on the rows that reach a landmark") {
    auto const veteran = tests::grouped("veteran");
    for (auto const origin : {TimeOrigin::kept, TimeOrigin::landmark}) {
        auto const later = landmark(veteran.table, 60, origin);
        auto const groups = rows_of(veteran.groups, later.rows);
        agrees_on_log_rank("veteran.landmark_60", log_rank_test(later.table, groups));
        agrees("veteran.landmark_60.had_event", static_cast<double>(later.had_event));
        agrees("veteran.landmark_60.censored", static_cast<double>(later.censored));
        CHECK(later.rows.size() + later.had_event + later.censored == veteran.table.size());
        if (origin == TimeOrigin::landmark) {
            auto const rows = rows_by_group(groups);
            auto const found =
                restricted_mean_contrast(rows_of(later.table, rows[0]),
                                         rows_of(later.table, rows[1]), 100, Pairing::unpaired);
            agrees("veteran.landmark_60.restricted_mean.difference", found.difference);
            agrees("veteran.landmark_60.restricted_mean.ratio", found.ratio);
            agrees("veteran.landmark_60.restricted_mean.p_difference", found.p_difference);
        }
    }
}

TEST_CASE("R gives the same test when rows of a person are joined behind a landmark") {
    auto const heart = tests::truncated("heart");
    auto const persons = tests::grouping(tests::data_set("heart").label("id"));
    auto const later = landmark(heart.table, 30, TimeOrigin::kept, persons);
    agrees("heart.landmark_30.persons", static_cast<double>(later.rows.size()));
    agrees_on_log_rank("heart.landmark_30",
                       log_rank_test(later.table, rows_of(heart.groups, later.rows)));
}
