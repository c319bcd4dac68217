#include "core/seal.hpp"

#include "core/digest.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace core {

namespace {

constexpr std::string_view mark = "\nxxh3-128 ";
constexpr std::size_t seal_length = 10 + 32 + 1;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open(std::string const& path, char const* mode) {
    return {std::fopen(path.c_str(), mode), &std::fclose};
}

/// The seal of the first `length` bytes from where the file stands; empty when they cannot be read.
std::string seal_text(std::FILE* file, std::size_t length) {
    Digest digest;
    std::vector<char> part(1U << 20U);
    while (length > 0) {
        std::size_t const got = std::fread(part.data(), 1, std::min(length, part.size()), file);
        if (got == 0) {
            return {};
        }
        digest.add(std::string_view(part.data(), got));
        length -= got;
    }
    return std::string(mark) + digest.hex() + "\n";
}

std::size_t length_of(std::FILE* file) {
    ::fseeko(file, 0, SEEK_END);
    auto const length = static_cast<std::size_t>(std::max<off_t>(::ftello(file), 0));
    std::rewind(file);
    return length;
}

} // namespace

bool put_seal(std::string const& path) {
    auto file = open(path, "r+b");
    if (!file) {
        return false;
    }
    auto const seal = seal_text(file.get(), length_of(file.get()));
    if (seal.empty() || ::fseeko(file.get(), 0, SEEK_END) != 0) {
        return false;
    }
    bool const written = std::fwrite(seal.data(), 1, seal.size(), file.get()) == seal.size();
    // What is still buffered is written by closing.
    return std::fclose(file.release()) == 0 && written;
}

Seal seal_of(std::string const& path) {
    auto const file = open(path, "rb");
    std::size_t const length = file ? length_of(file.get()) : 0;
    if (length < seal_length) {
        return Seal::none;
    }
    std::size_t const sealed = length - seal_length;
    std::string stored(seal_length, '\0');
    ::fseeko(file.get(), static_cast<off_t>(sealed), SEEK_SET);
    if (std::fread(stored.data(), 1, seal_length, file.get()) != seal_length ||
        !stored.starts_with(mark)) {
        return Seal::none;
    }
    std::rewind(file.get());
    return seal_text(file.get(), sealed) == stored ? Seal::intact : Seal::broken;
}

} // namespace core
