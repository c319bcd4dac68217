#include "core/build_info.hpp"
#include "core/digest.hpp"

#include <catch2/catch.hpp>
#include <ctime>
#include <iomanip>
#include <regex>
#include <sstream>
#include <vector>

TEST_CASE("Digests are those that xxHash publishes") {
    // Of "" with seed 0: XXH3_128bits in xxHash's own sanity check.
    CHECK(core::digest_of("") == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("A digest does not depend on the pieces in which the bytes come") {
    std::string bytes;
    for (int k = 0; k < 5000; ++k) {
        bytes += static_cast<char>(k * k % 251);
    }
    for (std::size_t const piece : {std::size_t{1}, std::size_t{7}, std::size_t{1024}}) {
        core::Digest digest;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            digest.add(std::string_view(bytes).substr(at, piece));
        }
        CHECK(digest.hex() == core::digest_of(bytes));
    }
}

TEST_CASE("A digest changes with a bit, and numbers count as their bytes") {
    std::vector<double> values{1.0, 2.0, 3.0};
    auto const digest_of_values = [&] {
        core::Digest digest;
        digest.add(std::span<double const>(values));
        return digest.hex();
    };
    std::string const before = digest_of_values();
    CHECK(before == core::digest_of({reinterpret_cast<char const*>(values.data()), 24}));
    values[1] = 2.0000000000000004;
    CHECK(digest_of_values() != before);
}

TEST_CASE("A digest may be looked at and added to, and moves") {
    core::Digest digest;
    digest.add("a");
    CHECK(digest.hex() == core::digest_of("a"));
    core::Digest moved = std::move(digest);
    moved.add("b");
    CHECK(moved.hex() == core::digest_of("ab"));
}

TEST_CASE("The program knows what it was made from") {
    auto const& info = core::build_info();
    CHECK(std::regex_match(info.version, std::regex(R"(\d+\.\d+\.\d+)")));
    CHECK(std::regex_match(info.git_commit, std::regex(R"(unknown|[0-9a-f]{40}(\+dirty)?)")));
    CHECK(std::regex_match(info.compiler, std::regex(R"(\w+ [\d.]+)")));
}

TEST_CASE("The time is that of UTC, in the form of ISO 8601") {
    std::time_t const before = std::time(nullptr);
    std::tm told{};
    std::istringstream text(core::utc_now_iso8601());
    text >> std::get_time(&told, "%Y-%m-%dT%H:%M:%SZ");
    REQUIRE_FALSE(text.fail());
    std::time_t const now = ::timegm(&told);
    CHECK(now >= before);
    CHECK(now <= std::time(nullptr));
}
