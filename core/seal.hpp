#pragma once

#include <string>

/// A file's digest in its last line, "\nxxh3-128 " + 32 hexadecimal digits + "\n". HDF5 does not
/// look behind its own end, so that a sealed HDF5 file is an HDF5 file still; programs that change
/// it cut the seal off. It guards what HDF5 itself does not: damaged numbers go unseen, and some
/// damaged structures crash the library.
namespace core {

enum class Seal {
    none,   ///< never sealed, or changed on purpose since
    intact, ///< every byte is as it was
    broken,
};

/// Seals a file. False, with errno set, when that cannot be done.
[[nodiscard]] bool put_seal(std::string const& path);

[[nodiscard]] Seal seal_of(std::string const& path);

} // namespace core
