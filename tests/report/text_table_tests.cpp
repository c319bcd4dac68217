#include "report/text/text_table.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace report;

namespace {

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

TEST_CASE("the width of text is what a terminal shows, not its bytes") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("é") == 1);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("−▁█") == 3);
    CHECK(display_width("日本") == 4);
    CHECK(display_width("🙂") == 2);
}

TEST_CASE("a table aligns columns left and right whatever the bytes of a cell") {
    TextTable table({{"design", Align::left}, {"day 30", Align::right}});
    table.add_row({"tracker", "4.1%"});
    table.add_row({"méditation", "12.0%"});
    CHECK(table.str() == "design      day 30\n"
                         "──────────────────\n"
                         "tracker       4.1%\n"
                         "méditation   12.0%\n");
}

TEST_CASE("a rule parts groups of rows and an indent shifts every line") {
    TextTable table({{"a", Align::left}, {"b", Align::left}}, 2);
    table.add_row({"x", "y"});
    table.add_rule();
    table.add_row({"z", ""});
    CHECK(table.str() == "  a  b\n  ────\n  x  y\n  ────\n  z\n");
}

TEST_CASE("the widest left-aligned column is wrapped to keep a table within its width") {
    TextTable table({{"name", Align::left}, {"what it means", Align::left}, {"n", Align::right}});
    table.add_row({"voice", "speaks with one consistent human voice throughout", "3"});
    auto const lines = lines_of(table.str(40));
    REQUIRE(lines.size() > 3);
    for (auto const& line : lines) {
        CHECK(display_width(line) <= 40);
    }
    CHECK(lines[2].substr(lines[2].size() - 1) == "3");
    CHECK(lines_of(table.str()).size() == 3);
}

TEST_CASE("wrapped text keeps to its width and indents, and a long word stands alone") {
    CHECK(wrapped("one two three", 9, 2, 0) == "one two\n  three\n");
    CHECK(wrapped("a incomprehensible b", 6) == "a\nincomprehensible\nb\n");
    CHECK(wrapped("", 10) == "\n");
}
