#include "core/mistakes.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

core::Mistake at(std::string file, int line, int column, std::string what) {
    return {{std::move(file), line, column}, "", std::move(what), "", ""};
}

} // namespace

TEST_CASE("A mistake is told with place, path, what is wrong, what is allowed and what was meant") {
    core::Mistake const whole{
        {"a.yaml", 3, 7}, "features.x", "unknown feature", "there are 2", "y"};
    CHECK(core::to_string(whole) ==
          "a.yaml:3:7: features.x: unknown feature (there are 2) - did you mean \"y\"?");
}

TEST_CASE("Parts of a mistake that are empty leave no trace") {
    CHECK(core::to_string(at("a.yaml", 0, 0, "the file is empty")) == "a.yaml: the file is empty");
    CHECK(core::to_string(at("a.yaml", 2, 1, "odd")) == "a.yaml:2:1: odd");
}

TEST_CASE("Mistakes come by file as first named, then by place, and each only once") {
    core::Mistakes mistakes;
    mistakes.add(at("b", 2, 5, "second"));
    mistakes.add(at("a", 1, 1, "other file"));
    mistakes.add(at("b", 2, 1, "first"));
    mistakes.add(at("b", 2, 5, "second"));
    std::vector<std::string> told;
    for (auto const& mistake : mistakes.in_order()) {
        told.push_back(mistake.what);
    }
    CHECK(told == std::vector<std::string>{"first", "second", "other file"});
}

TEST_CASE("Mistakes throw all at once, and none throws nothing") {
    core::Mistakes mistakes;
    CHECK_NOTHROW(mistakes.throw_if_any());
    mistakes.add(at("a", 1, 1, "one"));
    mistakes.add(at("a", 2, 1, "two"));
    CHECK_THROWS_WITH(mistakes.throw_if_any(), "a:1:1: one\na:2:1: two");
}

TEST_CASE("A slip of the pen finds the name that was meant") {
    std::vector<std::string> const known{"human_warmth", "human_voice", "check_ins", "age"};
    CHECK(core::nearest("humen_warmth", known) == "human_warmth"); // one letter wrong
    CHECK(core::nearest("human_vocie", known) == "human_voice");   // neighbours swapped
    CHECK(core::nearest("chek_ins", known) == "check_ins");        // one letter missing
    CHECK(core::nearest("Human-Warmth", known) == "human_warmth"); // another spelling
    CHECK(core::nearest("aeg", known) == "age");
}

TEST_CASE("What is no slip of the pen finds nothing") {
    std::vector<std::string> const known{"human_warmth", "age", "no"};
    CHECK(core::nearest("telepathy", known).empty());
    CHECK(core::nearest("sex", known).empty());
    CHECK(core::nearest("", known).empty());
    CHECK(core::nearest(std::string(10'000, 'a'), known).empty());
    CHECK(core::nearest("age", {}).empty());
}

TEST_CASE("Of several near names the nearest wins") {
    CHECK(core::nearest("prompting", {"prompts", "promptings"}) == "promptings");
}
