#pragma once

#include <cstddef>
#include <vector>

namespace analysis {

/// Times to an event, right-censored, with competing causes. time > 0; status 0: censored, c >= 1: event of cause c.
struct EventTable {
    std::vector<double> time;  ///< shape (subjects) [days]
    std::vector<int> status;   ///< shape (subjects)
    int causes = 1;            ///< largest status there can be

    [[nodiscard]] std::size_t size() const noexcept { return time.size(); }
};

} // namespace analysis
