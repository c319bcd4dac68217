#include "analysis/contrasts/log_rank.hpp"
#include "analysis/cox/hazard_ratio.hpp"
#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "analysis/estimate.hpp"
#include "analysis/pairing.hpp"
#include "analysis/proportion.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/tolerance.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

constexpr int repetitions = 2000;
constexpr int people = 400;

/// How often an interval held the truth.
class Coverage {
public:
    void see(Estimate const& estimate, double truth) {
        held_ += estimate.low <= truth && truth <= estimate.high ? 1 : 0;
        ++seen_;
    }
    /// The tolerance is that of chance alone; n is large enough for the interval's own error to be
    /// well below.
    void check(double level) const {
        double const error = std::sqrt(level * (1 - level) / seen_);
        CHECK(held_ / seen_ == Approx(level).margin(tests::z_two_sided * error));
    }

private:
    double held_ = 0;
    double seen_ = 0;
};

/// Rate of the events and their share that is of cause 1.
constexpr double rate = 0.04;
constexpr double share_of_cause_1 = 0.3;

/// Exponential times in whole days (an event in day d has time d), uniform censoring up to day 90.
EventTable whole_days(tests::Luck& luck) {
    EventTable table;
    table.causes = 2;
    for (int i = 0; i < people; ++i) {
        double const event = std::ceil(luck.exponential() / rate);
        double const censored = std::ceil(90 * luck.uniform());
        table.time.push_back(std::fmin(event, censored));
        int const cause = luck.uniform() < share_of_cause_1 ? 1 : 2;
        table.status.push_back(event <= censored ? cause : 0);
    }
    return table;
}

struct Pair {
    EventTable variant;
    EventTable baseline;
};

/// The same people under two designs: exponential times with rates in the ratio asked for; six in
/// ten have the same luck under both, so that times correlate and yet each design's are exactly
/// exponential.
Pair pair_of_designs(tests::Luck& luck, double ratio) {
    Pair pair;
    for (int i = 0; i < people; ++i) {
        double const first = luck.exponential();
        double const second = luck.uniform() < 0.6 ? first : luck.exponential();
        double const censored = 20 + 60 * luck.uniform();
        auto const add = [censored](EventTable& table, double event) {
            table.time.push_back(std::fmin(event, censored));
            table.status.push_back(event <= censored ? 1 : 0);
        };
        add(pair.variant, first / (rate * ratio));
        add(pair.baseline, second / rate);
    }
    return pair;
}

double restricted_mean_of_exponential(double hazard, double tau) {
    return (1 - std::exp(-hazard * tau)) / hazard;
}

} // namespace

TEST_CASE("Limits of survival, median, restricted mean and incidence hold the truth as often as "
          "they say") {
    tests::Luck luck(61);
    Level const level{0.9};
    Coverage survival;
    Coverage restricted;
    Coverage incidence;
    double const alive = std::exp(-rate * 20);
    // Whole days: the area under the steps, sum of S(0) .. S(29).
    double const mean = (1 - std::exp(-rate * 30)) / (1 - std::exp(-rate));
    for (int i = 0; i < repetitions; ++i) {
        auto const table = whole_days(luck);
        auto const curve = kaplan_meier(table, level);
        survival.see(curve.at(20), alive);
        restricted.see(restricted_mean(curve, 30), mean);
        incidence.see(aalen_johansen(table, level).at(1, 20), share_of_cause_1 * (1 - alive));
    }
    survival.check(0.9);
    restricted.check(0.9);
    incidence.check(0.9);
}

TEST_CASE("Limits of the median hold the truth as often as they say") {
    tests::Luck luck(62);
    Coverage coverage;
    for (int i = 0; i < repetitions; ++i) {
        auto const pair = pair_of_designs(luck, 1);
        coverage.see(kaplan_meier(pair.baseline).median(), std::log(2) / rate);
    }
    coverage.check(0.95);
}

TEST_CASE(
    "Paired limits of hazard ratio and restricted means hold the truth as often as they say") {
    tests::Luck luck(63);
    double const ratio = 0.8;
    double const difference =
        restricted_mean_of_exponential(rate * ratio, 20) - restricted_mean_of_exponential(rate, 20);
    Coverage hazard;
    Coverage restricted;
    double held_if_unpaired = 0;
    for (int i = 0; i < repetitions; ++i) {
        auto const [variant, baseline] = pair_of_designs(luck, ratio);
        hazard.see(hazard_ratio(variant, baseline, Pairing::same_people).ratio, ratio);
        restricted.see(restricted_mean_difference(variant, baseline, 20, Pairing::same_people),
                       difference);
        auto const unpaired = hazard_ratio(variant, baseline, Pairing::unpaired).ratio;
        held_if_unpaired += unpaired.low <= ratio && ratio <= unpaired.high ? 1 : 0;
    }
    hazard.check(0.95);
    restricted.check(0.95);
    // Pairs correlate: who takes them as independent is too careful.
    CHECK(held_if_unpaired / repetitions > 0.98);
}

TEST_CASE(
    "Unpaired limits and the log-rank test hold their level when the groups are independent") {
    tests::Luck luck(64);
    Coverage hazard;
    Coverage restricted;
    Coverage log_rank_keeps;
    double const tau = 20;
    for (int i = 0; i < repetitions; ++i) {
        auto const variant = pair_of_designs(luck, 1).variant;
        auto const baseline = pair_of_designs(luck, 1).baseline;
        hazard.see(hazard_ratio(variant, baseline, Pairing::unpaired).ratio, 1);
        restricted.see(restricted_mean_difference(variant, baseline, tau, Pairing::unpaired), 0);
        double const p = log_rank(variant, baseline).p;
        log_rank_keeps.see({.value = p, .low = 0.05, .high = 1}, p);
    }
    hazard.check(0.95);
    restricted.check(0.95);
    log_rank_keeps.check(0.95);
}

TEST_CASE("Wilson's limits hold the truth as often as they say, over shares from a tenth to nine") {
    tests::Luck luck(65);
    Coverage coverage;
    for (int i = 0; i < 10 * repetitions; ++i) {
        double const share = 0.1 + 0.8 * luck.uniform();
        std::size_t successes = 0;
        for (int person = 0; person < 100; ++person) {
            successes += luck.uniform() < share ? 1U : 0U;
        }
        coverage.see(wilson(successes, 100), share);
    }
    coverage.check(0.95);
}
