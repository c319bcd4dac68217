#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

namespace core {

/// Started as one of several processes by a program that has no MPI in it: each would do all the
/// work, and all would write the same file.
struct NoRanks : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The processes that share one run, as mpirun or srun started them: this one is number rank() of
/// count(). A process that nobody started so is alone, and then everything here returns at once.
///
/// But for send and receive, what is called by one must be called by all, in the same order, each
/// from the thread that made the object. A rank that dies takes the others with it, as MPI has it.
class Ranks {
public:
    /// Joins the others; waits for them. At most once in a process. Throws NoRanks where there are
    /// others but Holdfast was built without MPI.
    Ranks();
    /// Leaves; waits for the others.
    ~Ranks();
    Ranks(Ranks const&) = delete;
    Ranks& operator=(Ranks const&) = delete;

    [[nodiscard]] int rank() const noexcept { return rank_; }
    [[nodiscard]] int count() const noexcept { return count_; }
    /// The one that speaks and writes.
    [[nodiscard]] bool first() const noexcept { return rank_ == 0; }

    /// Every value becomes its sum over the ranks, on all of them.
    void sum(std::span<std::int64_t> values) const;
    /// Whether it is so on any rank.
    [[nodiscard]] bool any(bool here) const;

    /// A number of every rank, on all of them; shape (count).
    [[nodiscard]] std::vector<std::uint64_t> each(std::uint64_t here) const;

    /// The numbers of the first rank, on all of them.
    [[nodiscard]] std::vector<std::uint64_t> as_first(std::vector<std::uint64_t> here) const;

    /// The numbers of all ranks, one rank's after the other's, on all of them.
    [[nodiscard]] std::vector<std::uint64_t> joined(std::vector<std::uint64_t> const& here) const;

    /// To the first rank, from another one. Arrives in the order of sending.
    void send(std::span<std::byte const> bytes) const;
    /// On the first rank: as many bytes as `from` sends.
    void receive(int from, std::span<std::byte> bytes) const;

    /// Parts of one array put together on every rank. @param all  of the same length everywhere;
    /// this rank has filled its own part. @param starts  where each rank's part begins, ascending,
    /// and at last the length; shape (count + 1)
    void share(std::span<std::uint8_t> all, std::span<std::size_t const> starts) const;

    /// Ends all ranks at once with this exit code, without waiting for anybody.
    [[noreturn]] void abort(int exit_code) const noexcept;

private:
    int rank_ = 0;
    int count_ = 1;
};

/// The piece of `items` that belongs to a rank: neighbours differ by one item at most.
struct Share {
    std::size_t first = 0;
    std::size_t last = 0;
};
[[nodiscard]] constexpr Share share_of(std::size_t items, int rank, int count) noexcept {
    auto const n = static_cast<std::size_t>(count);
    auto const r = static_cast<std::size_t>(rank);
    std::size_t const each = items / n;
    std::size_t const more = items % n;
    auto const start = [&](std::size_t i) { return i * each + (i < more ? i : more); };
    return {start(r), start(r + 1)};
}

} // namespace core
