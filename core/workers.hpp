#pragma once

#include <cstddef>

namespace core {

/// Calls work(context, w) once for each w in 0 .. workers - 1, all of them at the same time, and
/// returns when all have returned. Only core/parallel.cpp uses it. A plain function, because in a
/// build for the thread sanitizer this side of the border is not watched: the sanitizer cannot see
/// how TBB, a library compiled without it, hands tasks from thread to thread.
void run_workers(std::size_t workers, void (*work)(void* context, std::size_t worker),
                 void* context);

} // namespace core
