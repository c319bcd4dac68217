#include "analysis/cox/piecewise_hazard_ratios.hpp"
#include "analysis/cox/split_rows.hpp"
#include "tests/analysis/cox/cox_cases.hpp"

#include <fmt/format.h>

#include <limits>

using namespace analysis;
using tests::agrees;
using tests::columns;
using tests::data_set;
using tests::lung_case;
using tests::table;

namespace {

void agrees_on_periods(std::string const& key, PiecewiseHazardRatios const& found) {
    REQUIRE(found.status == FitStatus::converged);
    for (std::size_t i = 0; i < found.fit.coefficients.size(); ++i) {
        auto const& estimate = found.fit.coefficients[i].estimate;
        agrees(fmt::format("{}.beta.{}", key, i + 1), estimate.value);
        agrees(fmt::format("{}.error.{}", key, i + 1), estimate.standard_error);
    }
    agrees(key + ".equality", found.equality.chi_squared);
}

} // namespace

TEST_CASE("Rows are cut into periods that include their end, and the event stays with the last") {
    auto data = table({1, 5, 10, 12}, {1, 1, 0, 1});
    data.weight = {1, 2, 3, 4};
    std::vector<double> const cuts{5, 10};
    auto const pieces = split_rows(data, cuts);
    CHECK(pieces.row == std::vector<std::size_t>{0, 1, 2, 2, 3, 3, 3});
    CHECK(pieces.period == std::vector<int>{0, 0, 0, 1, 0, 1, 2});
    CHECK(pieces.table.entry == std::vector<double>{0, 0, 0, 5, 0, 5, 10});
    CHECK(pieces.table.time == std::vector<double>{1, 5, 5, 10, 5, 10, 12});
    CHECK(pieces.table.status == std::vector<int>{1, 1, 0, 0, 0, 0, 1});
    CHECK(pieces.table.weight == std::vector<double>{1, 2, 3, 3, 4, 4, 4});
    CHECK(pieces.table.cluster == std::vector<int>{0, 1, 2, 2, 3, 3, 3});
}

TEST_CASE("Rows that enter late begin in the period of their entry") {
    auto data = table({8, 9}, {1, 0});
    data.entry = {5, 2};
    std::vector<double> const cuts{5};
    auto const pieces = split_rows(data, cuts);
    CHECK(pieces.table.entry == std::vector<double>{5, 2, 5});
    CHECK(pieces.period == std::vector<int>{1, 0, 1});
}

TEST_CASE("Splitting rows leaves a Cox fit and its robust errors as they were") {
    auto data = lung_case("month");
    data.options.errors = CoxErrors::robust;
    std::vector<double> const cuts{1, 2, 5.5, 12};
    auto const pieces = split_rows(data.table, cuts);
    auto const whole = cox(data.table, data.covariates, data.options);
    auto const split = cox(pieces.table, pieces.of(data.covariates), data.options);
    CHECK(split.log_likelihood == Approx(whole.log_likelihood).epsilon(1e-12));
    CHECK((split.beta() - whole.beta()).norm() < 1e-10);
    CHECK((split.covariance - whole.covariance).norm() < 1e-10);
}

TEST_CASE("R's survSplit and coxph give the same hazard ratios by period") {
    auto const frame = data_set("veteran");
    auto data = table(frame.number("time"), frame.integer("status"));
    std::vector<int> test;
    for (int const treatment : frame.integer("trt")) {
        test.push_back(treatment - 1);
    }
    std::vector<double> const cuts{90, 180};
    auto const adjust = columns({"karno"}, {frame.number("karno")});
    agrees("pieces.rows", static_cast<double>(split_rows(data, cuts).row.size()));
    auto const plain = piecewise_hazard_ratios(data, test, cuts, adjust);
    agrees_on_periods("pieces.veteran", plain);
    CHECK(plain.periods[1].from == 90);
    CHECK(plain.periods[1].until == 180);
    CHECK(std::isinf(plain.periods[2].until));
    agrees_on_periods(
        "pieces.veteran.robust",
        piecewise_hazard_ratios(data, test, cuts, adjust, {.errors = CoxErrors::robust}));

    auto const days = data_set("paired_days");
    data = table(days.number("time"), days.integer("status"), 3);
    data.cluster = days.integer("person");
    auto const variant = tests::each_row(
        data.size(), [&](std::size_t i) { return days.text("design")[i] == "variant" ? 1 : 0; });
    std::vector<double> const week_month{7, 30};
    agrees_on_periods("pieces.paired_days", piecewise_hazard_ratios(data, variant, week_month));
}

TEST_CASE("A period without events of one group has no ratio and names the period") {
    auto const data = table({1, 2, 3, 4, 12, 13, 14}, {1, 1, 1, 1, 1, 1, 0});
    std::vector<int> const group{0, 1, 0, 1, 0, 0, 1};
    std::vector<double> const cuts{10};
    auto const found = piecewise_hazard_ratios(data, group, cuts);
    CHECK(found.status == FitStatus::no_maximum);
    CHECK(found.reason.find("the group after 10") != std::string::npos);
    CHECK(std::isnan(found.periods[0].ratio.value));
}

TEST_CASE("A time of 0 is outside every period") {
    std::vector<int> const group{0, 1};
    std::vector<double> const cuts{1};
    CHECK(piecewise_hazard_ratios(table({0, 2}, {1, 1}), group, cuts).status ==
          FitStatus::outside_support);
}
