#include "report/text/json_writer.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace report;

TEST_CASE("JSON nests, parts with commas and indents") {
    JsonWriter json;
    json.begin_object().member("name", "a").key("list").begin_array().value(1).value(2.5);
    json.begin_object().end_object().begin_array().end_array().end_array();
    json.member("yes", true).key("no").null().end_object();
    CHECK(json.str() == "{\n  \"name\": \"a\",\n  \"list\": [\n    1,\n    2.5,\n    {},\n    []\n"
                        "  ],\n  \"yes\": true,\n  \"no\": null\n}\n");
}

TEST_CASE("JSON without an indent stands on one line") {
    JsonWriter json(0);
    json.begin_object().member("a", 1).member("b", "c").end_object();
    CHECK(json.str() == "{\"a\":1,\"b\":\"c\"}\n");
}

TEST_CASE("text is escaped, and bytes that are not UTF-8 are replaced") {
    auto const text_of = [](std::string_view text) { return JsonWriter(0).value(text).str(); };
    CHECK(text_of("say \"no\" \\ \n\t\x01") == "\"say \\\"no\\\" \\\\ \\n\\u0009\\u0001\"\n");
    CHECK(text_of("é 日 🙂") == "\"é 日 🙂\"\n");
    CHECK(text_of("a\xff"
                  "b") == "\"a\\ufffdb\"\n");
    CHECK(text_of("\xc0\xaf") == "\"\\ufffd\\ufffd\"\n");
    CHECK(text_of("\xe6\x97") == "\"\\ufffd\\ufffd\"\n");
    CHECK(text_of("\xed\xa0\x80") == "\"\\ufffd\\ufffd\\ufffd\"\n");
}

TEST_CASE("numbers are the shortest text that reads back to the same bits") {
    auto const text_of = [](auto number) { return JsonWriter(0).value(number).str(); };
    CHECK(text_of(0.1) == "0.1\n");
    CHECK(text_of(0.1F) == "0.1\n");
    CHECK(text_of(-3.0) == "-3\n");
    CHECK(text_of(std::uint64_t{18446744073709551615U}) == "18446744073709551615\n");
    double const third = 1.0 / 3.0;
    CHECK(std::stod(text_of(third)) == third);
    CHECK(std::stod(text_of(1e-300 / 3.0)) == 1e-300 / 3.0);
}

TEST_CASE("what is not a number is null") {
    CHECK(JsonWriter(0).value(std::nan("")).str() == "null\n");
    CHECK(JsonWriter(0).value(std::numeric_limits<float>::infinity()).str() == "null\n");
}
