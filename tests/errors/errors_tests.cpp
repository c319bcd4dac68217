/// Every folder in cases/ holds files with mistakes in them, `command` (the file to read, and what
/// --set would be given) and `expected.txt`, what must be told, to the letter. To add a case, add a
/// folder. Run with HOLDFAST_WRITE_EXPECTED=1, the program writes expected.txt where there is none.

#include "core/mistakes.hpp"
#include "sim/reading/reading.hpp"
#include "study/reading/files.hpp"
#include "tests/text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// Paths in messages are those of who runs the program in the case's folder.
class InFolder {
public:
    explicit InFolder(fs::path const& folder) : before_(fs::current_path()) {
        fs::current_path(folder);
    }
    ~InFolder() { fs::current_path(before_); }
    InFolder(InFolder const&) = delete;
    InFolder& operator=(InFolder const&) = delete;

private:
    fs::path before_;
};

std::string told(std::vector<core::Mistake> const& mistakes) {
    std::string text;
    for (auto const& mistake : mistakes) {
        text += core::to_string(mistake) + "\n";
    }
    return text;
}

/// What is told of a file, read as `check` does; or as `run` does, when there are overrides.
std::string told_of(std::string const& file, std::vector<sim::Override> const& overrides) {
    if (overrides.empty()) {
        return told(study::check_file(file));
    }
    try {
        static_cast<void>(sim::read_scenario(file, overrides));
    } catch (core::ConfigError const& error) {
        return told(error.mistakes());
    }
    return {};
}

std::string run_case(fs::path const& folder) {
    InFolder const here(folder);
    std::istringstream command(tests::text_of("command"));
    std::string file;
    command >> file;
    std::vector<sim::Override> overrides;
    for (std::string word; command >> word;) {
        overrides.push_back(sim::parse_override(word));
    }
    return told_of(file, overrides);
}

std::vector<fs::path> cases() {
    std::vector<fs::path> folders;
    for (auto const& entry : fs::directory_iterator(HOLDFAST_SOURCE_DIR "/tests/errors/cases")) {
        folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// A folder of its own that is gone afterwards.
class Scratch {
public:
    Scratch()
        : path_(fs::temp_directory_path() / ("holdfast_errors_" + std::to_string(::getpid()))) {
        fs::create_directories(path_);
    }
    ~Scratch() { fs::remove_all(path_); }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

} // namespace

TEST_CASE("Each corpus case tells exactly what is expected") {
    REQUIRE(cases().size() > 50);
    for (auto const& folder : cases()) {
        INFO("case " << folder.filename());
        auto const expected = folder / "expected.txt";
        if (std::getenv("HOLDFAST_WRITE_EXPECTED") != nullptr && !fs::exists(expected)) {
            std::ofstream(expected) << run_case(folder);
        }
        auto const wanted = tests::text_of(expected);
        CHECK_FALSE(wanted.empty());
        CHECK(run_case(folder) == wanted);
    }
}

TEST_CASE("The good files that the cases are made from have no mistakes") {
    for (auto const* file : {"scenario", "theory", "cohort", "design", "voice"}) {
        CHECK(told(study::check_file(HOLDFAST_SOURCE_DIR "/tests/errors/good/" + std::string(file) +
                                     ".yaml"))
                  .empty());
    }
}

TEST_CASE("Every shipped file reads without a mistake") {
    std::size_t files = 0;
    for (auto const& entry : fs::recursive_directory_iterator(HOLDFAST_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() == ".yaml") {
            ++files;
            CHECK(told(study::check_file(entry.path().string())).empty());
        }
    }
    CHECK(files > 10);
}

TEST_CASE("A file without read permission is told as unreadable") {
    if (::geteuid() == 0) {
        WARN("root may read everything, so this cannot be tried");
        return;
    }
    Scratch const scratch;
    InFolder const here(scratch.path());
    std::ofstream("locked.yaml") << "kind: design\n";
    fs::permissions("locked.yaml", fs::perms::none);
    CHECK(told_of("locked.yaml", {}) == "locked.yaml: cannot be read: Permission denied\n");
}

TEST_CASE("A file whose reading fails is told with the system's words") {
    // The first bytes of a process's memory belong to nobody.
    std::string const path = "/proc/self/mem";
    if (fs::exists(path)) {
        CHECK(told_of(path, {}) == path + ": cannot be read: Input/output error\n");
    }
}

TEST_CASE("What is no plain file is refused without being opened") {
    Scratch const scratch;
    InFolder const here(scratch.path());
    // Opening a pipe that nobody writes to would wait for ever.
    REQUIRE(::mkfifo("pipe.yaml", 0600) == 0);
    CHECK(told_of("pipe.yaml", {}) == "pipe.yaml: is no plain file\n");
    CHECK(told_of("/dev/zero", {}) == "/dev/zero: is no plain file\n");
}

TEST_CASE("A path that leads through a file, or nowhere at all, is told") {
    Scratch const scratch;
    InFolder const here(scratch.path());
    std::ofstream("a.yaml") << "kind: design\nname: a\nextends: a.yaml/b.yaml\n";
    CHECK(told_of("a.yaml", {}) ==
          "a.yaml:3:10: extends: a.yaml/b.yaml: cannot be read: Not a directory\n");
    CHECK(told_of("", {}) == "\"\": no file is named\n");
}

TEST_CASE("A file beyond 16 MiB is refused before it is read") {
    Scratch const scratch;
    InFolder const here(scratch.path());
    std::ofstream("large.yaml") << "kind: design\n";
    fs::resize_file("large.yaml", (16U << 20U) + 1);
    CHECK(told_of("large.yaml", {}) ==
          "large.yaml: is too large: 16777217 bytes (at most 16777216)\n");
}

TEST_CASE("A chain of designs that is too long is refused") {
    Scratch const scratch;
    InFolder const here(scratch.path());
    for (int n = 0; n < 200; ++n) {
        std::ofstream("d" + std::to_string(n) + ".yaml")
            << "kind: design\nname: d" << n << "\nextends: d" << n + 1 << ".yaml\n";
    }
    CHECK(told_of("d0.yaml", {}) ==
          "d64.yaml:3:10: extends: designs extend each other too often (at most 64 times)\n");
}

TEST_CASE("An override without an equals sign is refused") {
    CHECK_THROWS_WITH(sim::parse_override("users"),
                      "--set: users: is not of the form path=value (for example users=1000)");
    CHECK_THROWS_AS(sim::parse_override("=3"), core::ConfigError);
}
