#include "core/file_lock.hpp"

#include "core/build_info.hpp"
#include "core/mistakes.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace core {
namespace {

constexpr int most_tries = 5;
constexpr auto a_moment = std::chrono::milliseconds(20);

} // namespace

std::optional<FileLock> FileLock::take(std::string const& path, std::string const& holder) {
    FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (lock.file_ < 0) {
        throw IoError(path, std::strerror(errno));
    }
    // Who asks who holds it does so for a moment.
    for (int tries = 1; ::flock(lock.file_, LOCK_EX | LOCK_NB) != 0; ++tries) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            throw IoError(path, std::strerror(errno));
        }
        if (tries == most_tries) {
            return std::nullopt;
        }
        std::this_thread::sleep_for(a_moment);
    }
    auto const line = holder + "\n";
    // Only for people to read: nothing depends on it.
    if (::ftruncate(lock.file_, 0) == 0) {
        static_cast<void>(::pwrite(lock.file_, line.data(), line.size(), 0) < 0);
    }
    return lock;
}

std::string FileLock::held_by(std::string const& path) {
    FileLock const lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    bool const held =
        lock.file_ >= 0 && ::flock(lock.file_, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    return held ? holder_of(path) : std::string();
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
