#include "report/picture/svg.hpp"
#include "tests/report/picture/made_pictures.hpp"
#include "tests/report/picture/xml.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <regex>
#include <string>
#include <utility>
#include <vector>

using namespace report::picture;
using Catch::Contains;
using tests::awkward_name;
using tests::falling_curve;
using tests::forest;
using tests::stack_of;
using tests::survival_of;

namespace {

std::size_t count(std::string const& text, std::string const& what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

/// One of each kind, and the cases at the edge.
std::vector<std::string> all_pictures() {
    auto const none = SurvivalPicture{.words = {"Nobody", "", ""}};
    auto tiny = survival_of(1);
    tiny.curves[0] = falling_curve(awkward_name, 3, 0.4, 28.0);
    auto undefined = survival_of(2);
    for (auto& curve : undefined.curves) {
        curve.value.assign(curve.value.size(), not_given);
        curve.low.assign(curve.low.size(), not_given);
        curve.high.assign(curve.high.size(), not_given);
    }
    auto gap = stack_of(2);
    gap.groups[0].shares[1][7] = not_given;
    auto smooth = as_curves(survival_of(1));
    smooth.joined = Joined::straight;
    smooth.start = smooth.value_low = smooth.value_high = not_given;
    smooth.reference = 0.0;
    return {svg(none),
            svg(tiny),
            svg(undefined),
            svg(survival_of(3)),
            svg(survival_of(13)),
            svg(stack_of(1)),
            svg(stack_of(5)),
            svg(gap),
            svg(forest()),
            svg(ForestPicture{}),
            svg(smooth)};
}

/// The x and y of each point of a path.
std::vector<report::Point> points_of(std::string const& path) {
    static std::regex const command("([Mlhvz])([-0-9.]*) ?([-0-9.]*)");
    std::vector<report::Point> points;
    report::Point at;
    for (std::sregex_iterator it(path.begin(), path.end(), command), last; it != last; ++it) {
        char const what = (*it)[1].str()[0];
        if (what == 'z') {
            continue;
        }
        double const first = std::stod((*it)[2]);
        if (what == 'M') {
            at = {first, std::stod((*it)[3])};
        } else if (what == 'l') {
            at = at + report::Point{first, std::stod((*it)[3])};
        } else {
            at = at + (what == 'h' ? report::Point{first, 0.0} : report::Point{0.0, first});
        }
        points.push_back(at);
    }
    return points;
}

/// Paths drawn as lines of curves: those without fill that carry a name.
std::vector<std::string> lines_of_curves(std::string const& text) {
    static std::regex const line("<path d=\"([^\"]*)\" fill=\"none\"[^>]*><title>");
    std::vector<std::string> lines;
    for (std::sregex_iterator it(text.begin(), text.end(), line), last; it != last; ++it) {
        lines.push_back((*it)[1]);
    }
    return lines;
}

} // namespace

TEST_CASE("every picture is well-formed XML that needs nothing outside itself") {
    for (auto const& text : all_pictures()) {
        CHECK(tests::xml_fault(text).empty());
        CHECK_THAT(text, Contains("<title>") && Contains("<desc>"));
        CHECK_THAT(text, !Contains("<script") && !Contains("href") && !Contains("url("));
    }
}

TEST_CASE("the test of XML sees faults") {
    CHECK_FALSE(tests::xml_fault("<a><b></a></b>").empty());
    CHECK_FALSE(tests::xml_fault("<a>x & y</a>").empty());
    CHECK_FALSE(tests::xml_fault("<a x=1></a>").empty());
    CHECK_FALSE(tests::xml_fault("<a>").empty());
    CHECK(tests::xml_fault("<a x=\"1\">x &amp; y<b/></a>").empty());
}

TEST_CASE("what is not a number is never drawn") {
    for (auto const& text : all_pictures()) {
        CHECK_THAT(text, !Contains("nan") && !Contains("inf\"") && !Contains("inf "));
    }
}

TEST_CASE("the same picture is the same bytes") {
    auto const first = all_pictures();
    auto const second = all_pictures();
    CHECK(first == second);
}

TEST_CASE("names are escaped") {
    auto picture = survival_of(2);
    picture.curves[0].name = tests::awkward_name;
    CHECK_THAT(svg(picture), Contains("a &lt;b&gt; &amp; &quot;c&quot; d\u00e9j\u00e0"));
    CHECK_THAT(svg(picture), !Contains("<b>"));
}

TEST_CASE("the numbers at risk stand under the ticks of the axis") {
    auto const picture = survival_of(3);
    auto const text = svg(picture);
    for (std::size_t t = 0; t < picture.at_risk_times.size(); ++t) {
        auto const label = std::to_string(static_cast<int>(picture.at_risk_times[t]));
        auto const tick = tests::numbers_in_xml(text, "text", "x", label);
        REQUIRE(tick.size() == 1);
        for (auto const& curve : picture.curves) {
            auto const number = std::to_string(static_cast<int>(curve.at_risk[t]));
            auto const at_risk = tests::numbers_in_xml(text, "text", "x", number);
            REQUIRE(at_risk.size() == 1);
            CHECK(at_risk[0] == tick[0]);
        }
    }
}

TEST_CASE("survival curves begin at time 0 and 1, never rise, and stay within the axes") {
    auto const text = svg(survival_of(3));
    double const left = tests::numbers_in_xml(text, "text", "x", "0").at(0);
    // Numbers of the axis stand 4 px below their tick.
    double const top = tests::numbers_in_xml(text, "text", "y", "1.00").at(0) - 4.0;
    double const bottom = tests::numbers_in_xml(text, "text", "y", "0.00").at(0) - 4.0;
    auto const lines = lines_of_curves(text);
    REQUIRE(lines.size() == 3);
    for (auto const& line : lines) {
        auto const points = points_of(line);
        CHECK(points.front().x == Approx(left).margin(0.06));
        CHECK(points.front().y == Approx(top).margin(0.06));
        for (std::size_t i = 1; i < points.size(); ++i) {
            CHECK(points[i].y >= points[i - 1].y);
            CHECK(points[i].x >= points[i - 1].x);
            CHECK(points[i].y <= bottom + 0.06);
        }
        CHECK(points.back().x ==
              Approx(tests::numbers_in_xml(text, "text", "x", "90").at(0)).margin(0.06));
    }
}

TEST_CASE("the axis of survival goes from 0 to 1 though the curves do not") {
    SurvivalPicture picture;
    picture.curves = {tests::falling_curve("a", 5, 0.01, 30.0)};
    CHECK_THAT(svg(picture), Contains(">0.00<") && Contains(">1.00<"));
}

TEST_CASE("limits are drawn where they are defined, and a tick at each censoring") {
    auto picture = survival_of(1);
    CHECK(count(svg(picture), "fill-opacity") == 1);
    std::regex const ticks("class=\"censored\" d=\"([^\"]*)\"");
    std::smatch found;
    auto const text = svg(picture);
    REQUIRE(std::regex_search(text, found, ticks));
    CHECK(points_of(found[1]).size() == 2 * picture.curves[0].censored_at.size());
    picture.curves[0].low.assign(picture.curves[0].low.size(), not_given);
    CHECK(count(svg(picture), "fill-opacity") == 0);
}

TEST_CASE("groups differ in dashes, not in colour alone") {
    auto const text = svg(survival_of(8));
    std::regex const style("fill=\"none\" stroke=\"#[0-9A-F]+\" stroke-width=\"2\"([^>]*)><title>");
    std::vector<std::string> seen;
    for (std::sregex_iterator it(text.begin(), text.end(), style), last; it != last; ++it) {
        seen.push_back((*it)[1]);
    }
    REQUIRE(seen.size() == 8);
    std::sort(seen.begin(), seen.end());
    CHECK(std::unique(seen.begin(), seen.end()) == seen.end());
}

TEST_CASE("a curve of ten thousand steps is a small file") {
    SurvivalPicture picture;
    picture.curves = {tests::falling_curve("a", 10000, 0.0002, 5000.0)};
    CHECK(svg(picture).size() < 150000);
}

TEST_CASE("stacked shares add up to 1, whatever the rounding") {
    StackGroup group{"", {1.0, 2.0}, {{0.1, 0.7}, {0.2, 0.3 + 1e-12}}};
    auto const tops = stack_tops(group, 0);
    REQUIRE(tops.size() == 3);
    CHECK(tops[0] == Approx(0.1));
    CHECK(tops[1] == Approx(0.3));
    CHECK(tops[2] == 1.0);
    CHECK(stack_tops(group, 1)[1] == 1.0);
    group.shares[0][0] = not_given;
    for (double const top : stack_tops(group, 0)) {
        CHECK(std::isnan(top));
    }
}

TEST_CASE("an interval that leaves the axis ends in an arrow, a summary is a diamond") {
    auto picture = tests::forest();
    auto const text = svg(picture);
    CHECK(count(text, "class=\"arrow\"") == 1);
    CHECK(count(text, "class=\"summary\"") == 1);
    CHECK_THAT(text, Contains("no events in one group"));
    picture.axis_low = 0.5;
    picture.axis_high = 50.0;
    CHECK(count(svg(picture), "class=\"arrow\"") == 0);
}

TEST_CASE("a bar goes from end to end, the dark one where the estimate is") {
    ForestPicture forest;
    forest.scale = ForestScale::linear;
    forest.null_value = 1.0;
    forest.interval = "";
    forest.axis_low = 0.0;
    forest.axis_high = 4.0;
    forest.rows = {
        {.name = "up", .estimate = 3.0, .low = 1.0, .high = 3.0, .kind = ForestRowKind::bar},
        {.name = "down", .estimate = 1.0, .low = 1.0, .high = 3.0, .kind = ForestRowKind::bar}};
    auto const drawn = svg(forest);
    auto const ends = [&drawn](std::string const& colour) {
        std::vector<std::pair<double, double>> found; // from, to
        for (auto at = drawn.find(colour); at != std::string::npos;
             at = drawn.find(colour, at + 1)) {
            auto const tag = drawn.rfind("<rect", at);
            auto const number = [&](std::string const& key) {
                return std::stod(drawn.substr(drawn.find(key, tag) + key.size()));
            };
            auto const x = number(" x=\"");
            found.emplace_back(x, x + number(" width=\""));
        }
        return found;
    };
    auto const bars = ends("#A6CDE6");
    auto const marks = ends("#0072B2");
    REQUIRE(bars.size() == 2);
    REQUIRE(marks.size() == 2);
    CHECK(bars[0] == bars[1]);
    CHECK(marks[0].second == Approx(bars[0].second).margin(0.2));
    CHECK(marks[1].first == Approx(bars[1].first).margin(0.2));
    CHECK(drawn.find("()") == std::string::npos);
}

TEST_CASE("numbers of a forest plot have two decimals, and dashes where they are undefined") {
    CHECK(forest_numbers({.estimate = 0.851, .low = 0.7, .high = 1.03}) == "0.85 (0.70 to 1.03)");
    CHECK(forest_numbers({.estimate = 0.851}) == "0.85");
    CHECK(forest_numbers({.estimate = 2.0, .low = 1.0}) == "2.00 (1.00 to -)");
    CHECK(forest_numbers({}) == "-");
    CHECK(forest_numbers({.estimate = -0.001, .low = -0.5, .high = 0.5}) == "0.00 (-0.50 to 0.50)");
    CHECK(forest_numbers({.estimate = 0.5, .low = 0.5, .high = 0.7, .kind = ForestRowKind::bar}) ==
          "0.70 to 0.50");
}
