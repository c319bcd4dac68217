#include "sim/compare/compare_options.hpp"
#include "sim/compare/comparison.hpp"
#include "sim/compare/tables/comparison_json.hpp"
#include "sim/compare/tables/comparison_table.hpp"
#include "tests/property/bits.hpp"
#include "tests/sim/compared.hpp"
#include "tests/sim/made_record.hpp"
#include "tests/text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

namespace {

/// People who open the app when their few friends do.
sim::Scenario among_friends(std::size_t users, std::size_t replicates) {
    auto scenario = bits::scenario(11);
    scenario.users = users;
    scenario.horizon_days = 20;
    scenario.replicates = replicates;
    scenario.peers.emplace(agents::Peers{agents::SmallWorld{6, 0.1}, {}});
    agents::Term seen{"peers_active", reference::just(2.0), 0.0};
    scenario.theory.engagement.state.push_back(seen);
    return scenario;
}

/// One of the replicates alone.
sim::Record replicate(sim::Record const& all, std::size_t r) {
    sim::Record one = all;
    one.designs = r == 0 ? all.designs : all.more_replicates[r - 1];
    one.more_replicates.clear();
    return one;
}

/// The same people, each with a day of installing of their own, by hand: person 1 on day 4, person
/// 2 never.
sim::Record staggered_by_hand() {
    auto record = tests::record_by_hand();
    record.peers = "file";
    for (auto& design : record.designs) {
        design.outcomes.staggered = true;
        design.outcomes.arrival_day = {0, 4, agents::never, 0};
    }
    return record;
}

} // namespace

TEST_CASE(
    "with one replicate, people among peers have the estimates of people, without intervals") {
    auto record = tests::random_record(300, 40, 3, 5);
    auto const alone = tests::compared(record);
    record.peers = "small_world";
    auto const among = tests::compared(record);
    CHECK(among.intervals == sim::Intervals::over_replicates);
    for (std::size_t d = 0; d < 3; ++d) {
        auto const& a = alone.everybody.designs[d].estimates;
        auto const& b = among.everybody.designs[d].estimates;
        for (std::size_t m = 0; m < a.series().size(); ++m) {
            INFO(sim::measures()[m].name);
            REQUIRE(a.series()[m].size() == b.series()[m].size());
            for (std::size_t part = 0; part < a.series()[m].size(); ++part) {
                for (std::size_t k = 0; k < a.series()[m][part].size(); ++k) {
                    CHECK(b.series()[m][part][k].estimate.value ==
                          Approx(a.series()[m][part][k].estimate.value));
                    CHECK(std::isnan(b.series()[m][part][k].estimate.low));
                }
            }
        }
        CHECK(b.once("restricted_mean").value == Approx(a.once("restricted_mean").value));
        CHECK(b.once("alliance_end").value == Approx(a.once("alliance_end").value));
    }
    for (std::size_t c = 0; c < 2; ++c) {
        auto const& a = alone.everybody.contrasts[c];
        auto const& b = among.everybody.contrasts[c];
        CHECK(b.differences.once("restricted_mean").value ==
              Approx(a.differences.once("restricted_mean").value).margin(1e-12));
        CHECK(b.differences.of("survival")[1].estimate.value ==
              Approx(a.differences.of("survival")[1].estimate.value).margin(1e-12));
        CHECK(b.hazard_ratio.ratio.value == Approx(a.hazard_ratio.ratio.value));
        CHECK(std::isnan(b.hazard_ratio.p));
        CHECK(std::isnan(b.log_rank.p));
        CHECK(std::isnan(b.differences.once("restricted_mean").high));
    }
    auto const text = comparison_table(tests::reported(among), {});
    CHECK(tests::has(text, "give `replicates` in the scenario"));
    CHECK(tests::has(text, "by a single run"));
}

