#include "report/picture/text_grid.hpp"
#include "report/text/text_table.hpp"
#include "tests/report/picture/made_pictures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

using namespace report::picture;
using Catch::Contains;
using tests::forest;
using tests::stack_of;
using tests::survival_of;

namespace {

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> all_texts(TextCanvas const& canvas) {
    return {text(survival_of(1), canvas),    text(survival_of(4), canvas),
            text(survival_of(13), canvas),   text(stack_of(1), canvas),
            text(stack_of(3), canvas),       text(forest(), canvas),
            text(SurvivalPicture{}, canvas), text(ForestPicture{}, canvas)};
}

bool is_ascii(std::string const& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

TEST_CASE("no line is wider than the canvas") {
    for (std::size_t const width : {60U, 80U, 133U}) {
        for (auto const letters : {Letters::ascii, Letters::unicode}) {
            for (auto const& picture : all_texts({.width = width, .letters = letters})) {
                for (auto const& line : lines_of(picture)) {
                    CAPTURE(line);
                    CHECK(report::display_width(line) <= width);
                }
            }
        }
    }
}

TEST_CASE("without UTF-8 every sign is ASCII, but for the names") {
    auto picture = survival_of(3);
    picture.words.subtitle.clear();
    CHECK(is_ascii(text(picture, {})));
    CHECK(is_ascii(text(stack_of(2), {})));
    auto rows = forest();
    rows.rows.erase(rows.rows.begin() + 2);
    CHECK(is_ascii(text(rows, {})));
    CHECK_FALSE(is_ascii(text(picture, {.letters = Letters::unicode})));
}

TEST_CASE("colours are used only when asked for, and each ends") {
    auto const plain = text(survival_of(3), {.letters = Letters::unicode});
    CHECK_THAT(plain, !Contains("\033"));
    auto const coloured =
        text(survival_of(3), {.letters = Letters::unicode, .colours = Colours::ansi});
    CHECK_THAT(coloured, Contains("\033[38;5;32m") && Contains("\033[0m"));
    for (auto const& line : lines_of(coloured)) {
        auto const last = line.rfind("\033[");
        CHECK((last == std::string::npos || line.compare(last, 4, "\033[0m") == 0));
    }
}

TEST_CASE("a survival curve begins in the corner of time 0 and 1") {
    auto picture = survival_of(1);
    picture.words = {};
    auto const lines = lines_of(text(picture, {}));
    CHECK(lines[1].rfind("1.00 |a", 0) == 0);
    CHECK_THAT(lines[17], Contains("0.00 |"));
}

TEST_CASE("each curve has a letter, in the plot and in the legend") {
    auto const plot = text(survival_of(3), {.letters = Letters::unicode});
    CHECK_THAT(plot, Contains("a = group 0") && Contains("b = group 1") && Contains("c = group 2"));
    std::size_t rows_with_c = 0;
    for (auto const& line : lines_of(plot)) {
        bool const in_plot =
            line.find("\u2502") != std::string::npos || line.find("\u2524") != std::string::npos;
        rows_with_c += in_plot && line.find('c') != std::string::npos ? 1U : 0U;
    }
    CHECK(rows_with_c >= 3);
}

TEST_CASE("on a terminal too the numbers at risk stand under the ticks") {
    auto picture = survival_of(2);
    for (auto& curve : picture.curves) {
        for (std::size_t t = 0; t < curve.at_risk.size(); ++t) {
            curve.at_risk[t] = picture.at_risk_times[t]; // the same texts as the ticks
        }
    }
    for (std::size_t const width : {60U, 80U, 100U}) {
        auto const lines = lines_of(text(picture, {.width = width}));
        auto const heading = std::find(lines.begin(), lines.end(), "Number at risk");
        REQUIRE(heading != lines.end());
        auto const ticks = *(heading - 2);
        CHECK((heading + 1)->substr(2) == ticks.substr(2));
        CHECK((heading + 2)->substr(2) == ticks.substr(2));
    }
}

TEST_CASE("a stack tells the shares at the end, which add up to 1") {
    CHECK_THAT(text(stack_of(1), {}), Contains("= still in  0.250") &&
                                          Contains("= y         0.450") &&
                                          Contains("= x         0.300"));
}

TEST_CASE("a forest plot draws an interval as a line with ends, and an arrow where it is cut") {
    auto const plot = text(forest(), {});
    CHECK_THAT(plot, Contains("o---------") && Contains(">  1.10 (0.90 to 40.00)"));
    CHECK_THAT(plot, Contains("|----o-----|") && Contains("0.80 (0.70 to 0.92)"));
    CHECK_THAT(plot, Contains("no events in one group"));
    CHECK_THAT(plot, Contains("O") && Contains("]"));
}

TEST_CASE("a text is cut between characters, with an ellipsis that the letters have") {
    CHECK(fitted("abcdefgh", 6, Letters::ascii) == "abc...");
    CHECK(fitted("\u00e9\u00e9\u00e9\u00e9", 3, Letters::unicode) == "\u00e9\u00e9\u2026");
    CHECK(fitted("abc", 3, Letters::ascii) == "abc");
}
