#include "core/workers.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace core {

void run_workers(std::size_t workers, void (*work)(void* context, std::size_t worker),
                 void* context) {
    // More threads than cores are allowed when asked for: results must not differ, and tests see to
    // that.
    tbb::global_control const allowed(tbb::global_control::max_allowed_parallelism, workers);
    tbb::task_arena arena(static_cast<int>(workers));
    arena.execute([&] {
        tbb::parallel_for(
            std::size_t{0}, workers, [&](std::size_t worker) { work(context, worker); },
            tbb::simple_partitioner());
    });
}

} // namespace core
