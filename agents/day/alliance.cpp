#include "agents/day/block.hpp"

namespace agents {

namespace {

/// Without use every subtheme fades toward its first value; with use it is left for learn().
void fade(Block& block) {
    auto const& programme = block.programme;
    float const* const used = block.used.data();
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        float const rate = programme.subthemes[k].fading;
        float const* const first = block.row(programme.rows.first + k);
        float* const state = block.row(programme.layout.subtheme(k));
#pragma GCC ivdep
        for (std::size_t i = 0; i < block.count; ++i) {
            float const fading = used[i] > 0.0F ? 0.0F : rate;
            state[i] += fading * (first[i] - state[i]);
        }
    }
}

/// What the map adds to what each subtheme aims at, from the states as they are. @param aims  shape
/// (subthemes)
void add_influences(Block const& block, std::size_t slot, float* aims) {
    auto const& programme = block.programme;
    for (auto const& edge : programme.map) {
        aims[edge.to] +=
            edge.strength * (block.row(programme.layout.subtheme(edge.from))[slot] - 0.5F);
    }
}

void learn(Block& block, std::size_t slot, std::vector<float>& aims) {
    auto const& programme = block.programme;
    aims.assign(programme.subthemes.size(), 0.0F);
    add_influences(block, slot, aims.data());
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        auto const& subtheme = programme.subthemes[k];
        float const aim = core::hold_unit(block.row(programme.rows.target + k)[slot] + aims[k] +
                                          subtheme.surprise * block.surprise[slot]);
        float& state = block.row(programme.layout.subtheme(k))[slot];
        state += subtheme.learning * (aim - state);
    }
}

} // namespace

void step_alliance(Block& block) {
    fade(block);
    std::vector<float> aims;
    for (auto const slot : block.openers) {
        if (block.used[slot] > 0.0F) {
            learn(block, slot, aims);
        }
    }
    block.refresh_alliance(0, block.count);
}

} // namespace agents
