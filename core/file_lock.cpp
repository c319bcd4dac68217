#include "core/file_lock.hpp"

#include "core/build_info.hpp"
#include "core/mistakes.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace core {

std::optional<FileLock> FileLock::take(std::string const& path, std::string const& holder) {
    FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (lock.file_ < 0) {
        throw IoError(path, std::strerror(errno));
    }
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return std::nullopt;
        }
        throw IoError(path, std::strerror(errno));
    }
    auto const line = holder + "\n";
    // Only for people to read: nothing depends on it.
    if (::ftruncate(lock.file_, 0) == 0) {
        static_cast<void>(::pwrite(lock.file_, line.data(), line.size(), 0) < 0);
    }
    return lock;
}

std::string FileLock::holder_of(std::string const& path) {
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return line;
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

FileLock::~FileLock() {
    if (file_ >= 0) {
        ::close(file_);
    }
}

std::string this_process() {
    std::array<char, 256> host{};
    static_cast<void>(::gethostname(host.data(), host.size() - 1));
    return fmt::format("{}, process {}, since {}", host.data(), ::getpid(), utc_now_iso8601());
}

} // namespace core
