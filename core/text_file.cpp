#include "core/text_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <sys/stat.h>

namespace core {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) noexcept {
    return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

bool continues(std::uint8_t byte) noexcept {
    return (byte & 0xC0U) == 0x80U;
}

/// The second byte's range shuts out overlong forms, surrogates and what lies beyond U+10FFFF.
bool second_byte_fits(std::uint8_t first, std::uint8_t second) noexcept {
    std::uint8_t const low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    std::uint8_t const high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

bool is_control(std::uint8_t byte) noexcept {
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

/// Why the file at `path` cannot be read as text, before it is opened; "" when it may be tried.
std::string obstacle_to_text(std::string const& path, std::size_t largest_file) {
    struct stat status {};
    if (path.empty()) {
        return "no file is named";
    }
    if (::stat(path.c_str(), &status) != 0) {
        return errno == ENOENT ? "there is no such file"
                               : fmt::format("cannot be read: {}", std::strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return "is a folder, not a file";
    }
    if (!S_ISREG(status.st_mode)) {
        return "is no plain file";
    }
    if (static_cast<std::size_t>(status.st_size) > largest_file) {
        return fmt::format("is too large: {} bytes (at most {})", status.st_size, largest_file);
    }
    return {};
}

/// Reads a file into `text`, a little more than the largest allowed at most; gives errno, 0 when
/// all went well.
int read_all(std::string const& path, std::string& text, std::size_t largest_file) {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (!file) {
        return errno;
    }
    std::array<char, 65536> part{};
    while (text.size() <= largest_file) {
        auto const got = std::fread(part.data(), 1, part.size(), file.get());
        text.append(part.data(), got);
        if (got < part.size()) {
            return std::ferror(file.get()) != 0 ? errno : 0;
        }
    }
    return 0;
}

} // namespace

std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
    std::uint8_t const first = byte_at(text, at);
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    std::size_t const length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (at + length > text.size() || !second_byte_fits(first, byte_at(text, at + 1))) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (!continues(byte_at(text, at + i))) {
            return 0;
        }
    }
    return length;
}

std::size_t characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return !continues(static_cast<std::uint8_t>(c)); }));
}

std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 60;
    bool const as_it_is =
        text.size() <= longest &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
    if (as_it_is) {
        return std::string(text);
    }
    std::string shown;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        if (count == longest) {
            return shown + "...";
        }
        auto const length = std::max<std::size_t>(1, utf8_length(text, at));
        bool const plain = byte_at(text, at) >= 0x20 && byte_at(text, at) != 0x7F;
        shown += plain ? std::string(text.substr(at, length)) : "?";
        at += length;
    }
    return shown;
}

Place place_in(std::string_view text, std::size_t at, std::string const& file) {
    int line = 1;
    std::size_t line_start = 0;
    for (std::size_t i = 0; i < at; ++i) {
        bool const first_of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (text[i] == '\n' || (text[i] == '\r' && !first_of_two)) {
            ++line;
            line_start = i + 1;
        }
    }
    auto const column = 1 + characters(text.substr(line_start, at - line_start));
    return {file, line, static_cast<int>(column)};
}

bool is_text(std::string_view text, std::string const& file, Mistakes& mistakes) {
    for (std::size_t at = 0; at < text.size();) {
        auto const byte = byte_at(text, at);
        auto const length = utf8_length(text, at);
        if (length == 0 || is_control(byte)) {
            mistakes.add({place_in(text, at, file), "",
                          fmt::format("byte 0x{:02X} at offset {} {}", byte, at,
                                      length == 0 ? "is not UTF-8" : "is a control character"),
                          "a file must be text in UTF-8", ""});
            return false;
        }
        at += length;
    }
    return true;
}

std::optional<std::string> read_text(std::string const& path, Mistakes& mistakes,
                                     std::size_t largest_file) {
    auto const refuse = [&](std::string what) {
        mistakes.add({{path.empty() ? "\"\"" : path, 0, 0}, "", std::move(what), "", ""});
        return std::nullopt;
    };
    if (auto why = obstacle_to_text(path, largest_file); !why.empty()) {
        return refuse(std::move(why));
    }
    std::string text;
    if (int const error = read_all(path, text, largest_file); error != 0) {
        return refuse(fmt::format("cannot be read: {}", std::strerror(error)));
    }
    if (text.size() > largest_file) {
        return refuse(fmt::format("is too large (at most {} bytes)", largest_file));
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.erase(0, 3);
    }
    if (!is_text(text, path, mistakes)) {
        return std::nullopt;
    }
    return text;
}

std::string folder_of(std::string const& path) {
    auto const slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::string beside(std::string const& from, std::string const& path) {
    if (path.starts_with('/')) {
        return path;
    }
    return std::filesystem::path(folder_of(from) + path).lexically_normal().string();
}

} // namespace core
