#include "tests/sim/made_record.hpp"

#include "report/text/estimate_text.hpp"
#include "report/text/text_table.hpp"
#include "sim/compare/compare_options.hpp"
#include "sim/compare/tables/comparison_csv.hpp"
#include "sim/compare/tables/comparison_json.hpp"
#include "sim/compare/tables/comparison_rows.hpp"
#include "sim/compare/tables/comparison_table.hpp"
#include "sim/compare/tables/headline.hpp"
#include "sim/compare/tables/survival_plot.hpp"
#include "tests/sim/compared.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <sstream>

namespace {

analysis::Estimate estimate(double value, double low, double high) {
    return {value, low, high, 1.0};
}

std::vector<std::string> lines_of(std::string const& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

TEST_CASE("numbers in tables have no negative zero, and differences carry their sign") {
    CHECK(report::number_text(-0.001, 2) == "0.00");
    CHECK(report::number_text(-0.006, 2) == "-0.01");
    CHECK(report::difference_text(estimate(0.5, 0.25, 0.75), 2) == "+0.50 (0.25 to 0.75)");
    CHECK(report::difference_text(estimate(-0.5, -0.75, -0.25), 2) == "-0.50 (-0.75 to -0.25)");
    CHECK(report::difference_text(estimate(0.001, -0.2, 0.2), 1) == "0.0 (-0.2 to 0.2)");
    CHECK(report::plus_minus_text(estimate(0.5, 0.25, 0.75), 2) == "+0.50 \u00b1 0.25");
    CHECK(report::percent_text(estimate(0.123, 0.1, 0.15)) == "12.3 (10.0\u201315.0)");
}

TEST_CASE("an interval narrower than the last decimal gets more decimals, but not endlessly") {
    CHECK(report::decimals_to_tell(estimate(0.5, 0.4, 0.6), 1) == 1);
    CHECK(report::decimals_to_tell(estimate(0.5, 0.46, 0.54), 1) == 2);
    CHECK(report::decimals_to_tell(estimate(0.5, 0.5, 0.5), 1) == 3);
    CHECK(report::decimals_to_tell({}, 2) == 2);
}

TEST_CASE("what is undefined is a dash, and an estimate without limits stands alone") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(report::estimate_text({}, 2) == "-");
    CHECK(report::difference_text({}, 2) == "-");
    CHECK(report::estimate_text(estimate(3.0, nan, nan), 0) == "3");
    CHECK(report::p_text(0.0002) == "<0.001");
    CHECK(report::p_text(nan) == "-");
    CHECK(report::count_text(1234567) == "1,234,567");
    CHECK(report::count_text(123) == "123");
}

TEST_CASE("a headline says who keeps people longer, by how much and with what hazard") {
    auto comparison = tests::compared(tests::record_by_hand());
    auto& kind = comparison.everybody.contrasts[0];
    tests::put(kind.differences, "restricted_mean", estimate(1.9, 1.6, 2.2));
    kind.hazard_ratio.ratio = estimate(0.87, 0.86, 0.88);
    CHECK(sim::headlines(comparison).at(0) ==
          "kind keeps people 1.9 days longer (1.6 to 2.2) than plain; hazard of leaving x0.87 "
          "(0.86 to 0.88)");
    tests::put(kind.differences, "restricted_mean", estimate(-1.9, -2.2, -1.6));
    CHECK_THAT(sim::headlines(comparison).at(0),
               Catch::StartsWith("kind keeps people 1.9 days less long (1.6 to 2.2) than plain;"));
    tests::put(kind.differences, "restricted_mean", estimate(0.1, -0.2, 0.4));
    CHECK_THAT(sim::headlines(comparison).at(0),
               Catch::StartsWith("kind: no clear difference from plain, +0.1 (-0.2 to 0.4) days;"));
}

TEST_CASE("the longest kept come first, and a long list is cut") {
    auto comparison = tests::compared(tests::random_record(30, 10, 4, 1));
    tests::put(comparison.everybody.contrasts[1].differences, "restricted_mean",
               estimate(9.0, 8.0, 10.0));
    auto const lines = sim::headlines(comparison, 2);
    REQUIRE(lines.size() == 3);
    CHECK_THAT(lines[0], Catch::StartsWith("design 2 keeps people 9.0 days longer"));
    CHECK(lines[2] == "and 1 more designs below");
}

TEST_CASE("an interrupted run says how many people it is about") {
    auto record = tests::record_by_hand();
    record.users_asked = 100000;
    CHECK_THAT(sim::comparison_table(tests::reported(tests::compared(record))),
               Catch::Contains("The run was interrupted: 4 of 100,000 people."));
}

TEST_CASE("every table says which definition of attrition it used and how intervals take people") {
    auto const text = sim::comparison_table(tests::reported(tests::compared(
        tests::random_record(50, 30, 3, 1), {.attrition = "inactive:7", .by = "age"})));
    std::string const small_print =
        "(attrition: inactive:7; 95% intervals, users independent, designs paired)";
    auto const lines = lines_of(text);
    CHECK(std::count(lines.begin(), lines.end(), small_print) == 7);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        // Under a ruled heading stands a table; two lines above it the small print.
        if (lines[i].rfind("\u2500", 0) == 0 && i >= 2 && lines[i - 1].rfind("design  ", 0) == 0) {
            CHECK(lines[i - 2] == small_print);
        }
    }
}

