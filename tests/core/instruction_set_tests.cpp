#include "core/instruction_set.hpp"

#include <catch2/catch.hpp>
#include <string>

TEST_CASE("every machine has the scalar instruction set, and finds its own by name") {
    auto const here = core::instruction_sets_here();
    REQUIRE_FALSE(here.empty());
    CHECK(here.front() == core::InstructionSet::scalar);
    for (auto const set : here) {
        CHECK(core::instruction_set(core::name_of(set)) == set);
    }
}

TEST_CASE("no CPU has the instruction sets of both x86 and ARM") {
    auto const message = [](std::string const& name) {
        try {
            static_cast<void>(core::instruction_set(name));
            return std::string();
        } catch (core::NoSuchInstructionSet const& fault) {
            return fault.message;
        }
    };
    CHECK((message("neon") + message("sse4")).find("CPU lacks") != std::string::npos);
    CHECK(message("mmx").find("no instruction set \"mmx\" (this machine has scalar") == 0);
}
