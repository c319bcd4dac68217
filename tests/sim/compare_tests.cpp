#include "tests/sim/made_record.hpp"

#include "sim/compare/compare_options.hpp"
#include "sim/compare/comparison.hpp"
#include "tests/sim/compared.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

namespace {

/// Mean of variant - baseline and its standard error s / sqrt(n), the plain way.
analysis::Estimate naive_paired(std::vector<double> const& variant,
                                std::vector<double> const& baseline) {
    auto const n = static_cast<double>(variant.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        sum += variant[i] - baseline[i];
    }
    double squares = 0.0;
    for (std::size_t i = 0; i < variant.size(); ++i) {
        squares += std::pow(variant[i] - baseline[i] - sum / n, 2);
    }
    analysis::Estimate result;
    result.value = sum / n;
    result.standard_error = std::sqrt(squares / (n - 1.0) / n);
    return result;
}

} // namespace

TEST_CASE("the read-outs of four lives are those counted by hand") {
    auto const comparison = tests::compared(tests::record_by_hand(), {.days = {1, 5}});
    auto const& plain = comparison.everybody.designs[0].estimates;
    // On day 1: persons 1 and 3; on day 5: person 2.
    CHECK(plain.of("retention.on_day")[0].estimate.value == Approx(0.5));
    CHECK(plain.of("retention.on_day")[1].estimate.value == Approx(0.25));
    // Last use on or after day 1: persons 1, 2, 3.
    CHECK(plain.of("retention.last_use")[0].estimate.value == Approx(0.75));
    // Came back by day 5: persons 1, 2, 3.
    CHECK(plain.of("retention.returned")[1].estimate.value == Approx(0.75));
    // Days used by day 5: 1 + 2 + 3 + 2.
    CHECK(plain.of("retention.days_used")[1].estimate.value == Approx(2.0));
    // Not left before day 1: 1, 2, 3; before day 5: 2.
    CHECK(plain.of("retention.not_left")[0].estimate.value == Approx(0.75));
    CHECK(plain.of("retention.not_left")[1].estimate.value == Approx(0.25));
}

TEST_CASE("paired differences of four lives are those worked by hand") {
    auto const comparison = tests::compared(tests::record_by_hand(), {.days = {5}});
    REQUIRE(comparison.everybody.contrasts.size() == 1);
    auto const& kind = comparison.everybody.contrasts[0];
    CHECK(comparison.designs[kind.design] == "kind");
    auto const& not_left = kind.differences.of("retention.not_left")[0].estimate;
    // Differences 0 0 0 1 by person: mean 1/4, s = 1/2, standard error 1/4.
    CHECK(not_left.value == Approx(0.25));
    CHECK(not_left.standard_error == Approx(0.25));
    CHECK(kind.differences.of("survival")[0].estimate.value == Approx(0.25));
    CHECK(kind.differences.of("survival")[0].estimate.standard_error == Approx(0.25));
    // Drifted before day 5 under both: persons 0 and 1; fulfilled: person 3 under plain only.
    CHECK(kind.differences.of("incidence", 0)[0].estimate.value == Approx(0.0).margin(1e-12));
    CHECK(kind.differences.of("incidence", 1)[0].estimate.value == Approx(-0.25));
    // Days of 9: 1 4 9 2 under plain, 5 4 9 9 under kind.
    CHECK(comparison.everybody.designs[0].estimates.once("restricted_mean").value == Approx(4.0));
    CHECK(comparison.everybody.designs[1].estimates.once("restricted_mean").value == Approx(6.75));
    CHECK(kind.differences.once("restricted_mean").value == Approx(2.75));
    // Days of use among days 1 to 8: 0 1 2 1 and 2 1 3 1.
    CHECK(comparison.everybody.designs[0].estimates.once("open_rate").value ==
          Approx(4.0 / 4.0 / 8.0));
    CHECK(kind.differences.once("open_rate").value == Approx(3.0 / 4.0 / 8.0));
    CHECK(comparison.everybody.designs[0].estimates.once("distress_change").value ==
          Approx(-0.125));
    CHECK(kind.differences.once("alliance_end").value == Approx(0.25));
}

