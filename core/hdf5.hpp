#pragma once

#include "core/column_file.hpp"

#include <hdf5.h>
#include <string>
#include <utility>

/// What core/column_writer.cpp and core/column_reader.cpp share of HDF5's own types. Nobody else
/// includes this.
namespace core::hdf5 {

/// An identifier that is closed when it goes out of scope; empty when negative.
class Handle {
public:
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    Handle(hid_t id, Close close) : id_(id), close_(close) {}
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&& other) noexcept {
        reset();
        id_ = std::exchange(other.id_, -1);
        close_ = other.close_;
        return *this;
    }

    [[nodiscard]] hid_t get() const noexcept { return id_; }
    [[nodiscard]] bool empty() const noexcept { return id_ < 0; }
    /// Forgets the identifier without closing it.
    void release() noexcept { id_ = -1; }
    /// Closes; false when HDF5 could not.
    bool reset() noexcept { return empty() || close_(std::exchange(id_, -1)) >= 0; }

private:
    hid_t id_ = -1;
    Close close_ = nullptr;
};

/// Keeps HDF5 from printing its errors on its own, they come as IoError, and from closing at the
/// program's end what could not be closed before. To be called before anything else of HDF5.
void be_quiet() noexcept;

/// Why the last call failed: the system's words if the system refused, else what HDF5 says lowest
/// down.
[[nodiscard]] std::string reason();

/// Type of a number in memory and, little-endian, in files.
[[nodiscard]] hid_t in_memory(NumberType type) noexcept;
[[nodiscard]] hid_t in_file(NumberType type) noexcept;

/// Text of any length in UTF-8.
[[nodiscard]] Handle text_type();

/// File access: readable since HDF5 1.8 and, where the library can, without locks, which network
/// file systems refuse.
[[nodiscard]] Handle file_access();

} // namespace core::hdf5
