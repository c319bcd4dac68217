#include "core/philox.hpp"

#include <Random123/philox.h>
#include <catch2/catch.hpp>

#include <limits>

using core::philox::Words;

TEST_CASE("Philox gives the known answers of Random123's kat_vectors") {
    constexpr auto all = std::numeric_limits<std::uint32_t>::max();
    CHECK(core::philox::block({0, 0}, {0, 0, 0, 0}) ==
          Words{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
    CHECK(core::philox::block({all, all}, {all, all, all, all}) ==
          Words{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
    CHECK(core::philox::block({0xa4093822U, 0x299f31d0U},
                              {0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}) ==
          Words{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U});
}

TEST_CASE("Philox agrees with Random123 on counters as the model uses them") {
    r123::Philox4x32 const judge;
    auto const key = core::philox::key_of(0x0123456789abcdefULL);
    for (std::uint32_t user = 0; user < 1000; ++user) {
        std::uint32_t const day = user % 91;
        std::uint32_t const purpose = user % 20;
        auto const expected = judge({{user, day, purpose, 3}}, {{key[0], key[1]}});
        CHECK(core::philox::block(key, {user, day, purpose, 3}) ==
              Words{expected[0], expected[1], expected[2], expected[3]});
    }
}

TEST_CASE("A seed's low word is the first word of the key") {
    CHECK(core::philox::key_of(0x0000000100000002ULL) == core::philox::Key{2, 1});
}
