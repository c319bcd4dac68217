#pragma once

#include "agents/day/day.hpp"
#include "agents/state_layout.hpp"
#include "tests/reference/world.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reference {

/// A day of one user as the kernel saw it.
struct KernelDay {
    std::vector<float> rows; ///< the table, by row of the state layout
    agents::PerDayPart<bool> attempted{};
    agents::PerDayPart<bool> opened{};
    bool leaving = false;
};

/// What the kernel makes of a world.
struct KernelRun {
    agents::Outcomes outcomes;
    agents::DayTotals totals;
};

/// Lets everybody live, `block` users at a time.
[[nodiscard]] KernelRun run_kernel(World const& world, agents::Luck luck, std::size_t block = 128,
                                   agents::Observer* observer = nullptr);

/// Keeps every day of every user.
class Diary : public agents::Observer {
public:
    Diary(agents::StateLayout const& layout, std::size_t users)
        : rows_(layout.rows()), lives(users) {}
    void day_ended(agents::DayView const& view) override;

private:
    std::size_t rows_;

public:
    std::vector<std::vector<KernelDay>> lives; ///< shape (users, days lived)
};

} // namespace reference
