// The days of a block, compiled once for every instruction set that this kind of CPU may have; the
// best that the CPU at hand has is called. Highway includes this file again for each of them, so
// that what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is compiled for that one.

#include "agents/day/block.hpp"
#include "agents/purpose.hpp"
#include "core/contract.hpp"
#include "core/moderate_exp.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "agents/day/kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/lane_mathematics.hpp"
#include "core/lane_philox.hpp"
#include "core/lanes.hpp"

HWY_BEFORE_NAMESPACE();

// What the steps are made of, then the steps in the order of a day.
// clang-format off
#include "agents/day/steps/view.hpp"
#include "agents/day/steps/predictor.hpp"
#include "agents/day/steps/any_of.hpp"

#include "agents/day/steps/install.hpp"

#include "agents/day/steps/stages.hpp"
#include "agents/day/steps/distress.hpp"
#include "agents/day/steps/prompts.hpp"
#include "agents/day/steps/attempts.hpp"
#include "agents/day/steps/sessions.hpp"
#include "agents/day/steps/alliance.hpp"
#include "agents/day/steps/events.hpp"
#include "agents/day/steps/relief.hpp"
#include "agents/day/steps/questionnaires.hpp"
#include "agents/day/steps/leaving.hpp"
#include "agents/day/steps/recording.hpp"
// clang-format on

namespace agents::HWY_NAMESPACE {

/// What an observer sees, by slot.
class View {
public:
    explicit View(Block const& block)
        : attempted_(day_parts * block.stride()),
          succeeded_(day_parts * block.stride()),
          leaving_(block.stride()) {}

    [[nodiscard]] DayView of(Block const& block, int day) {
        std::fill(attempted_.begin(), attempted_.end(), std::uint8_t{0});
        std::fill(succeeded_.begin(), succeeded_.end(), std::uint8_t{0});
        for (std::size_t p = 0; p < day_parts; ++p) {
            for (std::size_t n = 0; n < block.openers.count; ++n) {
                std::size_t const at = p * block.stride() + block.openers.slots[n];
                attempted_[at] = block.attempted[p][n] > 0.0F ? 1 : 0;
                succeeded_[at] = block.succeeded[p][n] > 0.0F ? 1 : 0;
            }
        }
        std::fill(leaving_.begin(), leaving_.end(), std::uint8_t{0});
        for (std::size_t n = 0; n < block.listed.count; ++n) {
            leaving_[block.listed.slots[n]] = 1;
        }
        return {
            day,        {block.user.data(), block.count}, block.row(0), block.stride(), attempted_,
            succeeded_, {leaving_.data(), block.count}};
    }

private:
    std::vector<std::uint8_t> attempted_, succeeded_; ///< shape (day_parts, stride)
    std::vector<std::uint8_t> leaving_;               ///< shape (stride)
};

void install_here(Block& block, Population const& people, std::span<std::uint32_t const> users,
                  Outcomes& outcomes) {
    install(block, people, users, outcomes);
}

/// The steps of a day, in their order.
void live_here(Block& block, int day, Outcomes& outcomes, DayTotals& totals, Observer* observer) {
    step_calendar(block, day);
    step_stages(block);
    step_distress(block, day);
    step_prompts(block, day);
    step_attempts(block, day);
    step_sessions(block, day);
    step_alliance(block);
    step_events(block, day);
    step_relief(block);
    step_questionnaires(block, day, outcomes);
    step_leaving(block, day, outcomes);
    record_day(block, day, outcomes, totals);
    if (observer != nullptr) {
        observer->day_ended(View(block).of(block, day));
    }
    record_leavers(block, day, outcomes, totals);
}

void end_here(Block& block, int last_day, Outcomes& outcomes) {
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        record_end(block, slot, last_day, outcomes);
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
    HWY_DYNAMIC_DISPATCH(install_here)(*block_, people, users, outcomes_);
}

Life::~Life() = default;
Life::Life(Life&&) noexcept = default;
Life& Life::operator=(Life&&) noexcept = default;

std::size_t Life::active() const noexcept {
    return block_->count;
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
