#include "sim/engine/run.hpp"

#include "core/mistakes.hpp"
#include "core/parallel.hpp"
#include "sim/engine/block_by_block.hpp"
#include "sim/engine/compiled_run.hpp"
#include "sim/engine/keeper.hpp"

#include <chrono>

namespace sim {

Record run(Scenario const& scenario, RunOptions const& options) {
    auto const begin = std::chrono::steady_clock::now();
    CompiledRun const compiled(scenario);
    // A part of the users may be lived here and the rest elsewhere or later: what a keeper holds of
    // neighbouring ranges, put end to end and with its sums added, is what one keeper would hold of
    // them all.
    UserRange const users{0, scenario.users};
    int const threads = core::thread_count(options.threads);
    Blocks const blocks{
        threads, options.block_users > 0 ? options.block_users : usual_block(users.size(), threads),
        options.progress};
    Keeper keeper(compiled, users, static_cast<std::size_t>(threads));
    std::size_t const whole = live_block_by_block(compiled, users, blocks, keeper);
    if (whole == 0) {
        throw core::Interrupted();
    }
    Record record = keeper.finish(whole);
    record.origin.threads = threads;
    record.origin.wall_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return record;
}

} // namespace sim
