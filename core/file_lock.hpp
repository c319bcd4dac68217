#pragma once

#include <optional>
#include <string>

namespace core {

/// A file that one process at a time holds, with a line that says who. Let go when the process
/// ends, however it ends; the file stays. Works on network file systems that have flock (NFS does).
class FileLock {
public:
    /// @param holder  what others are told. Throws core::IoError.
    /// @return nothing when another process holds it
    [[nodiscard]] static std::optional<FileLock> take(std::string const& path,
                                                      std::string const& holder);
    /// What the line in the file says.
    [[nodiscard]] static std::string holder_of(std::string const& path);

    /// Who holds it now; empty: nobody, or there is no such file. Needs no more than to read it.
    [[nodiscard]] static std::string held_by(std::string const& path);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int file) : file_(file) {}

    int file_ = -1;
};

/// "node-3, process 4711, since 2026-11-23T05:40:00Z": this process, for such a line.
[[nodiscard]] std::string this_process();

} // namespace core