TEST_CASE("a comparison tells how often the rules of stages held") {
    auto const record = tests::random_record(50, 30, 3, 1);
    auto const comparison = tests::compared(record);
    REQUIRE(comparison.staged.size() == 1);
    auto const& staged = comparison.staged.front();
    CHECK(staged.design == 1);
    CHECK(staged.active == record.designs[1].days.active);
    REQUIRE(staged.stages.size() == 2);
    CHECK(staged.stages[0].in == staged.active);
    CHECK(staged.stages[0].entered[0] == 50);
    CHECK(staged.stages[1].in == std::vector<std::int64_t>(31, 0));
    auto const text = sim::comparison_table(tests::reported(comparison));
    CHECK_THAT(text, Catch::Contains("Stages, counted over everybody"));
    CHECK_THAT(text, Catch::Contains("100.0%"));
    auto const json = sim::comparison_json(tests::reported(comparison));
    CHECK_THAT(json, Catch::Contains("\"staged\""));
    CHECK(sim::comparison_table(tests::reported(tests::compared(tests::record_by_hand())))
              .find("Stages") == std::string::npos);
}

TEST_CASE("a summary is shorter than the full table and begins the same way") {
    auto const comparison = tests::compared(tests::random_record(50, 30, 3, 1));
    auto const full = sim::comparison_table(tests::reported(comparison));
    auto const summary =
        sim::comparison_table(tests::reported(comparison), {.detail = sim::Detail::summary});
    CHECK(summary.size() < full.size());
    CHECK(full.compare(0, summary.size(), summary) == 0);
}

TEST_CASE("the curves begin at one, and no line is wider than the terminal") {
    auto const plot = sim::survival_plot(tests::compared(tests::random_record(50, 30, 3, 1)), {});
    auto const lines = lines_of(plot);
    CHECK(lines[0].rfind("1.00 |*", 0) == 0);
    for (auto const& line : lines) {
        CHECK(report::display_width(line) <= 80);
    }
    CHECK_THAT(plot, Catch::Contains("a = design 0") && Catch::Contains("c = design 2"));
}

TEST_CASE("of many designs the baseline and the extremes are drawn") {
    auto comparison = tests::compared(tests::random_record(50, 30, 9, 1));
    tests::put(comparison.everybody.designs[4].estimates, "restricted_mean", {99.0});
    tests::put(comparison.everybody.designs[7].estimates, "restricted_mean", {0.0});
    CHECK_THAT(sim::survival_plot(comparison, {}),
               Catch::Contains("a = design 0") && Catch::Contains("b = design 4") &&
                   Catch::Contains("c = design 7") && !Catch::Contains("design 1"));
}

TEST_CASE("CSV has a heading and a row for every estimate, with as many fields") {
    auto const comparison =
        tests::compared(tests::random_record(50, 30, 2, 1), {.by = "lives_alone"});
    auto const lines = lines_of(sim::comparison_csv(tests::reported(comparison)));
    CHECK(lines.size() == 1 + sim::comparison_rows(tests::reported(comparison)).size());
    for (auto const& line : lines) {
        CHECK(std::count(line.begin(), line.end(), ',') == 12);
    }
    // Everybody and two groups, each with 2 designs and 1 contrast.
    auto const restricted = std::count_if(lines.begin(), lines.end(), [](std::string const& line) {
        return line.find(",restricted_mean,") != std::string::npos;
    });
    CHECK(restricted == 9);
}

TEST_CASE("CSV quotes names with commas and quotes") {
    auto record = tests::record_by_hand();
    record.designs[0].name = "a, \"b\"";
    CHECK_THAT(sim::comparison_csv(tests::reported(tests::compared(record))),
               Catch::Contains(",\"a, \"\"b\"\"\","));
}

TEST_CASE("JSON and CSV hold the same number for the same estimate") {
    auto const comparison = tests::compared(tests::random_record(50, 30, 2, 1));
    auto const value = comparison.everybody.contrasts[0].differences.once("alliance_end").value;
    std::ostringstream shortest;
    shortest.precision(17);
    shortest << value;
    auto const json = sim::comparison_json(tests::reported(comparison));
    auto const at = json.rfind("\"alliance_end\"");
    REQUIRE(at != std::string::npos);
    auto const number = json.find("\"value\": ", at) + 9;
    CHECK(std::stod(json.substr(number)) == value);
}

TEST_CASE("a heading in a table spans its columns without widening them") {
    report::TextTable table({{"a"}, {"b", report::Align::right}});
    table.add_heading("a heading much wider than the columns");
    table.add_row({"x", "1"});
    CHECK(table.str() ==
          "a  b\n\u2500\u2500\u2500\u2500\na heading much wider than the columns\nx  1\n");
}
