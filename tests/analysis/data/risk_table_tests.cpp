#include "analysis/data/cause_specific.hpp"
#include "analysis/data/risk_sweep.hpp"
#include "analysis/data/risk_table.hpp"
#include "tests/analysis/simulate.hpp"
#include "tests/analysis/tables.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace analysis;

namespace {

/// Entries on a third of the way to the time or at 0, weights 0.5, 1, 1.5.
EventTable late_and_weighted(tests::Luck& luck, std::size_t rows, double unit) {
    auto table = tests::random_table(luck, rows, unit);
    for (double const time : table.time) {
        double const entry = unit > 0 ? std::floor(time / 3 / unit) * unit : time / 3;
        table.entry.push_back(luck.below(2) == 0 ? 0 : entry);
        table.weight.push_back(0.5 * (1 + luck.below(3)));
    }
    return table;
}

struct Counted {
    double weight = 0;
    std::size_t rows = 0;
};

template <typename Wanted>
Counted count_if(EventTable const& table, Wanted wanted) {
    Counted counted;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (wanted(i)) {
            counted.weight += table.weight.empty() ? 1 : table.weight[i];
            ++counted.rows;
        }
    }
    return counted;
}

void counts_everybody(EventTable const& table) {
    TimeGrid const grid(table);
    auto const risk = count_risk(table, grid);
    for (std::size_t row = 0; row < grid.size(); ++row) {
        double const t = grid.times()[row];
        auto const at_risk = count_if(table, [&](std::size_t i) {
            return table.time[i] >= t && (table.entry.empty() || table.entry[i] < t);
        });
        CHECK(risk.at_risk[row] == Approx(at_risk.weight));
        CHECK(risk.rows_at_risk[row] == at_risk.rows);
        auto const events = count_if(
            table, [&](std::size_t i) { return table.time[i] == t && table.status[i] != 0; });
        CHECK(risk.events[row] == Approx(events.weight));
        CHECK(risk.rows_with_event[row] == events.rows);
        auto const of_second = count_if(
            table, [&](std::size_t i) { return table.time[i] == t && table.status[i] == 2; });
        CHECK(risk.events_of_cause[1][row] == Approx(of_second.weight));
        auto const censored = count_if(
            table, [&](std::size_t i) { return table.time[i] == t && table.status[i] == 0; });
        CHECK(risk.censored[row] == Approx(censored.weight));
    }
}

void sweeps_the_risk_table(EventTable const& table) {
    TimeGrid const grid(table);
    auto const risk = count_risk(table, grid);
    RiskSweep sweep(table);
    CHECK(sweep.most_times() >= grid.size());
    std::size_t row = 0;
    for (; sweep.next(); ++row) {
        REQUIRE(row < grid.size());
        CHECK(sweep.row().time == grid.times()[row]);
        CHECK(sweep.row().at_risk == Approx(risk.at_risk[row]));
        CHECK(sweep.row().events == Approx(risk.events[row]));
        CHECK(sweep.row().censored == Approx(risk.censored[row]));
        CHECK(sweep.row().rows_at_risk == risk.rows_at_risk[row]);
        CHECK(sweep.row().rows_with_event == risk.rows_with_event[row]);
        CHECK(sweep.events_of_cause()[1] == Approx(risk.events_of_cause[1][row]));
    }
    CHECK(row == grid.size());
    CHECK_FALSE(sweep.next());
}

} // namespace

TEST_CASE("A risk table counts everybody after their entry until and with their time, for whole "
          "days and any times") {
    tests::Luck luck(41);
    for (double const unit : {1.0, 0.25, 0.0}) {
        counts_everybody(late_and_weighted(luck, 60, unit));
        counts_everybody(tests::random_table(luck, 60, unit));
    }
}

TEST_CASE("A sweep meets the rows of the risk table in order") {
    tests::Luck luck(42);
    for (double const unit : {1.0, 0.25, 0.0}) {
        sweeps_the_risk_table(late_and_weighted(luck, 300, unit));
        sweeps_the_risk_table(tests::random_table(luck, 300, unit));
    }
    RiskSweep nobody(tests::table({}, {}));
    CHECK_FALSE(nobody.next());
}

TEST_CASE("Who enters at a time is not at risk at it, rounding allowed for") {
    EventTable data{.time = {0.3, 0.7}, .status = {1, 1}};
    data.entry = {0, 0.1 + 0.2};
    TimeGrid const grid(data);
    CHECK(count_risk(data, grid).at_risk == std::vector<double>{1, 1});
    CHECK(grid.rows_until(0.1 + 0.2) == 1);
    data = {.time = {3, 7}, .status = {1, 1}};
    data.entry = {0, 3};
    CHECK(count_risk(data, TimeGrid(data)).at_risk == std::vector<double>{1, 1});
    data.entry = {0, 2.5};
    CHECK(count_risk(data, TimeGrid(data)).at_risk == std::vector<double>{2, 1});
}

TEST_CASE("Where all at risk have the event, the weights at risk equal theirs to the last bit") {
    for (double const unit : {1.0, 0.1}) {
        EventTable data{.time = {1, 2, 5, 5, 5, 9, 10, 11}, .status = {1, 0, 1, 1, 1, 1, 1, 1}};
        data.entry = {0, 0, 0, 0, 0, 6, 6, 6};
        data.weight = {1e6 / 3, 0.1, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3};
        for (std::size_t i = 0; i < data.size(); ++i) {
            data.time[i] *= unit;
            data.entry[i] *= unit;
        }
        auto const risk = count_risk(data, TimeGrid(data));
        CHECK(risk.at_risk[2] == risk.events[2]);
        CHECK(risk.at_risk[5] == 0.3);
        RiskSweep sweep(data);
        while (sweep.next()) {
            if (sweep.row().rows_at_risk == sweep.row().rows_with_event) {
                CHECK(sweep.row().at_risk == sweep.row().events);
            }
        }
    }
}

TEST_CASE("Only the events of one cause are events of its own table") {
    auto const data = tests::table({1, 2, 3, 4}, {0, 1, 2, 2}, 2);
    auto const of_second = cause_specific(data, 2);
    CHECK(of_second.status == std::vector<int>{0, 0, 1, 1});
    CHECK(of_second.causes == 1);
}
