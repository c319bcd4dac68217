#include "sim/checkpoint/claim.hpp"

#include "core/mistakes.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace sim {

Claim::Claim(std::string folder, Another /*rank*/) : folder_(std::move(folder)) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    auto const name = folder_ + "/lock";
    file_ = error ? -1 : ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) {
        throw core::IoError(name, error ? error.message() : std::strerror(errno));
    }
}

Claim::Claim(std::string folder) : Claim(std::move(folder), Another()) {
    // Alone for a moment, to see that nobody else is there; then together with its other ranks.
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        throw core::ConfigError({{{folder_, 0, 0},
                                  "",
                                  "another run is at work on the same results",
                                  "wait for its end, or write elsewhere with -o",
                                  ""}});
    }
    static_cast<void>(::flock(file_, LOCK_SH));
}

Claim Claim::as_another_rank(std::string folder) {
    Claim claim(std::move(folder), Another());
    static_cast<void>(::flock(claim.file_, LOCK_SH));
    return claim;
}

Claim::Claim(Claim&& other) noexcept
    : folder_(std::move(other.folder_)), file_(std::exchange(other.file_, -1)) {}

Claim::~Claim() {
    if (file_ < 0) {
        return;
    }
    std::error_code ignored;
    // Who comes last and leaves no parts tidies up.
    namespace fs = std::filesystem;
    auto const entries = fs::directory_iterator(folder_, ignored);
    bool const only_the_lock = std::distance(begin(entries), end(entries)) == 1;
    if (only_the_lock && ::flock(file_, LOCK_EX | LOCK_NB) == 0) {
        fs::remove(folder_ + "/lock", ignored);
        fs::remove(folder_, ignored);
    }
    ::close(file_);
}

} // namespace sim
