#include "sim/engine/peers_run.hpp"

#include "core/mistakes.hpp"
#include "core/parallel.hpp"
#include "core/ranks.hpp"
#include "core/stopwatch.hpp"
#include "sim/engine/blank_record.hpp"
#include "sim/engine/block_by_block.hpp"
#include "sim/engine/compiled_run.hpp"
#include "sim/engine/day_by_day.hpp"
#include "sim/engine/keeper.hpp"
#include "sim/engine/record_parcel.hpp"
#include "sim/peer_graph.hpp"

#include <utility>

namespace sim {
namespace {

/// On the first rank everybody's, on others nothing.
Record gather(CompiledRun const& run, UserRange own, Record part, core::Ranks const& ranks) {
    if (!ranks.first()) {
        send(part, ranks);
        return {};
    }
    std::size_t const users = run.scenario.users;
    Keeper keeper(run, {0, users}, 0);
    keeper.keep(own, part);
    for (int rank = 1; rank < ranks.count(); ++rank) {
        auto const share = share_in_words(users, rank, ranks.count());
        Record other = blank_record(run, share.size());
        receive(other, rank, ranks);
        keeper.keep(share, other);
    }
    return keeper.finish(users);
}

} // namespace

UserRange users_with_peers(Scenario const& scenario, RunOptions const& options) {
    return options.ranks == nullptr
               ? UserRange{0, scenario.users}
               : share_in_words(scenario.users, options.ranks->rank(), options.ranks->count());
}

Record run_with_peers(Scenario const& scenario, RunOptions const& options) {
    core::Stopwatch const watch;
    CompiledRun const compiled(scenario);
    int const threads = core::thread_count(options.threads);
    auto const graph = peer_graph(scenario, threads);
    auto const own = users_with_peers(scenario, options);
    Blocks const blocks{
        threads, options.block_users > 0 ? options.block_users : usual_block(own.size(), threads),
        options.progress};
    auto part = live_day_by_day(compiled, graph, own, blocks, options.ranks);
    if (!part) {
        throw core::Interrupted();
    }
    bool const shared = options.ranks != nullptr && options.ranks->count() > 1;
    Record record =
        shared ? gather(compiled, own, std::move(*part), *options.ranks) : std::move(*part);
    record.origin.threads = threads;
    record.origin.wall_seconds = watch.seconds();
    return record;
}

} // namespace sim
