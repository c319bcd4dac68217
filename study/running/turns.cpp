#include "study/running/turns.hpp"

#include <algorithm>
#include <utility>

namespace study {
namespace {

/// Turns of a thread, if all were equally fast: the idle tail is about one of so many.
constexpr std::uint64_t turns_of_a_thread = 64;

enum Counter : std::size_t { next_piece, ended_items, counters };

/// The same on all ranks, whatever threads each has.
std::uint64_t piece_of(core::Ranks const& ranks, std::uint64_t size, int threads) {
    std::uint64_t all_threads = 0;
    for (auto const of_rank : ranks.each(static_cast<std::uint64_t>(threads))) {
        all_threads += of_rank;
    }
    return std::max<std::uint64_t>(1, size / (turns_of_a_thread * all_threads));
}

} // namespace

Turns::Turns(core::Ranks const* ranks, std::uint64_t size, int threads,
             std::function<void(std::uint64_t)> elsewhere)
    : size_(size), elsewhere_(std::move(elsewhere)) {
    if (ranks != nullptr && ranks->count() > 1) {
        piece_ = piece_of(*ranks, size, threads);
        counters_.emplace(*ranks, counters);
    }
}

core::Share Turns::take(std::size_t asked) {
    if (!counters_) {
        return {asked, asked + 1};
    }
    if (all_taken_) {
        return {};
    }
    auto const piece = counters_->add(next_piece, 1);
    all_taken_ = all_taken_ || piece + 1 >= most();
    tell_each_other();
    auto const first = std::min(size_, piece * piece_);
    return {first, std::min(size_, first + piece_)};
}

void Turns::tell_each_other() {
    std::lock_guard const lock(mutex_);
    auto const here = ended_.exchange(0);
    auto const before = counters_->add(ended_items, here);
    auto const known = before - told_;
    told_ += here;
    if (known > known_elsewhere_) {
        elsewhere_(known - known_elsewhere_);
        known_elsewhere_ = known;
    }
}

} // namespace study
