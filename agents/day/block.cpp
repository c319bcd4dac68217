#include "agents/day/block.hpp"

#include "core/contract.hpp"

namespace agents {

namespace {

/// Lanes of the widest register.
constexpr std::size_t widest = 16;

/// Room for the last users' register and for nobody.
std::size_t padded(std::size_t slots) {
    return (slots / widest + 1) * widest;
}

} // namespace

Block::Block(Programme const& compiled, Luck luck, std::size_t capacity)
    : programme(compiled),
      key(core::philox::key_of(luck.seed)),
      replicate(luck.replicate),
      words_of_events((compiled.events.size() + 63) / 64),
      stride_(padded(capacity)),
      table_(compiled.rows.total * stride_),
      openers_table_(compiled.rows.total * stride_) {
    HOLDFAST_EXPECT(capacity <= largest_block);
    user.resize(stride_);
    leaving.resize(stride_);
    openers.resize(stride_);
    users_of_openers.resize(stride_);
    listed.resize(stride_ + widest); // filled up behind its end
    for (auto& words : day_words) {
        words.resize(stride_);
    }
    for (auto* values : {&tried, &ignored, &total_hazard}) {
        values->resize(stride_);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        attempted[p].resize(stride_);
        succeeded[p].resize(stride_);
    }
    next_subthemes.resize(compiled.subthemes.size() * widest);
    chances.resize(2 * compiled.events.size());
    met.resize(stride_ * words_of_events);
}

void Block::bring(std::vector<std::size_t> const& rows) noexcept {
    for (std::size_t const r : rows) {
        float const* const from = row(r);
        float* const to = row_of_openers(r);
        for (std::size_t n = 0; n < opener_count; ++n) {
            to[n] = from[openers[n]];
        }
    }
}

void Block::put_back(std::size_t r) noexcept {
    float const* const from = row_of_openers(r);
    float* const to = row(r);
    for (std::size_t n = 0; n < opener_count; ++n) {
        to[openers[n]] = from[n];
    }
}

void Block::remove(std::size_t slot) noexcept {
    --count;
    user[slot] = user[count];
    for (std::size_t r = 0; r < programme.rows.lasting; ++r) {
        row(r)[slot] = row(r)[count];
    }
}

} // namespace agents
