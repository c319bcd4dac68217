#include "sim/cli/output.hpp"

#include "core/mistakes.hpp"
#include "sim/cli/writable.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace cli {
namespace {

/// Writes everything; the errno of what went wrong, 0 when nothing did.
int write_all(std::FILE* file, std::string const& text) {
    errno = 0;
    std::size_t const written = std::fwrite(text.data(), 1, text.size(), file);
    bool const whole = written == text.size() && std::fflush(file) == 0;
    return whole ? 0 : (errno != 0 ? errno : EIO);
}

bool silent_ = false;

} // namespace

void be_silent(bool silent) noexcept {
    silent_ = silent;
}

void print(std::string const& text) {
    int const error = silent_ ? 0 : write_all(stdout, text);
    if (error != 0 && error != EPIPE) {
        throw core::IoError("standard output", std::strerror(error));
    }
}

void say(std::string const& text) {
    if (!silent_) {
        static_cast<void>(write_all(stderr, text));
    }
}

void print_or_write(std::string const& text, std::string const& path) {
    if (path.empty()) {
        print(text);
        return;
    }
    expect_writable(path);
    auto const temporary = path + ".part." + std::to_string(getpid());
    std::FILE* const file = std::fopen(temporary.c_str(), "wb");
    int error = file == nullptr ? errno : write_all(file, text);
    if (file != nullptr && std::fclose(file) != 0 && error == 0) {
        error = errno;
    }
    if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) {
        error = errno;
    }
    if (error != 0) {
        static_cast<void>(std::remove(temporary.c_str()));
        throw core::IoError(path, std::strerror(error));
    }
}

} // namespace cli
