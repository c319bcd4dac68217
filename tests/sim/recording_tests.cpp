#include "core/mistakes.hpp"
#include "sim/compare/compare_options.hpp"
#include "sim/compare/tables/comparison_rows.hpp"
#include "sim/compare/tables/comparison_table.hpp"
#include "sim/engine/run.hpp"
#include "sim/engine/run_cost.hpp"
#include "sim/reading/reading.hpp"
#include "sim/record_file.hpp"
#include "tests/folder.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace {

using agents::Recorded;

sim::Scenario small(std::string const& record, int users = 3000) {
    return sim::read_scenario(
        std::string(HOLDFAST_SOURCE_DIR) + "/scenarios/first-look.yaml",
        {{"users", fmt::format("{}", users)}, {"horizon_days", "40"}, {"record", record}});
}

sim::Record run(std::string const& record, std::size_t block_users = 0, int threads = 2) {
    sim::RunOptions options;
    options.threads = threads;
    options.block_users = block_users;
    return sim::run(small(record), options);
}

sim::Comparison compared(sim::Record const& record, std::string const& attrition) {
    sim::CompareWords words;
    words.attrition = attrition;
    words.days = {0, 1, 7, 15, 30, 40};
    return sim::compare(record, sim::chosen_options(words, record));
}

bool same(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(a) == std::isnan(b);
    }
    // Standard errors of changes are told from fixed-point sums of squares, and open rates from
    // single precision where people are recorded.
    return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b)) + 1e-8;
}

std::string name_of(sim::ComparisonRow const& row) {
    return fmt::format("{} {} {} {} {}", row.design, row.contrast_with, row.measure, row.of,
                       row.day.value_or(-1.0));
}

/// The rows that differ, with both values.
std::string differences(sim::Comparison const& one, sim::Comparison const& other) {
    auto const rows = sim::comparison_rows({one, {}, {}});
    auto const others = sim::comparison_rows({other, {}, {}});
    std::string told = rows.size() == others.size() ? "" : "not as many rows";
    for (std::size_t i = 0; i < std::min(rows.size(), others.size()); ++i) {
        auto const& a = rows[i].estimate;
        auto const& b = others[i].estimate;
        if (name_of(rows[i]) != name_of(others[i]) || !same(a.value, b.value) ||
            !same(a.low, b.low) || !same(a.high, b.high) ||
            !same(a.standard_error, b.standard_error) || !same(rows[i].p, others[i].p)) {
            told += fmt::format("{}: {} ({}, {}; {}; p {}) and {} ({}, {}; {}; p {})\n",
                                name_of(rows[i]), a.value, a.low, a.high, a.standard_error,
                                rows[i].p, b.value, b.low, b.high, b.standard_error, others[i].p);
        }
    }
    return told;
}

