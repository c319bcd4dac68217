#include "core/column_file.hpp"
#include "tests/folder.hpp"
#include "tests/text.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <sstream>
#include <unistd.h>

namespace fs = std::filesystem;
using tests::Folder;

namespace {

void put_bytes(std::string const& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

template <typename Action>
std::string io_error_of(Action action) {
    try {
        action();
    } catch (core::IoError const& error) {
        return error.what();
    }
    return "no error";
}

std::string opening_error(std::string const& path) {
    return io_error_of([&] { core::ColumnReader const reader(path); });
}

/// A small file with one of everything.
void write_sample(std::string const& path) {
    core::ColumnWriter writer(path);
    writer.attribute("/", "format", "holdfast sample");
    writer.write("/designs/0/last_use", std::vector<std::int16_t>{3, -1, 90});
    writer.write("/designs/0/texts", {"a", "", "\xC3\xA9t\xC3\xA9"});
    std::vector<std::uint8_t> repeated(200'000);
    for (std::size_t k = 0; k < repeated.size(); ++k) {
        repeated[k] = static_cast<std::uint8_t>(k / 1000);
    }
    writer.write("/designs/0/use", repeated, {20'000, 10}, core::Storage::packed);
    writer.append("/designs/0/grown", std::vector<double>{0.5, 1.5});
    writer.append("/designs/0/grown", std::vector<double>{2.5});
    writer.attribute("/designs/0", "users", 3);
    writer.commit();
}

/// Reads all that write_sample wrote.
void read_sample(std::string const& path) {
    core::ColumnReader const reader(path);
    static_cast<void>(reader.text_attribute("/", "format"));
    for (auto const& name : reader.list("/designs/0")) {
        static_cast<void>(reader.shape("/designs/0/" + name));
    }
    static_cast<void>(reader.read<std::int16_t>("/designs/0/last_use"));
    static_cast<void>(reader.read_texts("/designs/0/texts"));
    static_cast<void>(reader.read<std::uint8_t>("/designs/0/use"));
    static_cast<void>(reader.read<double>("/designs/0/grown"));
    static_cast<void>(reader.integer_attribute("/designs/0", "users"));
}

template <typename T>
void check_round_trip(core::Storage storage) {
    Folder const folder;
    auto const path = folder.file("x.h5");
    std::vector<T> values(50'000, T{7});
    values.front() = std::numeric_limits<T>::lowest();
    values.back() = std::numeric_limits<T>::max();
    {
        core::ColumnWriter writer(path);
        writer.write("/values", values, storage);
        writer.commit();
    }
    core::ColumnReader const reader(path);
    CHECK(reader.read<T>("/values") == values);
    CHECK(reader.shape("/values") == core::Shape{50'000});
}

} // namespace

TEMPLATE_TEST_CASE("Numbers of every type are read back as they were written", "", std::int16_t,
                   std::int32_t, std::int64_t, std::uint8_t, std::uint16_t, std::uint32_t,
                   std::uint64_t, float, double) {
    check_round_trip<TestType>(core::Storage::plain);
    check_round_trip<TestType>(core::Storage::packed);
}

TEST_CASE("A column may have two dimensions, or no rows") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    std::vector<float> const values{1, 2, 3, 4, 5, 6};
    {
        core::ColumnWriter writer(path);
        writer.write("/two", values, {2, 3});
        writer.write("/none", std::vector<double>{});
        writer.write("/no_rows", std::vector<double>{}, {0, 4}, core::Storage::packed);
        writer.write("/no_texts", std::vector<std::string>{});
        writer.write("/span", std::span<float const>(values).subspan(1, 2));
        writer.commit();
    }
    core::ColumnReader const reader(path);
    CHECK(reader.shape("/two") == core::Shape{2, 3});
    CHECK(reader.read<float>("/two") == values);
    CHECK(reader.read<double>("/none").empty());
    CHECK(reader.shape("/no_rows") == core::Shape{0, 4});
    CHECK(reader.read_texts("/no_texts").empty());
    CHECK(reader.read<float>("/span") == std::vector<float>{2, 3});
}

TEST_CASE("Texts keep their characters and their lengths") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    std::vector<std::string> const texts{"plain", "", "na\xC3\xAFve", "two\nlines",
                                         std::string(300'000, 'x')};
    {
        core::ColumnWriter writer(path);
        writer.write("/a/texts", texts);
        writer.attribute("/a/texts", "name", texts[2]);
        writer.attribute("/a", "names", texts);
        writer.attribute("/a", "none", std::vector<std::string>{});
        writer.commit();
    }
    core::ColumnReader const reader(path);
    CHECK(reader.read_texts("/a/texts") == texts);
    CHECK(reader.text_attribute("/a/texts", "name") == texts[2]);
    CHECK(reader.texts_attribute("/a", "names") == texts);
    CHECK(reader.texts_attribute("/a", "none").empty());
}

TEST_CASE("Attributes keep numbers whole") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    {
        core::ColumnWriter writer(path);
        writer.attribute("/", "seed", ~std::uint64_t{0});
        writer.attribute("/", "low", std::numeric_limits<std::int64_t>::min());
        writer.attribute("/", "seconds", 0.1);
        writer.attribute("/", "users", std::size_t{12});
        writer.commit();
    }
    core::ColumnReader const reader(path);
    CHECK(reader.unsigned_attribute("/", "seed") == ~std::uint64_t{0});
    CHECK(reader.integer_attribute("/", "low") == std::numeric_limits<std::int64_t>::min());
    CHECK(reader.number_attribute("/", "seconds") == 0.1);
    CHECK(reader.number_attribute("/", "users") == 12.0);
    CHECK(reader.has_attribute("/", "seed"));
    CHECK_FALSE(reader.has_attribute("/", "sead"));
}

TEST_CASE("Names are listed in their order, groups among them") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    {
        core::ColumnWriter writer(path);
        writer.write("/b/2", std::vector<int>{1});
        writer.write("/b/10", std::vector<int>{1});
        writer.group("/a/empty");
        writer.group("/a/empty");
        writer.commit();
    }
    core::ColumnReader const reader(path);
    CHECK(reader.list("/") == std::vector<std::string>{"a", "b"});
    CHECK(reader.list("/b") == std::vector<std::string>{"10", "2"});
    CHECK(reader.list("/a/empty").empty());
    CHECK(reader.has("/b/10"));
    CHECK(reader.has("/a"));
    CHECK(reader.has("/"));
    CHECK_FALSE(reader.has("/b/11"));
    CHECK_FALSE(reader.has("/c/d/e"));
}

TEST_CASE("Packed columns that repeat themselves are smaller") {
    Folder const folder;
    for (auto const storage : {core::Storage::plain, core::Storage::packed}) {
        core::ColumnWriter writer(
            folder.file(storage == core::Storage::plain ? "plain" : "packed"));
        writer.write("/values", std::vector<std::uint32_t>(100'000, 5), storage);
        writer.commit();
    }
    CHECK(fs::file_size(folder.file("packed")) < fs::file_size(folder.file("plain")) / 20);
}

TEST_CASE("A column grows by pieces of any size") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    std::vector<double> numbers;
    std::vector<std::string> texts;
    {
        core::ColumnWriter writer(path);
        for (std::size_t const count :
             {std::size_t{3}, std::size_t{0}, core::ColumnWriter::chunk_rows,
              core::ColumnWriter::chunk_rows - 3, std::size_t{20'000}}) {
            std::vector<double> const piece(count, static_cast<double>(numbers.size()) + 0.5);
            std::vector<std::string> const words(count, fmt::format("after {}", texts.size()));
            writer.append("/table/numbers", piece);
            writer.append("/table/texts", words);
            numbers.insert(numbers.end(), piece.begin(), piece.end());
            texts.insert(texts.end(), words.begin(), words.end());
        }
        writer.append("/none", std::vector<std::int32_t>{});
        writer.attribute("/table", "rows", numbers.size());
        writer.commit();
    }
    core::ColumnReader const reader(path);
    CHECK(reader.read<double>("/table/numbers") == numbers);
    CHECK(reader.read_texts("/table/texts") == texts);
    CHECK(reader.read<std::int32_t>("/none").empty());
}

TEST_CASE("Equal columns give equal files, whenever they are written") {
    Folder const folder;
    write_sample(folder.file("a.h5"));
    ::sleep(1);
    write_sample(folder.file("b.h5"));
    CHECK(tests::text_of(folder.file("a.h5")) == tests::text_of(folder.file("b.h5")));
}

TEST_CASE("Without commit nothing is left, and what stood there stays") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    put_bytes(path, "precious");
    {
        core::ColumnWriter writer(path);
        writer.write("/values", std::vector<int>(100'000, 1));
        writer.append("/grown", std::vector<int>(100'000, 1));
        CHECK(folder.entries() == 2);
    }
    CHECK(folder.entries() == 1);
    CHECK(tests::text_of(path) == "precious");
}

TEST_CASE("With commit the file is whole, in place of what stood there") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    put_bytes(path, "old");
    write_sample(path);
    CHECK(folder.entries() == 1);
    CHECK_NOTHROW(read_sample(path));
}

TEST_CASE("A link keeps pointing to the file that is written") {
    Folder const folder;
    put_bytes(folder.file("target.h5"), "old");
    fs::create_symlink("target.h5", folder.file("link.h5"));
    write_sample(folder.file("link.h5"));
    CHECK(fs::is_symlink(folder.file("link.h5")));
    CHECK_NOTHROW(read_sample(folder.file("target.h5")));
    CHECK(folder.entries() == 2);
}

TEST_CASE("Paths at which no file can be written are refused with their reason") {
    Folder const folder;
    auto const error_at = [](std::string const& path) {
        return io_error_of([&] { core::ColumnWriter const writer(path); });
    };
    CHECK(error_at("") == ": no file is named");
    CHECK(error_at(folder.path.string()) == folder.path.string() + ": is a folder, not a file");
    CHECK(error_at("/dev/full") == "/dev/full: is no plain file");
    auto const lost = folder.file("nowhere/x.h5");
    CHECK(error_at(lost) == fmt::format("{}: there is no folder {}", lost, folder.file("nowhere")));
    put_bytes(folder.file("plain"), "x");
    CHECK(error_at(folder.file("plain/x.h5")) ==
          folder.file("plain/x.h5") + ": cannot be written: Not a directory");
    auto const endless = folder.file(std::string(300, 'x'));
    CHECK(error_at(endless) == endless + ": cannot be written: File name too long");
    CHECK(folder.entries() == 1);
}

TEST_CASE("A folder without permission to write is refused") {
    if (::geteuid() == 0) {
        WARN("skipped: root may write everywhere");
        return;
    }
    Folder const folder;
    fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
    auto const path = folder.file("x.h5");
    CHECK(io_error_of([&] { core::ColumnWriter const writer(path); }) ==
          path + ": cannot be written: Permission denied");
    fs::permissions(folder.path, fs::perms::owner_all);
}

TEST_CASE("Files that cannot be read say why, each in its own words") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    CHECK(opening_error(path) == path + ": there is no such file");
    CHECK(opening_error(folder.path.string()) ==
          folder.path.string() + ": is a folder, not a file");
    CHECK(opening_error("/dev/null") == "/dev/null: is no plain file");
    put_bytes(path, "");
    CHECK(opening_error(path) == path + ": is empty");
    put_bytes(path, "kind: scenario\n");
    CHECK(opening_error(path) == path + ": is no HDF5 file");
}

TEST_CASE("A file that was cut short says so, wherever it was cut") {
    Folder const folder;
    write_sample(folder.file("whole.h5"));
    auto const whole = tests::text_of(folder.file("whole.h5"));
    auto const path = folder.file("cut.h5");
    // The last line is our own seal, and no part of what HDF5 reads.
    std::size_t const content = whole.size() - 43;
    for (std::size_t length = 8; length < content; length += 1 + length / 20) {
        put_bytes(path, std::string_view(whole).substr(0, length));
        INFO(length << " of " << content);
        CHECK(opening_error(path).starts_with(path + ": is damaged or was cut short: "));
    }
    put_bytes(path, std::string_view(whole).substr(0, content - 1));
    CHECK(opening_error(path).starts_with(path + ": is damaged or was cut short: "));
    for (std::size_t length = content; length <= whole.size(); ++length) {
        put_bytes(path, std::string_view(whole).substr(0, length));
        CHECK_NOTHROW(read_sample(path));
    }
    put_bytes(path, std::string_view(whole).substr(0, 7));
    CHECK(opening_error(path) == path + ": is no HDF5 file");
}

TEST_CASE("Columns that are not there or hold something else say so") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    write_sample(path);
    core::ColumnReader const reader(path);
    auto const error = [&](auto action) {
        return io_error_of([&] { static_cast<void>(action()); }).substr(path.size() + 2);
    };
    CHECK(error([&] { return reader.read<int>("/designs/1/use"); }) == "has no /designs/1/use");
    CHECK(error([&] { return reader.read<int>("/designs/0/last_use"); }) ==
          "/designs/0/last_use does not hold 32-bit integers");
    CHECK(error([&] { return reader.read<double>("/designs/0/texts"); }) ==
          "/designs/0/texts does not hold 64-bit floats");
    CHECK(error([&] { return reader.read_texts("/designs/0/use"); }) ==
          "/designs/0/use does not hold texts");
    CHECK(error([&] { return reader.read<double>("/designs/0"); }) == "/designs/0 is no column");
    CHECK(error([&] { return reader.list("/designs/0/use"); }) == "/designs/0/use is no group");
    CHECK(error([&] { return reader.integer_attribute("/", "version"); }) ==
          "/ has no attribute \"version\"");
    CHECK(error([&] { return reader.integer_attribute("/", "format"); }) ==
          "attribute \"format\" of / is not one integer");
    CHECK(error([&] { return reader.text_attribute("/designs/0", "users"); }) ==
          "attribute \"users\" of /designs/0 does not hold texts");
}

TEST_CASE("A changed byte anywhere is noticed") {
    Folder const folder;
    auto const path = folder.file("x.h5");
    write_sample(path);
    auto const whole = tests::text_of(path);
    std::size_t const content = whole.size() - 43;
    for (std::size_t at = 8; at < content; at += 1 + at / 10) {
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        put_bytes(path, bytes);
        CHECK(opening_error(path) ==
              path + ": is damaged: its bytes are not those that were written");
    }
}
