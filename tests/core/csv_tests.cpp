#include "core/csv.hpp"
#include "core/csv_writer.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

namespace {

using Cells = std::vector<std::vector<std::string>>;

core::CsvTable good(std::string_view text) {
    core::Mistakes mistakes;
    auto table = core::parse_csv(std::string(text), "x.csv", mistakes);
    for (auto const& mistake : mistakes.in_order()) {
        FAIL_CHECK(core::to_string(mistake));
    }
    return table;
}

Cells cells_of(core::CsvTable const& table) {
    Cells cells(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t column = 0; column < table.header().size(); ++column) {
            cells[row].emplace_back(table.cell(row, column));
        }
    }
    return cells;
}

/// What is told about a text, a line each.
std::vector<std::string> told(std::string_view text) {
    core::Mistakes mistakes;
    static_cast<void>(core::parse_csv(std::string(text), "x.csv", mistakes));
    std::vector<std::string> lines;
    for (auto const& mistake : mistakes.in_order()) {
        lines.push_back(core::to_string(mistake));
    }
    return lines;
}

} // namespace

TEST_CASE("A CSV text is a header and rows") {
    auto const table = good("age, name\n31,Ada\n 5,\n");
    CHECK(table.file() == "x.csv");
    CHECK(table.header() == std::vector<std::string>{"age", "name"});
    CHECK(cells_of(table) == Cells{{"31", "Ada"}, {" 5", ""}});
    CHECK(table.rows() == 2);
}

TEST_CASE("Lines of a CSV text end in LF, CRLF, CR or the end of the file") {
    for (auto const* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r",
                             "a,b\n1,2\n3,4", "\n\na,b\n\n1,2\r\n\r\n3,4\n\n"}) {
        CHECK(cells_of(good(text)) == Cells{{"1", "2"}, {"3", "4"}});
    }
}

TEST_CASE("A quoted field may hold commas, quotes and lines") {
    auto const table = good("a,b\n\"x, y\",\"say \"\"so\"\"\"\n\"one\r\ntwo\",\"\"\n");
    CHECK(cells_of(table) == Cells{{"x, y", "say \"so\""}, {"one\ntwo", ""}});
    CHECK(table.place(0, 0).line == 2);
    CHECK(table.place(1, 0).line == 3);
    CHECK(table.place(1, 1).line == 4);
    CHECK(table.place(1, 1).column == 6);
}

TEST_CASE("A cell knows its line and its column in characters") {
    auto const table = good("a,b,c\n\"two\nlines\",x,y\n\xC3\xA9\xC3\xA9,\"z\",9\n");
    CHECK(table.place(0, 0).line == 2);
    CHECK(table.place(1, 0).line == 4);
    CHECK(table.place(1, 1).column == 4);
    CHECK(table.place(1, 2).column == 8);
    CHECK(table.place(1, 2).file == "x.csv");
}

TEST_CASE("Rows with too few or too many fields are told, all of them") {
    CHECK(told("a,b\n1\n1,2\n1,2,3\n") ==
          std::vector<std::string>{"x.csv:2:1: 1 field in this row (2, as in the header)",
                                   "x.csv:4:1: 3 fields in this row (2, as in the header)"});
}

TEST_CASE("Of a great many ragged rows the first twenty and the number are told") {
    std::string text = "a,b\n";
    for (int row = 0; row < 1000; ++row) {
        text += "1\n";
    }
    auto const lines = told(text);
    REQUIRE(lines.size() == 21);
    CHECK(lines.front() == "x.csv: 1000 rows in all do not have as many fields as the header");
}

TEST_CASE("Names of columns that are given twice or not at all are told") {
    CHECK(told("a,b,,a \n1,2,3,4\n") ==
          std::vector<std::string>{"x.csv:1:5: column 3 has no name",
                                   "x.csv:1:6: column \"a\" is there twice"});
}

TEST_CASE("Quotes that do not match are told where they stand") {
    CHECK(told("a,b\n1,\"2\n3,4\n") ==
          std::vector<std::string>{"x.csv:2:3: this quote is never closed"});
    CHECK(told("a,b\n1,\"2\"x\n") ==
          std::vector<std::string>{
              "x.csv:2:6: text after the closing quote (a comma or the end of the line)"});
    CHECK(told("a,b\n1,2\"3\"\n").size() == 1);
    CHECK(told("a,b\n1,2\"3\"\n").front().substr(0, 62) ==
          "x.csv:2:4: a quote inside a field that does not begin with one");
}

TEST_CASE("A text without a line is empty") {
    for (auto const* text : {"", "\n\n", "\r\n"}) {
        CHECK(told(text) ==
              std::vector<std::string>{
                  "x.csv: is empty (a line with the names of the columns, then rows)"});
    }
}

