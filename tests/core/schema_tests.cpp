#include "core/schema.hpp"
#include "core/schema_mapping.hpp"
#include "core/schema_markdown.hpp"
#include "core/yaml.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace core::schema;

namespace {

template <class V>
struct Read {
    std::optional<V> value;
    std::string told; ///< mistakes, a line each
};

template <class V>
Read<V> read(Type<V> const& type, std::string const& text) {
    core::Mistakes mistakes;
    auto const root = core::parse_yaml(text, "f", mistakes);
    Read<V> result{type.read(Cursor(root, mistakes)), {}};
    for (auto const& mistake : mistakes.in_order()) {
        result.told += core::to_string(mistake) + "\n";
    }
    return result;
}

enum class Colour { red, green };

struct Point {
    std::string name;
    double x = 0.0;
    double y = 0.0;
    Colour colour = Colour::red;
};

Mapping<Point> point_mapping() {
    Mapping<Point> record("point", "Somewhere.");
    record.required("x", number(unit_interval, "m"), &Point::x, "to the right", "a map")
        .defaulted("y", "0.5", number(), &Point::y, "up")
        .optional("colour", "red", one_of<Colour>({"red", "green"}), &Point::colour, "as painted");
    return record;
}

} // namespace

TEST_CASE("Numbers are read in every form that YAML and people use") {
    for (auto const* text : {"0.5", "+0.5", ".5", "5e-1", "0.50"}) {
        CHECK(read(number(), text).value == 0.5);
    }
    CHECK(read(number(), "-3").value == -3.0);
    CHECK(read(number(), "1e-999").value == 0.0);
}

TEST_CASE("What is no finite number within bounds is refused with the reason") {
    auto const told = [](std::string const& text) {
        return read(number(unit_interval), text).told;
    };
    CHECK(told("1.2") == "f:1:1: 1.2 is too large (0 to 1)\n");
    CHECK(told("-0.1") == "f:1:1: -0.1 is too small (0 to 1)\n");
    CHECK(told("1e999") == "f:1:1: 1e999 is too large (0 to 1)\n");
    CHECK(told("much") == "f:1:1: \"much\" is not a number (0 to 1)\n");
    CHECK(told("'0.5'") == "f:1:1: \"0.5\" is text, not a number (0 to 1)\n");
    CHECK(told("[0.5]") == "f:1:1: expected a number, not a list\n");
    for (auto const* text : {".nan", "nan", "NaN", ".inf", "-.INF", "+Infinity"}) {
        CHECK(told(text).find("is not a finite number") != std::string::npos);
    }
    for (auto const* text : {"0x1", "1_0", "1,0", "+-1", "1 2", "--1", "1e", "0.5f"}) {
        CHECK(told(text).find("is not a number") != std::string::npos);
    }
}

TEST_CASE("An open interval leaves out its end") {
    CHECK(read(number(positive), "0").told ==
          "f:1:1: 0 is too small (more than 0, at most 1000000)\n");
    CHECK(read(number({-1.0, 1.0, true, true}), "1").told ==
          "f:1:1: 1 is too large (more than -1, less than 1)\n");
}

TEST_CASE("Whole numbers are exact up to 64 bits") {
    auto const any = count(0, UINT64_MAX);
    CHECK(read(any, "18446744073709551615").value == UINT64_MAX);
    CHECK(read(any, "9007199254740993").value == 9007199254740993U);
    CHECK(read(any, "1e5").value == 100000U);
    CHECK_FALSE(read(any, "18446744073709551616").value);
    CHECK(read(any, "10.5").told.find("10.5 is not a whole number") != std::string::npos);
    CHECK(read(any, "-1").told.find("-1 is too small") != std::string::npos);
}

TEST_CASE("A record tells unknown and missing keys, and what was probably meant") {
    CHECK(read(point_mapping().type(), "x: 0.5\nz: 3\n").told ==
          "f:2:1: z: unknown key (allowed: x, y, colour)\n");
    CHECK(read(point_mapping().type(), "y: 1\n").told == "f:1:1: x: is missing (to the right)\n");
    CHECK(read(point_mapping().type(), "x: 1\ncolor: red\n").told ==
          "f:2:1: color: unknown key (allowed: x, y, colour) - did you mean \"colour\"?\n");
}

TEST_CASE("A required key that is only misspelled is not told as missing too") {
    Mapping<Point> record("point", "");
    record.required("colour", one_of<Colour>({"red", "green"}), &Point::colour, "as painted");
    CHECK(read(record.type(), "color: red\n").told ==
          "f:1:1: color: unknown key (allowed: colour) - did you mean \"colour\"?\n");
}

TEST_CASE("Absent keys take the default that the declaration says") {
    auto const point = read(point_mapping().type(), "{x: 0.25, colour: green}").value.value();
    CHECK(point.x == 0.25);
    CHECK(point.y == 0.5);
    CHECK(point.colour == Colour::green);
}

