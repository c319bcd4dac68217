#include "sim/engine/block_by_block.hpp"

#include "agents/day/day.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace sim {
namespace {

/// Found fastest (bench/README.md): enough users to fill registers until most have left, and still
/// in the second-level cache.
constexpr std::size_t largest_share = 1536;
constexpr std::size_t smallest_share = 64;

void live_block(CompiledRun const& run, UserRange block, std::size_t worker,
                core::Progress* progress, Keeper& keeper) {
    std::vector<std::uint32_t> users(block.size());
    std::iota(users.begin(), users.end(), static_cast<std::uint32_t>(block.first));
    agents::Population const people = run.synthesis.people(users);
    std::vector<agents::Outcomes> outcomes;
    outcomes.reserve(run.programmes.size());
    for (std::size_t d = 0; d < run.programmes.size(); ++d) {
        agents::Life life(run.programmes[d], people, users, run.luck);
        life.rest(keeper.days_of(worker)[d]);
        outcomes.push_back(std::move(life).outcomes());
        if (progress != nullptr) {
            progress->advance(block.size() *
                              static_cast<std::size_t>(run.scenario.horizon_days + 1));
        }
    }
    keeper.keep({block.first, people, outcomes}, worker);
}

} // namespace

std::size_t usual_block(std::size_t users, int threads) noexcept {
    // Four blocks a thread at least, for even shares.
    return std::clamp(users / (4 * static_cast<std::size_t>(threads)), smallest_share,
                      largest_share);
}

std::size_t live_block_by_block(CompiledRun const& run, UserRange users, Blocks const& blocks,
                                Keeper& keeper) {
    std::size_t const number = (users.size() + blocks.users - 1) / blocks.users;
    auto const block_of = [&](std::size_t block) {
        std::size_t const first = users.first + block * blocks.users;
        return UserRange{first, std::min(first + blocks.users, users.last)};
    };
    std::size_t const whole =
        core::for_each_block(number, {blocks.threads}, [&](std::size_t block, std::size_t worker) {
            live_block(run, block_of(block), worker, blocks.progress, keeper);
        });
    return std::min(whole * blocks.users, users.size());
}

} // namespace sim
