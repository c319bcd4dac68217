#include "core/build_info.hpp"

#include <array>
#include <ctime>

namespace core {

BuildInfo const& build_info() {
    static BuildInfo const info{HOLDFAST_VERSION, HOLDFAST_GIT_COMMIT, HOLDFAST_COMPILER,
                                HOLDFAST_BUILD_TYPE};
    return info;
}

std::string utc_now_iso8601() {
    std::time_t const now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

} // namespace core