/// The first mistake in the words.
std::string complaint(sim::CompareWords const& words, sim::Record const& record) {
    try {
        static_cast<void>(sim::chosen_options(words, record));
    } catch (core::ConfigError const& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("counts alone tell of designs and their differences what recorded people tell") {
    auto const people = run("all");
    auto const counts = run("aggregates");
    CHECK(counts.population.traits.empty());
    CHECK(counts.designs[0].outcomes.bytes() == 0);
    CHECK(people.designs[1].days.opened == counts.designs[1].days.opened);
    CHECK(differences(compared(people, "left"), compared(counts, "left")).empty());
    CHECK(differences(compared(people, "last-use"), compared(counts, "last-use")).empty());
    auto const curve = compared(people, "left").everybody.designs[2].curve;
    auto const counted = compared(counts, "left").everybody.designs[2].curve;
    CHECK(curve.time == counted.time);
    CHECK(curve.at_risk == counted.at_risk);
    CHECK(curve.censored == counted.censored);
}

TEST_CASE("counts are the same for any threads and blocks") {
    auto const digest = sim::content_digest(run("aggregates"));
    CHECK(sim::content_digest(run("aggregates", 7, 1)) == digest);
    CHECK(sim::content_digest(run("aggregates", 1000, 2)) == digest);
}

TEST_CASE("counts come back from their file as they were") {
    tests::Folder const folder;
    auto const record = run("aggregates");
    sim::write_record(folder.file("counts.h5"), record);
    auto const back = sim::read_record(folder.file("counts.h5"));
    CHECK(sim::content_digest(back) == sim::content_digest(record));
    CHECK(differences(compared(back, "left"), compared(record, "left")).empty());
}

TEST_CASE("a file of counts that do not add up to everybody is refused") {
    tests::Folder const folder;
    auto record = run("aggregates");
    record.designs[1].pairs->events[0][5] += 1;
    sim::write_record(folder.file("counts.h5"), record);
    CHECK_THROWS_WITH(sim::read_record(folder.file("counts.h5")),
                      Catch::Contains("pairs/events_left counts 3001 people"));
}

TEST_CASE("counts take no more memory for more people, and single columns less than all") {
    auto const bytes = [](std::string const& record, int users) {
        return sim::cost_of(small(record, users)).memory_bytes(2);
    };
    CHECK(bytes("aggregates", 1000) == bytes("aggregates", 1000000));
    CHECK(bytes("[leaving]", 1000000) - bytes("[leaving]", 999999) == 6 * 7);
    CHECK(bytes("all", 1000000) > 10 * bytes("[leaving]", 1000000));
}

TEST_CASE("columns that are kept are those of a run that keeps all") {
    auto const all = run("all");
    auto const some = run("[leaving, distress]");
    auto const& outcomes = some.designs[3].outcomes;
    CHECK(some.population.traits.empty());
    CHECK(outcomes.leave_day == all.designs[3].outcomes.leave_day);
    CHECK(outcomes.last_use == all.designs[3].outcomes.last_use);
    CHECK(outcomes.distress_horizon == all.designs[3].outcomes.distress_horizon);
    CHECK(outcomes.use.empty());
    CHECK(outcomes.alliance_end.empty());
    CHECK(outcomes.scores[0].empty());
}

TEST_CASE("what is kept comes back from its file, and the rest is not there") {
    tests::Folder const folder;
    auto const record = run("[traits, leaving]");
    sim::write_record(folder.file("some.h5"), record);
    auto const back = sim::read_record(folder.file("some.h5"));
    CHECK(back.kept.of_users == record.kept.of_users);
    CHECK(sim::content_digest(back) == sim::content_digest(record));
    CHECK(back.population.traits.size() == record.population.traits.size());
    CHECK(back.designs[0].outcomes.use.empty());
}

TEST_CASE("a comparison leaves out what was not recorded, and says so") {
    auto const record = run("[leaving]");
    auto const text = sim::comparison_table({compared(record, "left"), {}, {}}, {.width = 160});
    CHECK_THAT(text, Catch::Contains("Recorded of every person: leaving"));
    CHECK_THAT(text, Catch::Contains("used it for the last time"));
    CHECK_THAT(text, !Catch::Contains("opened the app on the day"));
    CHECK_THAT(text, !Catch::Contains("Alliance and components"));
    CHECK_THAT(text, !Catch::Contains("Questionnaires"));
    auto const whole = compared(run("all"), "last-use");
    auto const lean = compared(record, "last-use");
    CHECK(lean.everybody.contrasts[0].hazard_ratio.ratio.value ==
          whole.everybody.contrasts[0].hazard_ratio.ratio.value);
    CHECK(lean.everybody.designs[1].estimates.once("restricted_mean").value ==
          whole.everybody.designs[1].estimates.once("restricted_mean").value);
}

TEST_CASE("what was not recorded cannot be asked for, and the message says how it can") {
    auto const counts = run("aggregates");
    CHECK_THAT(complaint({.attrition = "inactive:14"}, counts),
               Catch::Contains("\"inactive:14\" needs \"use\" of every person") &&
                   Catch::Contains("record: all"));
    CHECK_THAT(complaint({.by = "lives_alone"}, counts), Catch::Contains("needs \"traits\""));
    CHECK_THAT(complaint({.baseline = "all-together"}, counts),
               Catch::Contains("counted in pairs with another design"));
    auto const some = run("[distress]");
    CHECK_THAT(complaint({}, some), Catch::Contains("\"left\" needs \"leaving\""));
    CHECK(complaint({.attrition = "last-use"}, counts).empty());
}
