#pragma once

#include <string>

namespace core {

/// What this program was made from.
struct BuildInfo {
    std::string version;    ///< of Holdfast, "0.1.0"
    std::string git_commit; ///< when the build was configured, "+dirty" if files had changed since;
                            ///< "unknown" from a tarball
    std::string compiler;   ///< "GNU 12.2.0"
    std::string build_type; ///< "RelWithDebInfo"
};

[[nodiscard]] BuildInfo const& build_info();

/// "2026-11-22T19:26:05Z"
[[nodiscard]] std::string utc_now_iso8601();

} // namespace core
