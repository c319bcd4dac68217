#include "analysis/experiments/owen_scramble.hpp"

#include "analysis/experiments/drawn.hpp"

namespace analysis {

namespace {

constexpr std::uint32_t levels_a_block = 7; ///< a binary tree of 127 nodes has a bit for each

} // namespace

std::uint32_t owen_scramble(std::uint32_t x, std::uint64_t seed, std::uint32_t column) noexcept {
    std::uint32_t flips = 0;
    for (std::uint32_t level = 0; level < 32; level += levels_a_block) {
        std::uint32_t const above = level == 0 ? 0 : x >> (32U - level);
        auto const words = words_of(seed, Drawn::scramble, level, column, above);
        std::uint32_t node = 1; // as in a heap: the children of node are 2 node and 2 node + 1
        for (std::uint32_t bit = level; bit < level + levels_a_block && bit < 32; ++bit) {
            std::uint32_t const place = 31U - bit;
            flips |= (words[node >> 5U] >> (node & 31U) & 1U) << place;
            node = node << 1U | (x >> place & 1U);
        }
    }
    return x ^ flips;
}

} // namespace analysis