TEST_CASE("Other separators are recognised and refused") {
    CHECK(told("a;b\n1;2\n") ==
          std::vector<std::string>{"x.csv:1:1: fields seem to be separated by \";\" (commas)"});
    CHECK(told("a\tb\n1\t2\n") ==
          std::vector<std::string>{"x.csv:1:1: fields seem to be separated by tabs (commas)"});
}

TEST_CASE("A byte order mark is no part of the first name") {
    std::string const path = "csv_tests_bom.csv";
    std::ofstream(path, std::ios::binary) << "\xEF\xBB\xBF"
                                          << "a,b\n1,2\n";
    core::Mistakes mistakes;
    auto const table = core::read_csv(path, mistakes);
    CHECK(mistakes.empty());
    CHECK(table.header().front() == "a");
    std::remove(path.c_str());
}

TEST_CASE("A missing and a binary CSV file are told with their name") {
    core::Mistakes mistakes;
    CHECK(core::read_csv("csv_tests_nowhere.csv", mistakes).rows() == 0);
    CHECK(mistakes.count() == 1);
    CHECK(mistakes.in_order().front().place.file == "csv_tests_nowhere.csv");

    std::string const path = "csv_tests_binary.csv";
    std::ofstream(path, std::ios::binary) << "a,b\n1," << '\0' << "2\n";
    core::Mistakes binary;
    static_cast<void>(core::read_csv(path, binary));
    REQUIRE(binary.count() == 1);
    CHECK(core::to_string(binary.in_order().front()).substr(0, 25) == "csv_tests_binary.csv:2:3:");
    std::remove(path.c_str());
}

TEST_CASE("A column is found by its name, or the likeliest one is suggested") {
    auto const table = good("age,gender\n1,2\n");
    core::Mistakes mistakes;
    CHECK(table.column("gender", mistakes) == 1U);
    CHECK(mistakes.empty());
    CHECK_FALSE(table.column("gendre", mistakes).has_value());
    CHECK(core::to_string(mistakes.in_order().front()) ==
          "x.csv: there is no column \"gendre\" (age, gender) - did you mean \"gender\"?");
}

TEST_CASE("A number is the whole cell, but for blanks around it") {
    CHECK(core::number_in("1.5") == 1.5);
    CHECK(core::number_in(" -2e3 ") == -2000.0);
    CHECK(core::number_in("+7") == 7.0);
    for (auto const* text : {"", " ", "1,5", "1.5x", "x", "nan", "inf", "1e999", "+-1", "0x10"}) {
        INFO(text);
        CHECK_FALSE(core::number_in(text).has_value());
    }
}

TEST_CASE("Cells that are no numbers are told by place and counted") {
    core::Mistakes mistakes;
    auto const numbers = core::numbers_in(good("a,b\n1,2\nx,3\n4,\n"), 0, mistakes);
    CHECK(numbers[0] == 1.0);
    CHECK(std::isnan(numbers[1]));
    CHECK(numbers[2] == 4.0);
    CHECK(core::to_string(mistakes.in_order().front()) == "x.csv:3:1: a: \"x\" is no number");

    core::Mistakes empty;
    static_cast<void>(core::numbers_in(good("a,b\n1,2\nx,3\n4,\n"), 1, empty));
    CHECK(core::to_string(empty.in_order().front()) == "x.csv:4:3: b: is empty");

    std::string text = "a,b\n";
    for (int row = 0; row < 30; ++row) {
        text += "x,1\n";
    }
    core::Mistakes many;
    static_cast<void>(core::numbers_in(good(text), 0, many));
    CHECK(many.count() == 21);
}

TEST_CASE("What is written is read back the same") {
    std::ostringstream out;
    core::CsvWriter writer(out);
    writer.cell("plain")
        .cell("with, comma")
        .cell("say \"so\"")
        .cell("two\nlines")
        .cell("")
        .end_row();
    writer.cell(0.1)
        .cell(-3)
        .cell(std::int64_t{1} << 60)
        .cell(~std::uint64_t{0})
        .cell(1e-300)
        .end_row();
    CHECK(out.str() == "plain,\"with, comma\",\"say \"\"so\"\"\",\"two\nlines\",\"\"\n"
                       "0.1,-3,1152921504606846976,18446744073709551615,1e-300\n");
    auto const table = good("a,b,c,d,e\n" + out.str());
    CHECK(cells_of(table)[0] ==
          std::vector<std::string>{"plain", "with, comma", "say \"so\"", "two\nlines", ""});
    CHECK(core::number_in(table.cell(1, 4)) == 1e-300);
}

TEST_CASE("A number is written in as few digits as bring it back") {
    for (double const value :
         {1.0 / 3.0, 1e22, 123456789.125, -0.0, 5e-324, 1.7976931348623157e308}) {
        std::ostringstream out;
        core::CsvWriter(out).cell(value);
        CHECK(core::number_in(out.str()) == value);
    }
    std::ostringstream out;
    core::CsvWriter(out).cell(1.0).cell(std::numeric_limits<double>::quiet_NaN()).cell(2.5);
    CHECK(out.str() == "1,,2.5");
}