TEST_CASE("survival and the incidences of all causes sum to one under every definition") {
    auto const record = tests::random_record(300, 30, 2, 11);
    for (auto const* attrition : {"left", "last-use", "inactive:7", "inactive:7:final"}) {
        auto const comparison =
            tests::compared(record, {.attrition = attrition, .days = {1, 7, 20}});
        for (auto const& design : comparison.everybody.designs) {
            for (std::size_t k = 0; k < 3; ++k) {
                double total = design.estimates.of("survival")[k].estimate.value;
                for (std::size_t cause = 0; cause < comparison.names.causes.size(); ++cause) {
                    total += design.estimates.of("incidence", cause)[k].estimate.value;
                }
                CHECK(total == Approx(1.0));
            }
        }
    }
}

TEST_CASE("paired incidence differences agree with naive differences of indicators") {
    auto const record = tests::random_record(200, 30, 2, 5);
    auto const options =
        sim::chosen_options({.attrition = "inactive:7", .days = {3, 12, 24}}, record);
    auto const comparison = sim::compare(record, options);
    std::vector<analysis::EventTable> tables;
    for (auto const& design : record.designs) {
        auto const& o = design.outcomes;
        tables.push_back(analysis::events({o.users, o.horizon_days, o.use, o.leave_day, o.cause},
                                          options.attrition, 2));
    }
    auto const& differences = comparison.everybody.contrasts[0].differences;
    for (int status = 0; status <= 3; ++status) {
        for (std::size_t k = 0; k < options.days.size(); ++k) {
            std::vector<std::vector<double>> indicator(2);
            for (std::size_t d = 0; d < 2; ++d) {
                for (std::size_t i = 0; i < tables[d].size(); ++i) {
                    bool const before =
                        tables[d].status[i] != 0 && tables[d].time[i] <= options.days[k];
                    bool const counts =
                        status == 0 ? !before : before && tables[d].status[i] == status;
                    indicator[d].push_back(counts ? 1.0 : 0.0);
                }
            }
            auto const naive = naive_paired(indicator[1], indicator[0]);
            auto const& found =
                status == 0
                    ? differences.of("survival")[k].estimate
                    : differences.of("incidence", static_cast<std::size_t>(status - 1))[k].estimate;
            CHECK(found.value == Approx(naive.value).margin(1e-12));
            CHECK(found.standard_error == Approx(naive.standard_error));
        }
    }
}

TEST_CASE("without censoring the restricted mean is the mean time, its difference the paired one") {
    auto const record = tests::random_record(400, 40, 2, 3);
    auto const comparison = tests::compared(record);
    std::vector<std::vector<double>> times(2);
    for (std::size_t d = 0; d < 2; ++d) {
        for (auto const day : record.designs[d].outcomes.leave_day) {
            times[d].push_back(day < 0 ? 41.0 : day + 1.0);
        }
    }
    auto const naive = naive_paired(times[1], times[0]);
    auto const& found = comparison.everybody.contrasts[0].differences.once("restricted_mean");
    CHECK(found.value == Approx(naive.value));
    // The infinitesimal jackknife divides by n, the plain variance by n - 1.
    CHECK(found.standard_error == Approx(naive.standard_error * std::sqrt(399.0 / 400.0)));
}

TEST_CASE("after the end of follow-up nothing is claimed about attrition") {
    auto const record = tests::random_record(100, 30, 2, 1);
    auto const comparison = tests::compared(record, {.attrition = "inactive:10", .days = {21, 22}});
    CHECK(comparison.follow_up == 21.0);
    auto const& design = comparison.everybody.designs[0].estimates;
    CHECK(!std::isnan(design.of("survival")[0].estimate.value));
    CHECK(std::isnan(design.of("survival")[1].estimate.value));
    CHECK(
        std::isnan(comparison.everybody.contrasts[0].differences.of("survival")[1].estimate.value));
    // The read-outs do not depend on the definition.
    CHECK(!std::isnan(design.of("retention.on_day")[1].estimate.value));
}