TEST_CASE("estimates over replicates are means of those of each, intervals Student's") {
    auto const record = sim::run(among_friends(400, 5), {});
    REQUIRE(record.more_replicates.size() == 4);
    auto const all = tests::compared(record);
    std::vector<double> means, differences, logs;
    for (std::size_t r = 0; r < 5; ++r) {
        auto const one = tests::compared(replicate(record, r)).everybody;
        means.push_back(one.designs[2].estimates.once("restricted_mean").value);
        differences.push_back(one.contrasts[1].differences.once("restricted_mean").value);
        logs.push_back(std::log(one.contrasts[1].hazard_ratio.ratio.value));
    }
    auto const mean = [](std::vector<double> const& x) {
        double sum = 0.0;
        for (double const v : x) {
            sum += v;
        }
        return sum / static_cast<double>(x.size());
    };
    auto const error = [&](std::vector<double> const& x) {
        double squares = 0.0;
        for (double const v : x) {
            squares += (v - mean(x)) * (v - mean(x));
        }
        auto const n = static_cast<double>(x.size());
        return std::sqrt(squares / (n - 1.0) / n);
    };
    double const t = 2.7764451052; // of 4 degrees of freedom, 95%
    auto const& design = all.everybody.designs[2].estimates.once("restricted_mean");
    CHECK(design.value == Approx(mean(means)));
    CHECK(design.low == Approx(mean(means) - t * error(means)));
    auto const& contrast = all.everybody.contrasts[1];
    CHECK(contrast.differences.once("restricted_mean").high ==
          Approx(mean(differences) + t * error(differences)));
    CHECK(contrast.hazard_ratio.ratio.value == Approx(std::exp(mean(logs))));
    CHECK(contrast.hazard_ratio.ratio.low == Approx(std::exp(mean(logs) - t * error(logs))));
    CHECK(tests::has(comparison_table(tests::reported(all), {}), "over 5 replicates"));
    CHECK(tests::has(comparison_table(tests::reported(all), {}), "by time; first replicate"));
    CHECK(tests::has(comparison_json(tests::reported(all)), "\"replicates\": 5"));
}

TEST_CASE("replicates are the runs of the following replicate numbers") {
    auto const together = sim::run(among_friends(300, 3), {});
    auto alone = among_friends(300, 1);
    alone.replicate += 2;
    auto const third = sim::run(alone, {});
    CHECK(bits::differences(replicate(together, 2), third).empty());
}

TEST_CASE("intervals over replicates cover what many more replicates say") {
    auto const record = sim::run(among_friends(150, 240), {});
    auto const truth = tests::compared(record).everybody.contrasts[1].differences;
    int covered = 0;
    int intervals = 0;
    for (std::size_t first = 0; first < 240; first += 6) {
        sim::Record six = replicate(record, first);
        for (std::size_t r = first + 1; r < first + 6; ++r) {
            six.more_replicates.push_back(replicate(record, r).designs);
        }
        auto const found = tests::compared(six).everybody.contrasts[1].differences;
        for (auto const& [here, all] :
             {std::pair{found.once("restricted_mean"), truth.once("restricted_mean")},
              {found.once("alliance_end"), truth.once("alliance_end")},
              {found.of("retention.on_day")[1].estimate,
               truth.of("retention.on_day")[1].estimate}}) {
            covered += here.low <= all.value && all.value <= here.high ? 1 : 0;
            ++intervals;
        }
    }
    // 95% of 120, were they independent; three of the same six replicates are not, hence the room.
    CHECK(intervals == 120);
    CHECK(covered >= 100);
    CHECK(covered < 120);
}

TEST_CASE("who installs later is followed for a shorter time, and who never does counts nowhere") {
    auto const comparison = tests::compared(staggered_by_hand(), {.days = {1, 5}});
    auto const& plain = comparison.everybody.designs[0];
    CHECK(plain.installed.value == Approx(0.75));
    auto const& retention = plain.estimates;
    // Of 0, 1 and 3, on day 1: persons 1 and 3; person 1 is not followed to day 5.
    CHECK(retention.of("retention.on_day")[0].estimate.value == Approx(2.0 / 3.0));
    CHECK(retention.of("retention.on_day")[1].estimate.value == Approx(0.0));
    CHECK(retention.of("retention.days_used")[1].estimate.value == Approx(1.5));
    // S(1): person 0 left on day 0; S(5): all have left, persons 1 on day 3 and 3 on day 1.
    CHECK(plain.estimates.of("survival")[0].estimate.value == Approx(2.0 / 3.0));
    CHECK(plain.estimates.of("survival")[1].estimate.value == Approx(0.0));
    auto const text = comparison_table(tests::reported(comparison), {});
    CHECK(tests::has(text, "Those who installed count"));
    CHECK(tests::has(text, "Installed by day "));
    CHECK(tests::has(text, "%: plain 75.0"));
}

TEST_CASE("without peers intervals are over people, not over replicates") {
    auto const comparison = tests::compared(tests::random_record(200, 30, 2, 3));
    CHECK(comparison.intervals == sim::Intervals::over_people);
    CHECK(tests::has(comparison_table(tests::reported(comparison), {}),
                     "users independent, designs paired"));
    CHECK_FALSE(tests::has(comparison_table(tests::reported(comparison), {}), "replicate"));
}
