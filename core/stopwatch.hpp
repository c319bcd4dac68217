#pragma once

#include <chrono>

namespace core {

/// Wall-clock time since it was made or last started anew; setting the machine's clock does not
/// move it.
class Stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    }
    void restart() { begun_ = std::chrono::steady_clock::now(); }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

} // namespace core
