#include "agents/day/block.hpp"

#include "core/contract.hpp"

#include <algorithm>

namespace agents {

namespace {
/// Rows begin a cache line apart from each other's ends.
std::size_t padded(std::size_t slots) {
    return (slots + 15) / 16 * 16;
}
} // namespace

Block::Block(Programme const& compiled, Luck luck, std::size_t capacity)
    : programme(compiled),
      user(capacity),
      attempted(day_parts * padded(capacity)),
      succeeded(day_parts * padded(capacity)),
      leaving(capacity),
      tried(capacity),
      used(capacity),
      failed(capacity),
      quality_sum(capacity),
      surprise(capacity),
      stride_(padded(capacity)),
      key_(core::philox::key_of(luck.seed)),
      replicate_(luck.replicate),
      table_(compiled.rows.total * padded(capacity)) {
    HOLDFAST_EXPECT(capacity <= largest_block);
    for (auto* rows : {&day_words, &scratch_words}) {
        for (auto& row_of_words : *rows) {
            row_of_words.resize(capacity);
        }
    }
    for (auto& values : scratch) {
        values.resize(capacity);
    }
    openers.reserve(capacity);
}

void Block::words_of_all(int day, std::uint32_t purpose, WordRows& into) const noexcept {
    std::uint32_t* const w0 = into[0].data();
    std::uint32_t* const w1 = into[1].data();
    std::uint32_t* const w2 = into[2].data();
    std::uint32_t* const w3 = into[3].data();
    std::uint32_t const* const users = user.data();
    auto const today = static_cast<std::uint32_t>(day);
    auto const key = key_;
    auto const replicate = replicate_;
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
        auto const w = core::philox::block(key, {users[i], today, purpose, replicate});
        w0[i] = w[0];
        w1[i] = w[1];
        w2[i] = w[2];
        w3[i] = w[3];
    }
}

void Block::all_day(CompiledPredictor const& predictor, float* eta) const noexcept {
    std::copy_n(row(predictor.fixed_row), count, eta);
    for (auto const& [r, weight] : predictor.all_day) {
        float const* const values = row(r);
#pragma GCC ivdep
        for (std::size_t i = 0; i < count; ++i) {
            eta[i] += weight * values[i];
        }
    }
}

float Block::all_day(CompiledPredictor const& predictor, std::size_t slot) const noexcept {
    float eta = row(predictor.fixed_row)[slot];
    for (auto const& [r, weight] : predictor.all_day) {
        eta += weight * row(r)[slot];
    }
    return eta;
}

float Block::in_day_part(CompiledPredictor const& predictor, std::size_t day_part,
                         std::size_t slot) const noexcept {
    float eta = predictor.offset[day_part];
    for (auto const& [r, weight] : predictor.by_day_part) {
        eta += weight * row(r + day_part)[slot];
    }
    return eta;
}

void Block::refresh_alliance(std::size_t first, std::size_t last) noexcept {
    auto const& layout = programme.layout;
    float* const alliance = row(layout.alliance);
    for (std::size_t j = 0; j < programme.components.size(); ++j) {
        std::fill(row(layout.component(j)) + first, row(layout.component(j)) + last,
                  programme.components[j].base);
    }
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        float const weight = programme.subthemes[k].weight;
        float const* const state = row(layout.subtheme(k));
        float* const component = row(layout.component(programme.subthemes[k].component));
#pragma GCC ivdep
        for (std::size_t i = first; i < last; ++i) {
            component[i] += weight * state[i];
        }
    }
    std::fill(alliance + first, alliance + last, 0.0F);
    for (std::size_t j = 0; j < programme.components.size(); ++j) {
        float const weight = programme.components[j].weight;
        float const* const component = row(layout.component(j));
#pragma GCC ivdep
        for (std::size_t i = first; i < last; ++i) {
            alliance[i] += weight * component[i];
        }
    }
}

void Block::remove(std::size_t slot) noexcept {
    --count;
    user[slot] = user[count];
    for (std::size_t r = 0; r < programme.rows.total; ++r) {
        row(r)[slot] = row(r)[count];
    }
}

} // namespace agents
