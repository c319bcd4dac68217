#pragma once

#include "agents/outcomes.hpp"
#include "sim/engine/compiled_run.hpp"
#include "sim/engine/finished_block.hpp"
#include "sim/record.hpp"
#include "sim/tally/fold.hpp"
#include "sim/user_range.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// Takes what finished blocks leave, in any order: copies the columns that are to be kept, and adds
/// the rest up. Sums are of integers, so that no order of adding shows; every worker has sums of
/// its own, so that workers never wait for each other.
class Keeper {
public:
    /// @param users  the only ones it will be given
    Keeper(CompiledRun const& run, UserRange users, std::size_t workers);

    /// Where a worker's lives add up their days; shape (designs).
    [[nodiscard]] std::span<agents::DayTotals> days_of(std::size_t worker) noexcept {
        return days_[worker];
    }

    /// At the same time by different workers, for different blocks. @param worker  who finished it
    void keep(FinishedBlock const& block, std::size_t worker);

    /// What another keeper held of these users, sums included.
    void keep(UserRange users, Record const& part);

    /// Of what time a part has the sums.
    enum class Since { last_part, beginning };
    /// A record of these users, which all have been kept. Not while anybody lives. Since the
    /// beginning: the keeper has none of the sums any more.
    [[nodiscard]] Record take_part(UserRange users, Since since);

    /// The record of the first so many users, which all have been kept, and nobody else. The
    /// keeper is empty then.
    [[nodiscard]] Record finish(std::size_t users);

private:
    void keep_people(std::size_t first, agents::Population const& people);
    /// What was summed up since this was last asked, as a record of nobody.
    [[nodiscard]] Record take_sums();

    CompiledRun const& run_;

    UserRange users_;
    Record record_;                                    ///< row i is user users_.first + i
    std::vector<std::vector<agents::DayTotals>> days_; ///< shape (workers, designs)
    std::vector<Tallies> tallies_; ///< shape (workers); empty where counts are not kept
};

} // namespace sim