TEST_CASE("Every mistake of a record is told, not only the first") {
    auto const told = read(point_mapping().type(), "x: 2\ny: up\ncolour: grene\n").told;
    CHECK(told ==
          "f:1:4: x: 2 is too large (0 to 1)\n"
          "f:2:4: y: \"up\" is not a number (-1000000 to 1000000)\n"
          "f:3:9: colour: \"grene\" is not allowed here (red, green) - did you mean \"green\"?\n");
}

TEST_CASE("Checks among keys run only when the keys are in order") {
    int runs = 0;
    auto record = point_mapping();
    record.check([&runs](Point&, Cursor const&) { ++runs; });
    static_cast<void>(read(record.type(), "x: 2"));
    CHECK(runs == 0);
    static_cast<void>(read(record.type(), "x: 1"));
    CHECK(runs == 1);
}

TEST_CASE("Exactly one of the alternatives must be there") {
    Mapping<Point> record("point", "");
    record.alternative("x", number(), &Point::x, "").alternative("y", number(), &Point::y, "");
    CHECK(read(record.type(), "x: 1").told.empty());
    CHECK(read(record.type(), "{}").told == "f:1:1: lacks a key (exactly one of x, y)\n");
    CHECK(read(record.type(), "{x: 1, y: 2}").told ==
          "f:1:1: has both x and y (exactly one of x, y)\n");
}

TEST_CASE("A refused key is told with its own reason") {
    auto record = point_mapping();
    record.refused("z", "is not known in the plane");
    CHECK(read(record.type(), "{x: 1, z: 2}").told == "f:1:8: z: is not known in the plane\n");
}

TEST_CASE("After a syntax error no key is told as missing") {
    CHECK(read(point_mapping().type(), "y: 1\ncolour: ]\n").told ==
          "f:2:9: this bracket closes nothing\n");
}

TEST_CASE("Lists and mappings tell their size and the place of each element") {
    CHECK(read(list_of(number(unit_interval), {2, 3}), "[1]").told ==
          "f:1:1: holds only 1 (2 to 3)\n");
    CHECK(read(list_of(number(unit_interval)), "[1, 2, 0, 3]").told ==
          "f:1:5: [1]: 2 is too large (0 to 1)\nf:1:11: [3]: 3 is too large (0 to 1)\n");
    auto const points = read(map_of(identifier("point"), point_mapping().type(), &Point::name),
                             "{a: {x: 1}, b: {x: 0}}")
                            .value.value();
    REQUIRE(points.size() == 2);
    CHECK(points[1].name == "b");
}

TEST_CASE("References are read as indices, and unknown names are told with their number") {
    auto const type = reference("feature", {"human_voice", "check_ins"}, "the theory defines");
    CHECK(read(type, "check_ins").value == std::size_t{1});
    CHECK(read(type, "chek_ins").told == "f:1:1: unknown feature \"chek_ins\" (the theory defines "
                                         "2) - did you mean \"check_ins\"?\n");
}

TEST_CASE("Names that others refer to are lower case, names to show are freer") {
    CHECK(read(identifier("trait"), "lives_alone2").told.empty());
    for (auto const* text : {"Age", "2nd", "a-b", "é", "''"}) {
        CHECK_FALSE(read(identifier("trait"), text).value);
    }
    CHECK(read(title(), "Human voice 2.0 + check-ins").told.empty());
    CHECK_FALSE(read(title(), "a/b").value);
}

TEST_CASE("Text keeps no white space at its end and no control characters") {
    CHECK(read(text(), ">\n  two\n  lines\n").value == "two lines");
    CHECK(read(text(), "\"a\\x1b[31m\"").told ==
          "f:1:1: holds a control character (only text and line ends)\n");
}

TEST_CASE("The short form and the long form of a value are both read") {
    auto const plain = converted<Point>(number(), [](double x, Cursor const&) {
        return Point{"", x, 7.0, Colour::red};
    });
    auto const type = short_or_long(plain, point_mapping().type());
    CHECK(read(type, "0.25").value.value().y == 7.0);
    CHECK(read(type, "{x: 0.25}").value.value().y == 0.5);
}

TEST_CASE("The reference says of every key all that its declaration says") {
    auto const text = to_markdown(point_mapping().type().shape.mappings);
    CHECK(text == "## point\n\nSomewhere.\n\n"
                  "| key | type | allowed | unit | if left out | meaning | source |\n"
                  "|---|---|---|---|---|---|---|\n"
                  "| `x` | number | 0 to 1 | m | required | to the right | a map |\n"
                  "| `y` | number | -1000000 to 1000000 |  | `0.5` | up |  |\n"
                  "| `colour` | one of | red, green |  | red | as painted |  |\n");
}

TEST_CASE("A record that is used twice has one section in the reference") {
    struct Line {
        Point from;
        Point to;
    };
    Mapping<Line> line("line", "Two points.");
    line.required("from", point_mapping().type(), &Line::from, "")
        .required("to", point_mapping().type(), &Line::to, "");
    auto const text = to_markdown(line.type().shape.mappings);
    CHECK(text.find("## point") != std::string::npos);
    CHECK(text.find("## point") == text.rfind("## point"));
}
