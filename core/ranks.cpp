#include "core/ranks.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <cstdlib>

#if HOLDFAST_HAS_MPI
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
#endif

namespace core {

namespace {

/// What the launchers leave in the environment of those they start: Open MPI's mpirun, MPICH's and
/// Slurm's PMI, PMIx.
bool started_as_a_rank() noexcept {
    return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMI_SIZE") != nullptr ||
           std::getenv("PMIX_RANK") != nullptr;
}

} // namespace

#if HOLDFAST_HAS_MPI

namespace {

/// MPI counts in int; larger parts go in pieces of this many bytes.
constexpr std::size_t largest_message = std::size_t{1} << 30;
constexpr int column_tag = 1;

} // namespace

Ranks::Ranks() {
    if (!started_as_a_rank()) {
        return;
    }
    int provided = 0;
    // Only the thread that starts a run talks to the others, but for SharedCounters, to which any
    // may add, one at a time. A failing call ends all ranks.
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &count_);
}

Ranks::~Ranks() {
    int joined = 0;
    MPI_Initialized(&joined);
    if (joined != 0) {
        MPI_Finalize();
    }
}

void Ranks::sum(std::span<std::int64_t> values) const {
    for (std::size_t done = 0; count_ > 1 && done < values.size();) {
        std::size_t const n = std::min(values.size() - done, largest_message / sizeof(values[0]));
        MPI_Allreduce(MPI_IN_PLACE, values.data() + done, static_cast<int>(n), MPI_INT64_T, MPI_SUM,
                      MPI_COMM_WORLD);
        done += n;
    }
}

std::vector<std::uint64_t> Ranks::each(std::uint64_t here) const {
    std::vector<std::uint64_t> all(static_cast<std::size_t>(count_), here);
    if (count_ > 1) {
        MPI_Allgather(&here, 1, MPI_UINT64_T, all.data(), 1, MPI_UINT64_T, MPI_COMM_WORLD);
    }
    return all;
}

std::vector<std::uint64_t> Ranks::as_first(std::vector<std::uint64_t> here) const {
    if (count_ > 1) {
        here.resize(each(here.size())[0]);
        MPI_Bcast(here.data(), static_cast<int>(here.size()), MPI_UINT64_T, 0, MPI_COMM_WORLD);
    }
    return here;
}

std::vector<std::uint64_t> Ranks::joined(std::vector<std::uint64_t> const& here) const {
    if (count_ == 1) {
        return here;
    }
    auto const sizes = each(here.size());
    std::vector<int> lengths, begins;
    std::uint64_t length = 0;
    for (auto const size : sizes) {
        begins.push_back(static_cast<int>(length));
        lengths.push_back(static_cast<int>(size));
        length += size;
    }
    HOLDFAST_EXPECT(length <= largest_message);
    std::vector<std::uint64_t> all(length);
    MPI_Allgatherv(here.data(), static_cast<int>(here.size()), MPI_UINT64_T, all.data(),
                   lengths.data(), begins.data(), MPI_UINT64_T, MPI_COMM_WORLD);
    return all;
}

void Ranks::send(std::span<std::byte const> bytes) const {
    HOLDFAST_EXPECT(!first());
    for (std::size_t done = 0; done < bytes.size(); done += largest_message) {
        std::size_t const n = std::min(bytes.size() - done, largest_message);
        MPI_Send(bytes.data() + done, static_cast<int>(n), MPI_BYTE, 0, column_tag, MPI_COMM_WORLD);
    }
}

void Ranks::receive(int from, std::span<std::byte> bytes) const {
    HOLDFAST_EXPECT(first() && from > 0 && from < count_);
    for (std::size_t done = 0; done < bytes.size(); done += largest_message) {
        std::size_t const n = std::min(bytes.size() - done, largest_message);
        MPI_Recv(bytes.data() + done, static_cast<int>(n), MPI_BYTE, from, column_tag,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
}

void Ranks::share(std::span<std::uint8_t> all, std::span<std::size_t const> starts) const {
    auto const n = static_cast<std::size_t>(count_);
    HOLDFAST_EXPECT(starts.size() == n + 1 && starts[n] == all.size() &&
                    all.size() <= largest_message);
    if (count_ == 1) {
        return;
    }
    std::vector<int> sizes, begins;
    for (std::size_t r = 0; r < n; ++r) {
        begins.push_back(static_cast<int>(starts[r]));
        sizes.push_back(static_cast<int>(starts[r + 1] - starts[r]));
    }
    MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all.data(), sizes.data(), begins.data(),
                   MPI_UINT8_T, MPI_COMM_WORLD);
}

void Ranks::abort(int exit_code) const noexcept {
    if (count_ > 1) {
        MPI_Abort(MPI_COMM_WORLD, exit_code);
    }
    std::_Exit(exit_code);
}

#else

Ranks::Ranks() {
    for (char const* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {
        char const* const size = std::getenv(name);
        if (size != nullptr && std::atoi(size) > 1) {
            throw NoRanks(size);
        }
    }
    static_cast<void>(started_as_a_rank);
}

Ranks::~Ranks() = default;
void Ranks::sum(std::span<std::int64_t> /*values*/) const {}
std::vector<std::uint64_t> Ranks::each(std::uint64_t here) const {
    return {here};
}
std::vector<std::uint64_t> Ranks::as_first(std::vector<std::uint64_t> here) const {
    return here;
}
std::vector<std::uint64_t> Ranks::joined(std::vector<std::uint64_t> const& here) const {
    return here;
}
void Ranks::send(std::span<std::byte const> /*bytes*/) const {}
void Ranks::receive(int /*from*/, std::span<std::byte> /*bytes*/) const {}
void Ranks::share(std::span<std::uint8_t> /*all*/, std::span<std::size_t const> /*starts*/) const {}
void Ranks::abort(int exit_code) const noexcept {
    std::_Exit(exit_code);
}

#endif

bool Ranks::any(bool here) const {
    auto const all = each(here ? 1 : 0);
    return std::find(all.begin(), all.end(), std::uint64_t{1}) != all.end();
}

} // namespace core
