#include "core/column_file.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace {

std::string output_of(std::string const& command) {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const pipe(::popen(command.c_str(), "r"),
                                                               ::pclose);
    std::string text;
    std::array<char, 4096> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), pipe.get()) != nullptr) {
        text += part.data();
    }
    return text;
}

} // namespace

TEST_CASE("h5py reads columns, texts and attributes without our code") {
    std::string const python = "/usr/bin/python3";
    if (output_of(python + " -c 'import h5py; print(1)' 2>/dev/null") != "1\n") {
        WARN("skipped: " << python << " has no h5py (python3-h5py)");
        return;
    }
    std::string const path = "column_h5py_tests.h5";
    {
        core::ColumnWriter writer(path);
        writer.attribute("/", "format", "na\xC3\xAFve");
        writer.attribute("/", "seed", ~std::uint64_t{0});
        writer.attribute("/", "seconds", 0.25);
        writer.attribute("/", "components", std::vector<std::string>{"goals", "bond"});
        writer.write("/designs/0/last_use", std::vector<std::int16_t>{3, -1, 90});
        writer.write("/designs/0/use", std::vector<std::uint8_t>(100'000, 2), {10'000, 10},
                     core::Storage::packed);
        writer.write("/designs/0/names", {"a", "", "\xC3\xA9"});
        writer.commit();
    }
    CHECK(output_of(fmt::format("PYTHONIOENCODING=utf-8 {} {}/tests/core/read_columns.py {} 2>&1",
                                python, HOLDFAST_SOURCE_DIR, path)) ==
          "na\xC3\xAFve 18446744073709551615 0.25\n"
          "['goals', 'bond']\n"
          "int16 [3, -1, 90]\n"
          "uint8 (10000, 10) 200000\n"
          "['a', '', '\xC3\xA9']\n");
    std::filesystem::remove(path);
}
