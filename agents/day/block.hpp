#pragma once

#include "agents/cohort.hpp"
#include "agents/day/day.hpp"
#include "agents/programme.hpp"
#include "core/philox.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace agents {

/// Some slots of a block, ascending, and who is there.
struct List {
    std::vector<std::uint32_t> slots, users;
    std::size_t count = 0;

    void resize(std::size_t largest) {
        slots.resize(largest);
        users.resize(largest);
    }
    void add(std::uint32_t slot, std::uint32_t user) noexcept {
        slots[count] = slot;
        users[count] = user;
        ++count;
    }
};

/// The state of the users of one block: a table with a row a variable and a column ("slot") a user,
/// so that a step is a loop over contiguous slots. Slots [0, count) are those who have not left;
/// identity (`user`), not slot, keys the draws, so a slot may be filled by anybody.
///
/// Steps work on as many slots at once as registers hold, so every row has slots behind `count`
/// that may be read and written freely.
///
/// What concerns only some users today, such as those who open the app, is worked out in a table of
/// their own, where they stand side by side: copying a row there costs less than gathering it once.
class Block {
public:
    Block(Programme const& programme, Luck luck, std::size_t capacity);

    [[nodiscard]] float* row(std::size_t r) noexcept { return table_.data() + r * stride_; }
    [[nodiscard]] float const* row(std::size_t r) const noexcept {
        return table_.data() + r * stride_;
    }
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }

    /// A row of the table of a list, in the order of the list.
    [[nodiscard]] float* row_of_list(std::size_t r) noexcept {
        return list_table_.data() + r * stride_;
    }
    /// Copies rows of the table to that of a list.
    void bring(List const& list, std::vector<std::size_t> const& rows) noexcept;
    /// Copies rows of a list back.
    void put_back(List const& list, std::vector<std::size_t> const& rows) noexcept;

    /// Takes a user out; the last slot moves in.
    void remove(std::size_t slot) noexcept;

    Programme const& programme;
    core::philox::Key key;
    std::uint32_t replicate;
    std::size_t count = 0;
    std::vector<std::uint32_t> user;  ///< who fills the slot; shape (stride)
    std::vector<std::uint32_t> place; ///< the row of the user in the outcomes; shape (stride)

    /// Today's words of Purpose::day but the first, shape (3, stride).
    std::array<std::vector<std::uint32_t>, 3> day_words;

    // Of today, by slot, shape (stride).
    std::vector<float> tried;   ///< 1: at least one attempt
    std::vector<float> ignored; ///< prompted day-parts without an attempt

    List openers; ///< those who make an attempt today
    List listed;  ///< those whom one part of the day concerns
    PerDayPart<std::vector<float>> attempted, succeeded; ///< of the openers, in order; 1 or 0
    std::vector<float> next_subthemes; ///< of a register of openers, shape (subthemes, lanes)

    /// Bit m mod 32 of word m div 32: event m happens today. Of slots, and of the users of a list
    /// in their order; shape (words, stride).
    std::vector<std::vector<std::uint32_t>> met, met_of_list;
    std::vector<float> chances; ///< of one user's events, twice; shape (2, events)

private:
    std::size_t stride_;
    std::vector<float> table_, list_table_;
};

} // namespace agents
