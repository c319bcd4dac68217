#include "tests/reference/kernel_run.hpp"

#include "agents/programme.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace reference {

void Diary::day_ended(agents::DayView const& view) {
    for (std::size_t slot = 0; slot < view.users.size(); ++slot) {
        KernelDay day;
        for (std::size_t r = 0; r < rows_; ++r) {
            day.rows.push_back(view.table[r * view.stride + slot]);
        }
        for (std::size_t p = 0; p < agents::day_parts; ++p) {
            day.attempted[p] = view.attempted[p * view.stride + slot] != 0;
            day.opened[p] = view.succeeded[p * view.stride + slot] != 0;
        }
        day.leaving = view.leaving[slot] != 0;
        lives[view.users[slot]].push_back(day);
    }
}

KernelRun run_kernel(World const& world, agents::Luck luck, std::size_t block,
                     agents::Observer* observer) {
    agents::Programme const programme(world.theory, world.design, world.population,
                                      world.horizon_days);
    KernelRun run;
    run.outcomes = agents::Outcomes(world.population.users, world.horizon_days,
                                    world.theory.components.size(), programme.days_given());
    run.totals = agents::DayTotals(world.horizon_days, world.theory.components.size(),
                                   world.theory.causes.size(), world.design.stages.size());
    for (std::size_t first = 0; first < world.population.users; first += block) {
        std::size_t const last = std::min(first + block, world.population.users);
        std::vector<std::uint32_t> users(last - first);
        std::iota(users.begin(), users.end(), static_cast<std::uint32_t>(first));
        agents::Life life(programme, agents::rows_of(world.population, first, last), users, luck);
        life.rest(run.totals, observer);
        run.outcomes.put(first, life.outcomes());
    }
    return run;
}

} // namespace reference
