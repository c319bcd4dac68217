#include "core/text_file.hpp"
#include "core/yaml.hpp"

#include <catch2/catch.hpp>
#include <string>

using core::Node;

namespace {

struct Parsed {
    Node root;
    std::string told; ///< mistakes, a line each
};

Parsed parsed(std::string const& text) {
    core::Mistakes mistakes;
    Parsed result{core::parse_yaml(text, "f", mistakes), {}};
    for (auto const& mistake : mistakes.in_order()) {
        result.told += core::to_string(mistake) + "\n";
    }
    return result;
}

bool is_accepted(std::string_view text) {
    core::Mistakes mistakes;
    return core::is_text(text, "f", mistakes);
}

} // namespace

TEST_CASE("Every key and value knows its line and column") {
    auto const [root, told] = parsed("a: 1\nb:\n  c: [x, 'y']\n");
    REQUIRE(told.empty());
    auto const& c = *root.find("b")->value.find("c");
    CHECK(c.key.line == 3);
    CHECK(c.key.column == 3);
    CHECK(c.value.items[1].line == 3);
    CHECK(c.value.items[1].column == 10);
    CHECK(c.value.items[1].place().file == "f");
}

TEST_CASE("Columns count characters, not bytes") {
    auto const [root, told] = parsed("a: {\"é😀\": 1, b: 2}\n");
    REQUIRE(told.empty());
    CHECK(root.entries[0].value.entries[1].key.column == 14);
}

TEST_CASE("Words in quotes are told from plain ones") {
    auto const root = parsed("[1, '1', \"1\"]").root;
    CHECK_FALSE(root.items[0].quoted);
    CHECK(root.items[1].quoted);
    CHECK(root.items[2].quoted);
}

TEST_CASE("An absent value stands where its key stands") {
    auto const root = parsed("a:\n\n\nb: 1\n").root;
    CHECK(root.find("a")->value.kind == Node::Kind::nothing);
    CHECK(root.find("a")->value.line == 1);
}

TEST_CASE("An alias stands for a copy of what its anchor holds") {
    auto const [root, told] = parsed("a: &x {b: 1}\nc: *x\n");
    REQUIRE(told.empty());
    CHECK(root.find("c")->value.find("b")->value.text == "1");
}

TEST_CASE("A key that is given twice keeps its first value and tells where that stands") {
    auto const [root, told] = parsed("a: 1\nb: 2\na: 3\n");
    CHECK(root.find("a")->value.text == "1");
    CHECK(told == "f:3:1: the key \"a\" is given twice (first in line 1)\n");
}

TEST_CASE("After a syntax error what came before is there, and marked as cut short") {
    auto const [root, told] = parsed("a: 1\nb:\n  c: 2\n  d: ]\n");
    CHECK_FALSE(told.empty());
    CHECK(root.cut_short);
    CHECK_FALSE(root.find("a")->value.cut_short);
    CHECK(root.find("b")->value.cut_short);
    CHECK(root.find("b")->value.find("c")->value.text == "2");
}

TEST_CASE("Aliases that multiply are refused before they fill the memory") {
    std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c < 'p'; ++c) {
        std::string const before(1, static_cast<char>(c - 1));
        text += std::string(1, c) + ": &" + c + " [*" + before;
        for (int n = 1; n < 10; ++n) {
            text += ", *" + before;
        }
        text += "]\n";
    }
    auto const [root, told] = parsed(text);
    CHECK(told.find("too many values") != std::string::npos);
    CHECK(core::count_nodes(root) < 1'000'000);
}

TEST_CASE("Nesting is refused at 65 levels and accepted at 64") {
    CHECK(parsed(std::string(64, '[') + std::string(64, ']')).told.empty());
    CHECK(parsed(std::string(65, '[') + std::string(65, ']')).told ==
          "f:1:65: values are nested too deeply (at most 64 levels)\n");
    CHECK_FALSE(parsed(std::string(100'000, '[')).told.empty());
}

TEST_CASE("A quote that is never closed is told where it opens") {
    CHECK(parsed("a: \"b\nc: 1\n").told == "f:1:4: the quote that opens here is never closed\n");
    CHECK(parsed("a: 'it''s\n").told == "f:1:4: the quote that opens here is never closed\n");
    CHECK(parsed("a: 'it''s'\nb: \"say \\\"so\\\"\"\n").told.empty());
}

TEST_CASE("Tabs are told where they indent, and nowhere else") {
    CHECK(parsed("a:\n \tb: 1\n").told == "f:2:2: a tab is used for indentation (only spaces)\n");
    CHECK(parsed("a:\t1 # a\ttab\n\t\nb: 2\n").told.empty());
}

TEST_CASE("Windows line ends are parsed like others") {
    auto const [root, told] = parsed("a: 1\r\nb: x\r\n");
    CHECK(told.empty());
    CHECK(root.find("b")->value.text == "x");
}

TEST_CASE("Well-formed UTF-8 is text") {
    CHECK(is_accepted("plain\ttext\r\n"));
    CHECK(is_accepted("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xED\x9F\xBF \xF4\x8F\xBF\xBF"));
}

TEST_CASE("Ill-formed UTF-8 and control characters are no text") {
    // Overlong forms, surrogates, beyond U+10FFFF, lone continuation, cut off (Unicode 15, table
    // 3-7).
    for (auto const* bytes : {"\xC0\xAF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80",
                              "\xF4\x90\x80\x80", "\x80", "\xE2\x82", "\xFF", "\x01", "\x7F"}) {
        CHECK_FALSE(is_accepted(bytes));
    }
    CHECK_FALSE(is_accepted(std::string_view("a\0b", 3)));
}

TEST_CASE("The place of a byte that is no text counts lines and characters") {
    core::Mistakes mistakes;
    core::is_text("ab\n\xC3\xA9\xFF", "f", mistakes);
    CHECK(core::to_string(mistakes.in_order().at(0)) ==
          "f:2:2: byte 0xFF at offset 5 is not UTF-8 (a file must be text in UTF-8)");
}

TEST_CASE("A message quotes at most 60 characters, and no control characters") {
    CHECK(core::excerpt("a\x1B[31m") == "a?[31m");
    CHECK(core::excerpt(std::string(61, 'x')) == std::string(60, 'x') + "...");
}

TEST_CASE("Paths are relative to the file that names them") {
    CHECK(core::beside("a/b.yaml", "c.yaml") == "a/c.yaml");
    CHECK(core::beside("a/b.yaml", "../c.yaml") == "c.yaml");
    CHECK(core::beside("b.yaml", "x/../c.yaml") == "c.yaml");
    CHECK(core::beside("a/b.yaml", "/c.yaml") == "/c.yaml");
}
