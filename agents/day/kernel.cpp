// The days of a block, compiled once for every instruction set that this kind of CPU may have; the
// best that the CPU at hand has is called. Highway includes this file again for each of them, so
// that what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is compiled for that one.

#include "agents/day/block.hpp"
#include "agents/purpose.hpp"
#include "core/contract.hpp"
#include "core/moderate_exp.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "agents/day/kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/lane_gamma.hpp"
#include "core/lane_mathematics.hpp"
#include "core/lane_philox.hpp"
#include "core/lanes.hpp"

HWY_BEFORE_NAMESPACE();

// What the steps are made of, then the steps in the order of a day, then how a day takes them.
// clang-format off
#include "agents/day/steps/view.hpp"
#include "agents/day/steps/predictor.hpp"
#include "agents/day/steps/any_of.hpp"
#include "agents/day/steps/seldom.hpp"

#include "agents/day/steps/install.hpp"

#include "agents/day/steps/stages.hpp"
#include "agents/day/steps/distress.hpp"
#include "agents/day/steps/learned_prompts.hpp"
#include "agents/day/steps/prompts.hpp"
#include "agents/day/steps/attempts.hpp"
#include "agents/day/steps/sessions.hpp"
#include "agents/day/steps/alliance.hpp"
#include "agents/day/steps/events.hpp"
#include "agents/day/steps/relief.hpp"
#include "agents/day/steps/questionnaires.hpp"
#include "agents/day/steps/leaving.hpp"
#include "agents/day/steps/recording.hpp"

#include "agents/day/steps/courses.hpp"
// clang-format on

namespace agents::HWY_NAMESPACE {

/// What an observer sees, by slot: a copy, with what the kernel keeps otherwise.
class View {
public:
    explicit View(Block const& block)
        : table_(block.programme.layout.rows(), block.stride()),
          attempted_(day_parts * block.stride()),
          succeeded_(day_parts * block.stride()),
          leaving_(block.stride()) {
        copy_states(block);
        copy_use(block);
        for (std::size_t const slot : block.work->leavers) {
            leaving_[slot] = 1;
        }
    }

    [[nodiscard]] DayView of(Block const& block) const {
        return {static_cast<int>(block.day),
                {block.user.data(), block.count},
                table_.row(0),
                table_.stride(),
                attempted_,
                succeeded_,
                {leaving_.data(), block.count}};
    }

private:
    void copy_states(Block const& block) {
        auto const& programme = block.programme;
        auto const& layout = programme.layout;
        for (std::size_t slot = 0; slot < block.count; ++slot) {
            look_at_subthemes(block, slot, table_.row(layout.subtheme(0)) + slot, table_.stride());
        }
        for (std::size_t r = layout.component(0); r < layout.rows(); ++r) {
            for (std::size_t slot = 0; slot < block.count; ++slot) {
                table_.row(r)[slot] = block.at(r, slot);
            }
        }
        // The same for everybody, so predictors have these among their terms of the day.
        std::fill_n(table_.row(layout.novelty), block.count, programme.novelty[block.day + 1]);
        std::fill_n(table_.row(layout.days_since_install), block.count,
                    static_cast<float>(block.day));
    }

    void copy_use(Block const& block) {
        for (std::size_t p = 0; p < day_parts; ++p) {
            for (std::size_t n = 0; n < block.work->openers.count; ++n) {
                std::size_t const at = p * block.stride() + block.work->openers.slots[n];
                attempted_[at] = block.work->attempted[p][n] > 0.0F ? 1 : 0;
                succeeded_[at] = block.work->succeeded[p][n] > 0.0F ? 1 : 0;
            }
        }
    }

    Table table_;
    std::vector<std::uint8_t> attempted_, succeeded_; ///< shape (day_parts, stride)
    std::vector<std::uint8_t> leaving_;               ///< shape (stride)
};

void install_here(Block& block, Population const& people, std::span<std::uint32_t const> users,
                  Outcomes& outcomes) {
    install(block, people, users, outcomes);
}

void live_here(Block& block, int day, Outcomes& outcomes, DayTotals& totals, Observer* observer) {
    block.begin(static_cast<std::size_t>(day));
    auto const& rows = block.programme.copied.waiting;
    auto const others = [&](std::size_t enough) {
        for_waiting(block, block.work->openers, rows, enough,
                    [&](Listed const& openers) { live_with_app(openers, outcomes); });
        for_waiting(block, block.work->eventful, rows, enough,
                    [&](Listed const& eventful) { live_eventfully(eventful, outcomes); });
    };
    for_all(block, [&](Neighbours const& here) {
        live_quietly(here, outcomes);
        others(lanes);
    });
    others(1);
    learn_from_answers(block);
    give_questionnaires(block, outcomes);
    record_sums(block, totals);
    record_use(block, outcomes, totals);
    record_stages(block, totals);
    if (observer != nullptr) {
        observer->day_ended(View(block).of(block));
    }
    record_leavers(block, outcomes, totals);
}

void end_here(Block& block, int last_day, Outcomes& outcomes) {
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        record_end(block, slot, static_cast<std::size_t>(last_day), outcomes);
    }
}

} // namespace agents::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace agents {

HWY_EXPORT(install_here);
HWY_EXPORT(live_here);
HWY_EXPORT(end_here);

Life::Life(Programme const& programme, Population const& people,
           std::span<std::uint32_t const> users, Luck luck)
    : block_(std::make_unique<Block>(programme, luck, users.size())),
      outcomes_(users.size(), programme.horizon_days, programme.components.size(),
                programme.days_given()) {
    HOLDFAST_EXPECT(!users.empty() && users.size() == people.users);
    block_->begin(0);
    HWY_DYNAMIC_DISPATCH(install_here)(*block_, people, users, outcomes_);
}

Life::~Life() = default;
Life::Life(Life&&) noexcept = default;
Life& Life::operator=(Life&&) noexcept = default;

std::size_t Life::bytes_a_user(Programme const& programme) {
    std::size_t const numbers = programme.rows.daily + programme.seldom.rows.size();
    return numbers * sizeof(float) + 2 * sizeof(std::uint32_t) +
           Outcomes(1, programme.horizon_days, programme.components.size(), programme.days_given())
               .bytes();
}

std::size_t Life::active() const noexcept {
    return block_->count;
}

std::span<std::uint32_t const> Life::users() const noexcept {
    return {block_->user.data(), block_->count};
}

void Life::feel_peers(std::span<float const> of_active, std::span<float const> of_left) noexcept {
    auto const& layout = block_->programme.layout;
    HOLDFAST_EXPECT(of_active.size() == active() && of_left.size() == active());
    for (std::size_t slot = 0; slot < active(); ++slot) {
        block_->at(layout.peers_active, slot) = of_active[slot];
        block_->at(layout.peers_left, slot) = of_left[slot];
    }
}

void Life::next_day(DayTotals& totals, Observer* observer) {
    HOLDFAST_EXPECT(day_ <= block_->programme.horizon_days);
    if (block_->count > 0) {
        HWY_DYNAMIC_DISPATCH(live_here)(*block_, day_, outcomes_, totals, observer);
    }
    ++day_;
}

void Life::rest(DayTotals& totals, Observer* observer) {
    while (day_ <= block_->programme.horizon_days && block_->count > 0) {
        next_day(totals, observer);
    }
    day_ = block_->programme.horizon_days + 1;
    end();
}

void Life::end() {
    HWY_DYNAMIC_DISPATCH(end_here)(*block_, day_ - 1, outcomes_);
}

} // namespace agents
#endif
