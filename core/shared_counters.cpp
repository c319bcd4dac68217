#include "core/shared_counters.hpp"

#include "core/contract.hpp"

#include <chrono>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#if HOLDFAST_HAS_MPI
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
#endif

namespace core {

#if HOLDFAST_HAS_MPI

namespace {

/// How often who waits for others looks.
constexpr auto a_moment = std::chrono::milliseconds(1);
/// Of messages; core::Ranks has its own.
constexpr int question_tag = 2;
constexpr int answer_tag = 3;

} // namespace

/// The first rank has a thread that answers the others. A window of MPI (MPI_Fetch_and_op) would be
/// the shorter way, but Open MPI 4 as Debian configures it has none between machines without remote
/// memory, and the one that can be switched on is served only while its owner is in a call of MPI.
struct SharedCounters::Numbers {
    Numbers(Ranks const& ranks, std::size_t count)
        : others(ranks.count() - 1), first(ranks.first()), here(count, 0) {
        if (others > 0) {
            int threads = 0;
            MPI_Query_thread(&threads);
            HOLDFAST_EXPECT(threads >= MPI_THREAD_SERIALIZED);
        }
        if (first && others > 0) {
            attendant = std::thread([this] { attend(); });
        }
    }

    ~Numbers() {
        if (others == 0) {
            return;
        }
        if (first) {
            attendant.join();
        } else {
            static_cast<void>(ask({here.size(), 0}));
        }
        wait_for_all();
    }
    Numbers(Numbers const&) = delete;
    Numbers& operator=(Numbers const&) = delete;

    /// "Add so much to that one"; to one that is not there: the last question of a rank.
    struct Question {
        std::uint64_t which;
        std::uint64_t amount;
    };

    std::uint64_t add(std::size_t which, std::uint64_t amount) {
        std::lock_guard const lock(mutex);
        return first ? std::exchange(here[which], here[which] + amount) : ask({which, amount});
    }

    [[nodiscard]] static std::uint64_t ask(Question const& question) {
        std::uint64_t answer = 0;
        MPI_Send(&question, 2, MPI_UINT64_T, 0, question_tag, MPI_COMM_WORLD);
        MPI_Recv(&answer, 1, MPI_UINT64_T, 0, answer_tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        return answer;
    }

    void attend() {
        for (int asking = others; asking > 0;) {
            int there = 0;
            MPI_Status status;
            MPI_Iprobe(MPI_ANY_SOURCE, question_tag, MPI_COMM_WORLD, &there, &status);
            if (there == 0) {
                std::this_thread::sleep_for(a_moment);
            } else if (!answered(status.MPI_SOURCE)) {
                --asking;
            }
        }
    }

    /// Whether it was not the last question of that rank.
    bool answered(int asker) {
        Question question{};
        MPI_Recv(&question, 2, MPI_UINT64_T, asker, question_tag, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        bool const goes_on = question.which < here.size();
        std::uint64_t const answer = goes_on ? add(question.which, question.amount) : 0;
        MPI_Send(&answer, 1, MPI_UINT64_T, asker, answer_tag, MPI_COMM_WORLD);
        return goes_on;
    }

    /// MPI's own barrier would keep a core busy, which ranks still at work may need.
    static void wait_for_all() {
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
        int all_there = 0;
        while (MPI_Test(&request, &all_there, MPI_STATUS_IGNORE), all_there == 0) {
            std::this_thread::sleep_for(a_moment);
        }
    }

    int others;
    bool first;
    std::vector<std::uint64_t> here; ///< the numbers, on the first rank
    std::mutex mutex;                ///< of the numbers there; elsewhere of talking to the first
    std::thread attendant;           ///< on the first rank, the only one of it that talks to others
};

#else

struct SharedCounters::Numbers {
    Numbers(Ranks const& /*ranks*/, std::size_t count) : here(count, 0) {}

    std::uint64_t add(std::size_t which, std::uint64_t amount) {
        std::lock_guard const lock(mutex);
        return std::exchange(here[which], here[which] + amount);
    }

    std::vector<std::uint64_t> here;
    std::mutex mutex;
};

#endif

SharedCounters::SharedCounters(Ranks const& ranks, std::size_t count)
    : numbers_(std::make_unique<Numbers>(ranks, count)) {}

SharedCounters::~SharedCounters() = default;

std::uint64_t SharedCounters::add(std::size_t which, std::uint64_t amount) {
    return numbers_->add(which, amount);
}

} // namespace core
