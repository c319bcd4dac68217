#include "agents/day/block.hpp"

#include <algorithm>

namespace agents {

namespace {

/// Which attempts get through.
void open(Block& block, int day, std::size_t slot) {
    auto const& programme = block.programme;
    bool const app_is_up = programme.reliability >= 1.0F ||
                           core::uniform(block.words(slot, day, purpose_of(Purpose::outage))[0]) <
                               programme.reliability;
    // Words that decide nothing are not drawn.
    bool const always_there =
        std::all_of(programme.availability.begin(), programme.availability.end(),
                    [](float share) { return share >= 1.0F; });
    core::philox::Words words{};
    if (app_is_up && !always_there) {
        words = block.words(slot, day, purpose_of(Purpose::availability));
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        std::size_t const at = p * block.stride() + slot;
        bool const through =
            app_is_up && (always_there || core::uniform(words[p]) < programme.availability[p]);
        block.succeeded[at] = block.attempted[at] != 0 && through ? 1 : 0;
        block.failed[slot] += block.attempted[at] != 0 && !through ? 1.0F : 0.0F;
    }
}

/// The day's sessions of one user, in the order of day-parts. @param eta  of the part of quality
/// that is the same all day
void sit(Block& block, int day, std::size_t slot, float eta) {
    auto const& programme = block.programme;
    float& expectation = block.row(programme.layout.expectation)[slot];
    float& disappointment = block.row(programme.layout.disappointment)[slot];
    auto const words = block.words(slot, day, purpose_of(Purpose::quality));
    float sessions = 0.0F;
    float surprises = 0.0F;
    for (std::size_t p = 0; p < day_parts; ++p) {
        if (block.succeeded[p * block.stride() + slot] == 0) {
            continue;
        }
        float const eta_here = hold_eta(eta + block.in_day_part(programme.quality, p, slot));
        float const z = core::normal_quantile(core::uniform(words[p]));
        float const quality =
            core::hold_unit(core::logistic(eta_here) + programme.quality_noise * z);
        float const surprise = quality - expectation;
        expectation = core::hold_unit(expectation + programme.expectation_rate * surprise);
        disappointment += std::max(0.0F, -surprise);
        block.quality_sum[slot] += quality;
        surprises += surprise;
        sessions += 1.0F;
    }
    block.used[slot] = sessions > 0.0F ? 1.0F : 0.0F;
    block.surprise[slot] = sessions > 0.0F ? surprises / sessions : 0.0F;
}

} // namespace

void step_sessions(Block& block, int day) {
    auto const& programme = block.programme;
    float* const disappointment = block.row(programme.layout.disappointment);

    // The quality of today's sessions reads the state as it was when the step began, before
    // disappointment decays.
    float* const eta = block.scratch[0].data();
    for (auto const slot : block.openers) {
        eta[slot] = block.all_day(programme.quality, slot);
    }
    float const kept = 1.0F - programme.disappointment_decay;
    for (auto* values : {&block.used, &block.failed, &block.quality_sum, &block.surprise}) {
        std::fill_n(values->begin(), block.count, 0.0F);
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        std::fill_n(block.succeeded.begin() + static_cast<std::ptrdiff_t>(p * block.stride()),
                    block.count, std::uint8_t{0});
    }

#pragma GCC ivdep
    for (std::size_t i = 0; i < block.count; ++i) {
        disappointment[i] *= kept;
    }
    for (auto const slot : block.openers) {
        open(block, day, slot);
        sit(block, day, slot, eta[slot]);
        disappointment[slot] += programme.failed_attempt_penalty * block.failed[slot];
    }
}

} // namespace agents
