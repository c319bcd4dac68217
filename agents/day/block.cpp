#include "agents/day/block.hpp"

#include "core/contract.hpp"

namespace agents {

namespace {

/// Lanes of two of the widest registers.
constexpr std::size_t widest = 32;

/// Room for the lanes of the last users. Never a multiple of 64: rows a power of two apart would
/// fall on the same few lines of the cache.
std::size_t padded(std::size_t slots) {
    return (slots + widest - 1) / (2 * widest) * (2 * widest) + widest;
}

} // namespace

Block::Block(Programme const& compiled, Luck luck, std::size_t capacity)
    : programme(compiled),
      key(core::philox::key_of(luck.seed)),
      replicate(luck.replicate),
      stride_(padded(capacity)),
      table_(compiled.rows.total * stride_),
      list_table_(compiled.rows.total * stride_) {
    HOLDFAST_EXPECT(capacity <= largest_block);
    user.resize(stride_);
    place.resize(stride_);
    openers.resize(stride_);
    listed.resize(stride_);
    for (auto& words : day_words) {
        words.resize(stride_);
    }
    for (auto* values : {&tried, &ignored}) {
        values->resize(stride_);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        attempted[p].resize(stride_);
        succeeded[p].resize(stride_);
    }
    next_subthemes.resize(compiled.subthemes.size() * widest);
    chances.resize(2 * compiled.events.size());
    std::size_t const words_of_events = (compiled.events.size() + 31) / 32;
    met.assign(words_of_events, std::vector<std::uint32_t>(stride_));
    met_of_list = met;
}

void Block::bring(List const& list, std::vector<std::size_t> const& rows) noexcept {
    for (std::size_t const r : rows) {
        float const* const from = row(r);
        float* const to = row_of_list(r);
        for (std::size_t n = 0; n < list.count; ++n) {
            to[n] = from[list.slots[n]];
        }
    }
}

void Block::put_back(List const& list, std::vector<std::size_t> const& rows) noexcept {
    for (std::size_t const r : rows) {
        float const* const from = row_of_list(r);
        float* const to = row(r);
        for (std::size_t n = 0; n < list.count; ++n) {
            to[list.slots[n]] = from[n];
        }
    }
}

void Block::remove(std::size_t slot) noexcept {
    --count;
    user[slot] = user[count];
    place[slot] = place[count];
    for (std::size_t r = 0; r < programme.rows.lasting; ++r) {
        row(r)[slot] = row(r)[count];
    }
}

} // namespace agents
