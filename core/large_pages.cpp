#include "core/large_pages.hpp"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace core {

void ask_for_large_pages(void* begin, std::size_t bytes) noexcept {
    // Whole pages only; less than a large page is not worth asking.
    auto const page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    auto const first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
    auto const last = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / page * page;
    if (first < last) {
        static_cast<void>(madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
    }
}

} // namespace core
