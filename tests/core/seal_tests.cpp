#include "core/seal.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#include <unistd.h>

namespace {

/// A file that is gone afterwards. ctest runs each test case as a process of its own, beside
/// others.
struct Scratch {
    std::string path = "seal_tests." + std::to_string(::getpid()) + ".tmp";

    explicit Scratch(std::string const& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    ~Scratch() { std::remove(path.c_str()); }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
};

} // namespace

TEST_CASE("A file has no seal until it gets one") {
    for (auto const& bytes : {std::string(), std::string("short"), std::string(1000, 'x')}) {
        Scratch const file(bytes);
        CHECK(core::seal_of(file.path) == core::Seal::none);
        REQUIRE(core::put_seal(file.path));
        CHECK(core::seal_of(file.path) == core::Seal::intact);
    }
}

TEST_CASE("A seal is broken by any change before it") {
    Scratch const file(std::string(1000, 'x'));
    REQUIRE(core::put_seal(file.path));
    {
        std::fstream change(file.path, std::ios::in | std::ios::out | std::ios::binary);
        change.seekp(500);
        change.put('y');
    }
    CHECK(core::seal_of(file.path) == core::Seal::broken);
}

TEST_CASE("What stands behind a seal hides it") {
    Scratch const file(std::string(1000, 'x'));
    REQUIRE(core::put_seal(file.path));
    std::ofstream(file.path, std::ios::app) << "more";
    CHECK(core::seal_of(file.path) == core::Seal::none);
}

TEST_CASE("A file that is not there cannot be sealed") {
    CHECK_FALSE(core::put_seal("seal_tests.nowhere"));
    CHECK(core::seal_of("seal_tests.nowhere") == core::Seal::none);
}
