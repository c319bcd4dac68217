#pragma once

#include "analysis/usage/usage.hpp"
#include "tests/analysis/simulate.hpp"

#include <cstdint>
#include <vector>

namespace tests {

/// Days of use put together by hand or by luck; gives the view of them.
class MadeUsage {
public:
    explicit MadeUsage(int horizon_days) : horizon_days_(horizon_days) {}

    /// @param leave_day  -1: stays; @param cause  0-based, 255: none
    void add(std::vector<int> const& days, int leave_day = -1, int cause = 255) {
        std::size_t const begin = use_.size();
        use_.resize(begin + view().bytes_a_user(), 0);
        for (int const day : days) {
            auto& byte = use_[begin + static_cast<std::size_t>(day) / 8];
            byte = static_cast<std::uint8_t>(byte | (1 << (day % 8)));
        }
        leave_day_.push_back(static_cast<std::int16_t>(leave_day));
        cause_.push_back(static_cast<std::uint8_t>(cause));
    }

    /// The person added last was followed to this day only.
    void followed_to(int day) {
        last_day_.resize(leave_day_.size(), static_cast<std::int16_t>(horizon_days_));
        last_day_.back() = static_cast<std::int16_t>(day);
    }

    [[nodiscard]] analysis::UsageView view() const {
        return {leave_day_.size(), horizon_days_, use_, leave_day_, cause_, last_day_};
    }

private:
    int horizon_days_;
    std::vector<std::uint8_t> use_;
    std::vector<std::int16_t> leave_day_;
    std::vector<std::uint8_t> cause_;
    std::vector<std::int16_t> last_day_;
};

/// People of whom some use the app never, some daily, most now and then; about half leave out of
/// one of three causes.
inline MadeUsage random_usage(Luck& luck, int users, int horizon_days) {
    MadeUsage made(horizon_days);
    for (int i = 0; i < users; ++i) {
        double const often = luck.uniform() < 0.1 ? 0 : luck.uniform() * luck.uniform() * 1.2;
        int const leave = luck.below(2 * horizon_days);
        int const last = leave <= horizon_days ? leave : horizon_days;
        std::vector<int> days;
        for (int day = 0; day <= last; ++day) {
            if (luck.uniform() < often) {
                days.push_back(day);
            }
        }
        bool const left = leave <= horizon_days;
        made.add(days, left ? leave : -1, left ? luck.below(3) : 255);
    }
    return made;
}

} // namespace tests
