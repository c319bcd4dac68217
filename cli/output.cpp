#include "cli/output.hpp"

#include "cli/writable.hpp"
#include "core/mistakes.hpp"
#include "core/text_file_writer.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

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
    core::TextFileWriter file(path);
    file.write(text);
    file.commit();
}

} // namespace cli
