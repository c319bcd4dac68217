#include "agents/day/block.hpp"
#include "core/contract.hpp"

namespace agents {

namespace {

DayView view_of(Block const& block, int day) {
    return {day,
            {block.user.data(), block.count},
            block.row(0),
            block.stride(),
            block.attempted,
            block.succeeded,
            {block.leaving.data(), block.count}};
}

} // namespace

void live(Programme const& programme, Population const& population, Luck luck, std::size_t first,
          std::size_t last, Outcomes& outcomes, DayTotals& totals, Observer* observer) {
    HOLDFAST_EXPECT(first < last && last <= population.users && last <= outcomes.users);
    Block block(programme, luck, last - first);
    install(block, population, first, last, outcomes);
    for (int day = 0; day <= programme.horizon_days && block.count > 0; ++day) {
        step_calendar(block, day);
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
            observer->day_ended(view_of(block, day));
        }
        record_leavers(block, day, outcomes, totals);
    }
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        record_end(block, slot, programme.horizon_days, outcomes);
    }
}

} // namespace agents
