#pragma once

#include "agents/cohort.hpp"
#include "agents/outcomes.hpp"
#include "agents/programme.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

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

inline constexpr std::size_t largest_block = 1024;

/// Lets users [first, last) of the population live all their days under one compiled design, and
/// writes their rows of `outcomes`; adds their days to `totals`. At most largest_block users at a
/// time. Different ranges may be lived at the same time, each with totals of its own; how users are
/// divided into ranges changes no result.
void live(Programme const& programme, Population const& population, Luck luck, std::size_t first,
          std::size_t last, Outcomes& outcomes, DayTotals& totals, Observer* observer = nullptr);

} // namespace agents
