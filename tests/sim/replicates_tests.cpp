#include "sim/compare/choices.hpp"
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
        auto const& a = alone.everybody.designs[d].measures;
        auto const& b = among.everybody.designs[d].measures;
        for (std::size_t r = 0; r < sim::read_outs.size(); ++r) {
            for (std::size_t k = 0; k < a.retention[r].size(); ++k) {
                CHECK(b.retention[r][k].value == Approx(a.retention[r][k].value));
                CHECK(std::isnan(b.retention[r][k].low));
            }
        }
        CHECK(b.restricted_mean.value == Approx(a.restricted_mean.value));
        CHECK(b.alliance_end.value == Approx(a.alliance_end.value));
    }
    for (std::size_t c = 0; c < 2; ++c) {
        auto const& a = alone.everybody.contrasts[c];
        auto const& b = among.everybody.contrasts[c];
        CHECK(b.differences.restricted_mean.value ==
              Approx(a.differences.restricted_mean.value).margin(1e-12));
        CHECK(b.differences.survival[1].value ==
              Approx(a.differences.survival[1].value).margin(1e-12));
        CHECK(b.hazard_ratio.ratio.value == Approx(a.hazard_ratio.ratio.value));
        CHECK(std::isnan(b.hazard_ratio.p));
        CHECK(std::isnan(b.log_rank.p));
        CHECK(std::isnan(b.differences.restricted_mean.high));
    }
    auto const text = comparison_table(among, {});
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
        means.push_back(one.designs[2].measures.restricted_mean.value);
        differences.push_back(one.contrasts[1].differences.restricted_mean.value);
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
    auto const& design = all.everybody.designs[2].measures.restricted_mean;
    CHECK(design.value == Approx(mean(means)));
    CHECK(design.low == Approx(mean(means) - t * error(means)));
    auto const& contrast = all.everybody.contrasts[1];
    CHECK(contrast.differences.restricted_mean.high ==
          Approx(mean(differences) + t * error(differences)));
    CHECK(contrast.hazard_ratio.ratio.value == Approx(std::exp(mean(logs))));
    CHECK(contrast.hazard_ratio.ratio.low == Approx(std::exp(mean(logs) - t * error(logs))));
    CHECK(tests::has(comparison_table(all, {}), "over 5 replicates"));
    CHECK(tests::has(comparison_table(all, {}), "by time; first replicate"));
    CHECK(tests::has(comparison_json(all), "\"replicates\": 5"));
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
    auto const day = tests::index_of(analysis::ReadOut::on_day);
    int covered = 0;
    int intervals = 0;
    for (std::size_t first = 0; first < 240; first += 6) {
        sim::Record six = replicate(record, first);
        for (std::size_t r = first + 1; r < first + 6; ++r) {
            six.more_replicates.push_back(replicate(record, r).designs);
        }
        auto const found = tests::compared(six).everybody.contrasts[1].differences;
        for (auto const& [here, all] : {std::pair{found.restricted_mean, truth.restricted_mean},
                                        {found.alliance_end, truth.alliance_end},
                                        {found.retention[day][1], truth.retention[day][1]}}) {
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
    auto const& retention = plain.measures.retention;
    // Of 0, 1 and 3, on day 1: persons 1 and 3; person 1 is not followed to day 5.
    CHECK(retention[tests::index_of(analysis::ReadOut::on_day)][0].value == Approx(2.0 / 3.0));
    CHECK(retention[tests::index_of(analysis::ReadOut::on_day)][1].value == Approx(0.0));
    CHECK(retention[tests::index_of(analysis::ReadOut::days_used)][1].value == Approx(1.5));
    // S(1): person 0 left on day 0; S(5): all have left, persons 1 on day 3 and 3 on day 1.
    CHECK(plain.measures.survival[0].value == Approx(2.0 / 3.0));
    CHECK(plain.measures.survival[1].value == Approx(0.0));
    auto const text = comparison_table(comparison, {});
    CHECK(tests::has(text, "Those who installed are judged"));
    CHECK(tests::has(text, "Installed by day "));
    CHECK(tests::has(text, "%: plain 75.0"));
}

TEST_CASE("without peers the judgement is what it was") {
    auto const comparison = tests::compared(tests::random_record(200, 30, 2, 3));
    CHECK(comparison.intervals == sim::Intervals::over_people);
    CHECK(tests::has(comparison_table(comparison, {}), "users independent, designs paired"));
    CHECK_FALSE(tests::has(comparison_table(comparison, {}), "replicate"));
}
