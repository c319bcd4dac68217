#include "core/slabs.hpp"

#include "core/large_pages.hpp"

#include <cstdint>
#include <mutex>
#include <new>

namespace core::slabs {
namespace {

constexpr std::size_t line = 64;
constexpr std::size_t slab_bytes = std::size_t{32} << 20U;

/// Stands at the beginning of its slab, which begins at a multiple of its size: so every piece
/// knows where its slab is.
struct Slab {
    std::size_t used = line; ///< bytes, pieces that were given back included
    std::size_t pieces = 0;  ///< not given back
};
static_assert(sizeof(Slab) <= line);

/// Pieces are cut one behind the other; a slab goes when its last piece has come back.
class Slabs {
public:
    void* take(std::size_t bytes) {
        std::size_t const room = (bytes + line - 1) / line * line;
        std::lock_guard const alone(mutex_);
        if (last_ == nullptr || last_->used + room > slab_bytes) {
            last_ = fresh();
        }
        void* const piece = reinterpret_cast<char*>(last_) + last_->used;
        last_->used += room;
        ++last_->pieces;
        return piece;
    }

    void give_back(void* piece) noexcept {
        auto* const slab = reinterpret_cast<Slab*>(reinterpret_cast<std::uintptr_t>(piece) /
                                                   slab_bytes * slab_bytes);
        std::lock_guard const alone(mutex_);
        if (--slab->pieces > 0) {
            return;
        }
        if (slab == last_) {
            slab->used = line;
        } else {
            ::operator delete (slab, std::align_val_t{slab_bytes});
        }
    }

private:
    static Slab* fresh() {
        void* const memory = ::operator new (slab_bytes, std::align_val_t{slab_bytes});
        ask_for_large_pages(memory, slab_bytes);
        return new (memory) Slab;
    }

    std::mutex mutex_;
    Slab* last_ = nullptr; ///< from which pieces are cut
};

/// Never destroyed: threads give pieces back while the process ends.
Slabs& all() {
    static auto* const slabs = new Slabs;
    return *slabs;
}

} // namespace

void* take(std::size_t bytes) {
    return all().take(bytes);
}

void give_back(void* piece) noexcept {
    all().give_back(piece);
}

} // namespace core::slabs