TEST_CASE("a design against itself differs in nothing") {
    auto record = tests::random_record(150, 20, 1, 9);
    record.designs.push_back(record.designs[0]);
    record.designs[1].name = "twin";
    auto const comparison = tests::compared(record);
    auto const& twin = comparison.everybody.contrasts[0];
    CHECK(twin.differences.once("restricted_mean").value == 0.0);
    CHECK(twin.differences.once("restricted_mean").standard_error == Approx(0.0).margin(1e-12));
    CHECK(twin.hazard_ratio.ratio.value == Approx(1.0));
    CHECK(twin.differences.of("retention.on_day")[0].estimate.value == 0.0);
    CHECK(twin.differences.once("alliance_end").low == 0.0);
}

TEST_CASE("the groups of a 0/1 trait are compared as if they were the whole record") {
    auto const record = tests::record_by_hand();
    auto const comparison = tests::compared(record, {.by = "lives_alone", .days = {5}});
    REQUIRE(comparison.groups.size() == 2);
    CHECK(comparison.groups[0].value == "0");
    CHECK(comparison.groups[0].users == 2);
    // Persons 0 and 3: 1 and 2 days under plain, 5 and 9 under kind.
    CHECK(comparison.groups[0].designs[0].estimates.once("restricted_mean").value == Approx(1.5));
    CHECK(comparison.groups[0].contrasts[0].differences.once("restricted_mean").value ==
          Approx(5.5));
    CHECK(comparison.groups[1].contrasts[0].differences.once("restricted_mean").value ==
          Approx(0.0));
}

TEST_CASE("a categorical trait is grouped by its levels, a numeric one by thirds with their cuts") {
    auto const record = tests::record_by_hand();
    auto const styles = tests::compared(record, {.by = "style"});
    REQUIRE(styles.groups.size() == 2);
    CHECK(styles.groups[0].value == "passive");
    CHECK(styles.groups[1].users == 3);
    auto const ages = tests::compared(record, {.by = "age"});
    REQUIRE(ages.groups.size() == 3);
    CHECK(ages.groups[0].value == "<= 30");
    CHECK(ages.groups[1].value == "30 to 40");
    CHECK(ages.groups[2].value == "> 40");
    CHECK(ages.groups[0].users == 2);
}

TEST_CASE("Holm's adjustment is over the variants, so one variant keeps its p") {
    auto const one = tests::compared(tests::random_record(200, 20, 2, 4));
    CHECK(one.everybody.contrasts[0].p_holm == one.everybody.contrasts[0].hazard_ratio.p);
    auto const three = tests::compared(tests::random_record(200, 20, 4, 4));
    for (auto const& contrast : three.everybody.contrasts) {
        CHECK(contrast.p_holm >= contrast.hazard_ratio.p);
    }
}

TEST_CASE("another baseline turns the differences round") {
    auto const record = tests::random_record(200, 20, 2, 6);
    auto const there = tests::compared(record);
    auto const back = tests::compared(record, {.baseline = "design 1"});
    CHECK(back.designs[back.everybody.contrasts[0].design] == "design 0");
    CHECK(back.everybody.contrasts[0].differences.once("alliance_end").value ==
          Approx(-there.everybody.contrasts[0].differences.once("alliance_end").value));
    CHECK(back.everybody.contrasts[0].hazard_ratio.ratio.value ==
          Approx(1.0 / there.everybody.contrasts[0].hazard_ratio.ratio.value));
}

TEST_CASE("questionnaires are averaged over those who answered") {
    auto record = tests::random_record(3, 10, 1, 2);
    record.designs[0].outcomes.scores[0] = {2.0F, NAN, 4.0F, NAN, NAN, NAN};
    auto const comparison = tests::compared(record);
    auto const& estimates = comparison.everybody.designs[0].estimates;
    auto const& answered = estimates.of("answered");
    auto const& scores = estimates.of("score");
    REQUIRE(scores.size() == 2);
    CHECK(answered[0].estimate.value == 2.0);
    CHECK(scores[0].estimate.value == Approx(3.0));
    CHECK(answered[1].estimate.value == 0.0);
    CHECK(std::isnan(scores[1].estimate.value));
}
