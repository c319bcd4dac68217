#pragma once

#include "core/ranks.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace core {

/// Numbers that all ranks count up together, whoever comes first: how the threads of many processes
/// share work out among themselves.
///
/// The numbers live with the first rank, whose computing need not stop for others to add to them: a
/// thread of its own answers them within a millisecond or two. While they live, nobody may call
/// anything else of Ranks.
class SharedCounters {
public:
    /// All begin at 0. Called by all ranks, waits for them.
    SharedCounters(Ranks const& ranks, std::size_t count);
    /// Called by all ranks, waits for them without using a core meanwhile.
    ~SharedCounters();
    SharedCounters(SharedCounters const&) = delete;
    SharedCounters& operator=(SharedCounters const&) = delete;

    /// Adds to number `which`; returns what it was before. Any thread of any rank, at any time.
    std::uint64_t add(std::size_t which, std::uint64_t amount);

private:
    struct Numbers;
    std::unique_ptr<Numbers> numbers_;
};

} // namespace core
