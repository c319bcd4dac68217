#pragma once

#include "agents/cohort.hpp"
#include "agents/outcomes.hpp"
#include "agents/programme.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace agents {

/// The luck that people meet: the same for every design.
struct Luck {
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
};

/// Who and what is to be seen at the end of a day, after leaving has been decided and before those
/// who left are taken out.
struct DayView {
    int day = 0;
    std::span<std::uint32_t const>
        users; ///< shape (slots); a slot is one user who had not left when the day began
    float const* table = nullptr; ///< row r of the state layout begins at table + r * stride
    std::size_t stride = 0;
    std::span<std::uint8_t const> attempted; ///< shape (day_parts, stride); 1: an attempt
    std::span<std::uint8_t const> succeeded; ///< shape (day_parts, stride); 1: a session
    std::span<std::uint8_t const> leaving;   ///< shape (slots); 1: leaves at the end of this day
};

/// Sees every day of a block. What it is told is a view: copy what is to be kept.
class Observer {
public:
    Observer() = default;
    Observer(Observer const&) = delete;
    Observer& operator=(Observer const&) = delete;
    virtual ~Observer() = default;
    virtual void day_ended(DayView const& view) = 0;
};

inline constexpr std::size_t largest_block = 2048;

class Block;

/// Some users who installed the app on the same day, living under one compiled design. Different
/// lives may be lived at the same time, each with totals of its own; how users are divided into
/// lives changes no result.
class Life {
public:
    /// They install the app. @param people  row i is users[i]; at most largest_block of them
    Life(Programme const& programme, Population const& people, std::span<std::uint32_t const> users,
         Luck luck);
    ~Life();
    Life(Life&&) noexcept;
    Life& operator=(Life&&) noexcept;

    /// What one more user takes as long as a life lasts.
    [[nodiscard]] static std::size_t bytes_a_user(Programme const& programme);
    /// How many have not left.
    [[nodiscard]] std::size_t active() const noexcept;
    /// Who has not left, in no order; shape (active()). Until the next day is lived.
    [[nodiscard]] std::span<std::uint32_t const> users() const noexcept;
    /// What they feel of their peers until told otherwise; row i is users()[i], shape (active()).
    /// @param of_active  peers_active, [0,1]  @param of_left  peers_left, [0,1]
    void feel_peers(std::span<float const> of_active, std::span<float const> of_left) noexcept;
    /// Lives the next day, 0 being that of installing, and adds it to `totals`.
    void next_day(DayTotals& totals, Observer* observer = nullptr);
    /// Lives all the days up to the horizon that are left.
    void rest(DayTotals& totals, Observer* observer = nullptr);
    /// What became of them; row i is users[i]. Whole once they have lived to the end, see end().
    [[nodiscard]] Outcomes const& outcomes() const& noexcept { return outcomes_; }
    [[nodiscard]] Outcomes outcomes() && noexcept { return std::move(outcomes_); }
    /// Notes how those who are still in are on the last day lived.
    void end();

private:
    std::unique_ptr<Block> block_;
    Outcomes outcomes_;
    int day_ = 0;
};

} // namespace agents
