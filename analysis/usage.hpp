#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace analysis {

/// Days of use of some people, each followed from day 0 (installing) to horizon_days. A view: the caller keeps the data.
struct UsageView {
    std::size_t users = 0;
    int horizon_days = 0;
    std::span<std::uint8_t const> use;        ///< shape (users, (horizon_days + 8) / 8); bit d % 8 of byte d / 8
    std::span<std::int16_t const> leave_day;  ///< left at the end of this day; -1: still in at the horizon
    std::span<std::uint8_t const> cause;      ///< of leaving, 0-based; 255: none

    [[nodiscard]] std::size_t bytes_a_user() const noexcept {
        return (static_cast<std::size_t>(horizon_days) + 8) / 8;
    }
    [[nodiscard]] bool used(std::size_t user, int day) const noexcept {
        auto const byte = use[user * bytes_a_user() + static_cast<std::size_t>(day) / 8];
        return ((byte >> (day % 8)) & 1) != 0;
    }
};

/// Definitions of attrition. Source: MODEL section 5.
struct Left {};                                      ///< left the app
struct LastUse {};                                   ///< used it for the last time within the record
struct Inactive { int days = 14; bool final = false; }; ///< first gap of so many days; final: never followed by use
using Attrition = std::variant<Left, LastUse, Inactive>;

} // namespace analysis
