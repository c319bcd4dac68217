#include "cli/writable.hpp"

#include "core/mistakes.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace cli {
namespace {

[[noreturn]] void refuse(std::string const& path, std::string what, std::string allowed = {}) {
    throw core::ConfigError({{{path, 0, 0}, {}, std::move(what), std::move(allowed), {}}});
}

} // namespace

void expect_writable(std::string const& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    auto const status = fs::status(path, error);
    if (fs::is_directory(status)) {
        refuse(path, "cannot be written: it is a folder", "name a file");
    }
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        refuse(path, "cannot be written: it is no plain file");
    }
    auto const folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, error)) {
        refuse(path, "cannot be written: there is no folder " + folder.string());
    }
    auto const probe = path + ".probe." + std::to_string(getpid());
    std::FILE* const file = std::fopen(probe.c_str(), "wb");
    if (file == nullptr) {
        refuse(path, std::string("cannot be written: ") + std::strerror(errno));
    }
    static_cast<void>(std::fclose(file));
    static_cast<void>(std::remove(probe.c_str()));
}

void expect_other_file(std::string const& path, std::string const& source) {
    std::error_code error; // where there is no file yet, there is none to replace
    if (std::filesystem::equivalent(path, source, error)) {
        refuse(path, "cannot be written: it is a file that is read", "name another file");
    }
}

} // namespace cli
