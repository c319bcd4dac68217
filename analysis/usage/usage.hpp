#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

namespace analysis {

/// Days of use of some people, each followed from day 0 (installing) to horizon_days or, where
/// enrolment is staggered, to a last day of their own. A view: the caller keeps the data.
struct UsageView {
    std::size_t users = 0;
    int horizon_days = 0;
    /// shape (users, bytes_a_user()); bit d % 8 of byte d / 8 is day d; bits after horizon_days are
    /// 0
    std::span<std::uint8_t const> use;
    std::span<std::int16_t const>
        leave_day; ///< left at the end of this day; -1: still in at the horizon
    std::span<std::uint8_t const> cause; ///< of leaving, 0-based; 255: none
    /// shape (users), 0 .. horizon_days, no use or leaving after it; empty: everybody to the
    /// horizon
    std::span<std::int16_t const> last_day{};
    /// shape (users), last day of use or -1, where it is known beside `use` or without it; then
    /// `use` may be empty, and only what needs no other day may be asked
    std::span<std::int16_t const> last_used{};

    [[nodiscard]] std::size_t bytes_a_user() const noexcept {
        return (static_cast<std::size_t>(horizon_days) + 8) / 8;
    }
    /// The last day on which use would have been seen.
    [[nodiscard]] int followed_to(std::size_t user) const noexcept {
        return last_day.empty() ? horizon_days : last_day[user];
    }
    [[nodiscard]] bool used(std::size_t user, int day) const noexcept {
        auto const byte = use[user * bytes_a_user() + static_cast<std::size_t>(day) / 8];
        return ((byte >> (day % 8)) & 1) != 0;
    }
};

inline constexpr int no_day = -1;

/// First day of use on or after `from` (0 .. horizon_days + 1), or no_day.
[[nodiscard]] int next_use(UsageView const& usage, std::size_t user, int from);
/// Last day of use, or no_day.
[[nodiscard]] int last_use(UsageView const& usage, std::size_t user);
/// Number of days of use from day 0 to `through`.
[[nodiscard]] int days_used(UsageView const& usage, std::size_t user, int through);

/// Definitions of attrition. Source: docs/odd.md.
struct Left {};    ///< left the app
struct LastUse {}; ///< used it for the last time within the record
struct Inactive {  ///< first gap of so many days; final: never followed by use
    int days = 14;
    bool final = false;
};
using Attrition = std::variant<Left, LastUse, Inactive>;

} // namespace analysis
