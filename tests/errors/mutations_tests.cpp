/// Files that somebody spoiled: bytes flipped, lines deleted or doubled, ends cut off. Whatever
/// comes of it is read, or refused with mistakes; never anything else.

#include "core/mistakes.hpp"
#include "sim/reading/reading.hpp"
#include "study/reading/files.hpp"
#include "tests/text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

void write(fs::path const& path, std::string const& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class Mutations {
public:
    /// Does one to three things to the text.
    std::string operator()(std::string text) {
        for (std::size_t n = 1 + below(3); n > 0 && !text.empty(); --n) {
            mutate(text);
        }
        return text;
    }

private:
    /// Not uniform_int_distribution, which differs from one standard library to another.
    std::size_t below(std::size_t n) {
        return n == 0 ? 0 : static_cast<std::size_t>(random_()) % n;
    }

    void mutate(std::string& text) {
        static std::string const signs = "{}[]:,-\n\t \"'&*!|>#%@0123456789.e\\x\xFF\x01";
        auto const at = below(text.size());
        switch (below(7)) {
        case 0:
            text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 1:
            text[at] = signs[below(signs.size())];
            break;
        case 2:
            text.insert(at, 1, signs[below(signs.size())]);
            break;
        case 3:
            text.erase(at, 1 + below(4));
            break;
        case 4:
            text.resize(at);
            break;
        case 5:
            double_line(text, at);
            break;
        default:
            delete_line(text, at);
            break;
        }
    }

    static std::size_t line_begin(std::string const& text, std::size_t at) {
        auto const end = text.rfind('\n', at);
        return end == std::string::npos ? 0 : end + 1;
    }

    static std::string line_at(std::string const& text, std::size_t at) {
        auto const begin = line_begin(text, at);
        return begin >= text.size() ? ""
                                    : text.substr(begin, text.find('\n', begin) - begin) + "\n";
    }

    void double_line(std::string& text, std::size_t at) {
        text.insert(line_begin(text, below(text.size())), line_at(text, at));
    }

    static void delete_line(std::string& text, std::size_t at) {
        auto const begin = line_begin(text, at);
        text.erase(std::min(begin, text.size()), line_at(text, at).size());
    }

    std::mt19937 random_{20240917};
};

/// A copy of the shipped and the good files, gone afterwards.
class Copies {
public:
    Copies()
        : root_(fs::temp_directory_path() / ("holdfast_mutations_" + std::to_string(::getpid()))) {
        fs::create_directories(root_);
        fs::copy(HOLDFAST_SOURCE_DIR "/scenarios", root_ / "scenarios",
                 fs::copy_options::recursive);
        fs::copy(HOLDFAST_SOURCE_DIR "/tests/errors/good", root_ / "good",
                 fs::copy_options::recursive);
    }
    ~Copies() { fs::remove_all(root_); }
    Copies(Copies const&) = delete;
    Copies& operator=(Copies const&) = delete;

    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> files;
        for (auto const& entry : fs::recursive_directory_iterator(root_)) {
            if (entry.path().extension() == ".yaml") {
                files.push_back(entry.path());
            }
        }
        std::sort(files.begin(), files.end());
        return files;
    }

private:
    fs::path root_;
};

/// True when every mistake says what is wrong, and where.
bool is_told_well(std::vector<core::Mistake> const& mistakes) {
    return std::all_of(mistakes.begin(), mistakes.end(), [](core::Mistake const& mistake) {
        return !mistake.what.empty() && !mistake.place.file.empty() && mistake.place.line >= 0;
    });
}

} // namespace

TEST_CASE("Spoiled files are read or refused, and nothing else happens") {
    Copies const copies;
    Mutations mutate;
    std::size_t refused = 0;
    std::size_t tried = 0;
    for (auto const& file : copies.files()) {
        auto const whole = tests::text_of(file);
        std::size_t const times = whole.size() > 10'000 ? 60 : 40;
        for (std::size_t n = 0; n < times; ++n, ++tried) {
            write(file, mutate(whole));
            CAPTURE(file.filename(), n);
            std::vector<core::Mistake> mistakes;
            REQUIRE_NOTHROW(mistakes = study::check_file(file.string()));
            REQUIRE(is_told_well(mistakes));
            refused += mistakes.empty() ? 0U : 1U;
        }
        write(file, whole);
    }
    // Comments may be spoiled without harm; most of a file is no comment.
    CHECK(refused > tried / 3);
    CHECK(refused < tried);
}

TEST_CASE("A scenario that has no mistakes can be read, one that has some is refused with them") {
    Copies const copies;
    Mutations mutate;
    auto const files = copies.files();
    auto const scenario = std::find_if(files.begin(), files.end(), [](fs::path const& file) {
        return file.filename() == "scenario.yaml";
    });
    REQUIRE(scenario != files.end());
    auto const theory = scenario->parent_path() / "theory.yaml";
    auto const whole = tests::text_of(theory);
    for (int n = 0; n < 200; ++n) {
        write(theory, mutate(whole));
        auto const mistakes = study::check_file(scenario->string());
        try {
            static_cast<void>(sim::read_scenario(scenario->string()));
            CHECK(mistakes.empty());
        } catch (core::ConfigError const& error) {
            CHECK(error.mistakes().size() == mistakes.size());
        }
    }
}
