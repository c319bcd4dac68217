#include "core/column_file.hpp"
#include "tests/folder.hpp"
#include "tests/text.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using tests::Folder;

namespace {

/// How a process of its own ended, and all that it said. It ends as programs do, so that HDF5 has
/// its last word.
struct Ending {
    int status = 0;
    std::string said;
};

Ending ending_of(std::function<void()> const& action) {
    Folder const folder;
    auto const log = folder.path / "log";
    pid_t const child = ::fork();
    if (child == 0) {
        static_cast<void>(std::freopen(log.c_str(), "w", stdout));
        ::dup2(::fileno(stdout), STDERR_FILENO);
        action();
        std::exit(0);
    }
    Ending ending;
    ::waitpid(child, &ending.status, 0);
    ending.said = tests::text_of(log);
    return ending;
}

/// Writes more than there is room for, and says what came of it.
void write_much(std::string const& path) {
    try {
        core::ColumnWriter writer(path);
        std::mt19937_64 random(1); // which does not pack
        std::vector<std::uint64_t> noise(20'000);
        std::generate(noise.begin(), noise.end(), random);
        for (int k = 0; k < 10; ++k) {
            writer.write(fmt::format("/group/{}", k), std::vector<int>(200'000, k));
            writer.write(fmt::format("/group/texts{}", k), std::vector<std::string>(1000, "text"));
            writer.append("/grown/numbers", noise);
            writer.append("/grown/texts", std::vector<std::string>(1000, "text"));
        }
        writer.commit();
        fmt::print("committed\n");
    } catch (core::IoError const& error) {
        fmt::print("{}\n", error.what());
    }
}

/// The hard limit stays, so that the limit can be taken back.
void limit_file_size(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

TEST_CASE("A file that grows too large is given up with the system's words and nothing more") {
    for (std::size_t const limit : {0U, 1000U, 100'000U, 900'000U, 4'000'000U}) {
        Folder const folder;
        auto const path = (folder.path / "x.h5").string();
        auto const ending = ending_of([&] {
            limit_file_size(limit);
            write_much(path);
            // The log must take what is said at the end.
            limit_file_size(RLIM_INFINITY);
        });
        INFO(limit);
        CHECK(WIFEXITED(ending.status));
        CHECK(ending.said == path + ": cannot be written: File too large\n");
        CHECK(fs::is_empty(folder.path));
    }
}

TEST_CASE("A full disk is told with the system's words, and what stood there stays") {
    Folder const folder;
    if (::mount("none", folder.path.c_str(), "tmpfs", 0, "size=2m") != 0) {
        WARN("skipped: this user cannot mount a small disk");
        return;
    }
    auto const path = (folder.path / "x.h5").string();
    std::ofstream(path) << "precious";
    auto const ending = ending_of([&] { write_much(path); });
    CHECK(ending.said == path + ": cannot be written: No space left on device\n");
    CHECK(tests::text_of(path) == "precious");
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
    ::umount(folder.path.c_str());
}

TEST_CASE("After a failure the same process can write elsewhere") {
    Folder const folder;
    auto const ending = ending_of([&] {
        limit_file_size(100'000);
        write_much((folder.path / "a.h5").string());
        limit_file_size(RLIM_INFINITY);
        write_much((folder.path / "b.h5").string());
    });
    CHECK(ending.said.ends_with("committed\n"));
    CHECK_NOTHROW(core::ColumnReader((folder.path / "b.h5").string()));
}

TEST_CASE("An exception on the way leaves nothing behind") {
    Folder const folder;
    auto const ending = ending_of([&] {
        try {
            core::ColumnWriter writer((folder.path / "x.h5").string());
            writer.write("/values", std::vector<int>(100'000, 1));
            throw std::runtime_error("something else");
        } catch (std::runtime_error const&) {
        }
    });
    CHECK(ending.said.empty());
    CHECK(fs::is_empty(folder.path));
}

TEST_CASE("A file with damaged bytes is read, or refused, but never crashes") {
    Folder const folder;
    auto const path = (folder.path / "x.h5").string();
    {
        core::ColumnWriter writer(path);
        writer.attribute("/", "format", "sample");
        writer.write("/a/numbers", std::vector<int>(300, 1));
        writer.write("/a/packed", std::vector<int>(40'000, 1), core::Storage::packed);
        writer.write("/a/texts", {"one", "two", "three"});
        writer.commit();
    }
    auto const whole = tests::text_of(path);
    // Damage in a child each, since a crash is what this is about.
    std::mt19937 random(7);
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        auto bytes = whole;
        for (int k = 0; k < 1 + round % 8; ++k) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        std::ofstream(path, std::ios::binary) << bytes;
        auto const ending = ending_of([&] {
            try {
                core::ColumnReader const reader(path);
                static_cast<void>(reader.text_attribute("/", "format"));
                static_cast<void>(reader.list("/a"));
                static_cast<void>(reader.read<int>("/a/numbers"));
                static_cast<void>(reader.read<int>("/a/packed"));
                static_cast<void>(reader.read_texts("/a/texts"));
            } catch (core::IoError const& error) {
                fmt::print("{}\n", error.what());
            }
        });
        INFO("round " << round << ": " << ending.said);
        CHECK(WIFEXITED(ending.status));
        CHECK((ending.said.empty() || ending.said.starts_with(path)));
        refused += ending.said.empty() ? 0 : 1;
    }
    CHECK(refused > 20);
}
