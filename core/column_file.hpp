#pragma once

#include "core/contract.hpp"
#include "core/mistakes.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

/// Columns of numbers and texts in HDF5 files, under paths like "/designs/0/last_use": readable by
/// h5py, R, Julia and every HDF5 since 1.8. One thread at a time: Debian's HDF5 has no locks.
namespace core {

/// What a column may hold besides texts.
enum class NumberType { int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64 };

template <typename T>
concept ColumnNumber = std::same_as<T, float> || std::same_as<T, double> ||
    std::same_as<T, std::uint8_t> ||(std::integral<T> && !std::same_as<T, bool> &&
                                     (sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8));

template <ColumnNumber T>
[[nodiscard]] constexpr NumberType number_type() noexcept {
    if constexpr (std::floating_point<T>) {
        return sizeof(T) == 4 ? NumberType::float32 : NumberType::float64;
    } else if constexpr (sizeof(T) == 1) {
        return NumberType::uint8;
    } else if constexpr (std::is_signed_v<T>) {
        return sizeof(T) == 2   ? NumberType::int16
               : sizeof(T) == 4 ? NumberType::int32
                                : NumberType::int64;
    } else {
        return sizeof(T) == 2   ? NumberType::uint16
               : sizeof(T) == 4 ? NumberType::uint32
                                : NumberType::uint64;
    }
}

/// Rows, then columns if there are two dimensions; the last one runs fastest.
using Shape = std::vector<std::size_t>;

[[nodiscard]] constexpr std::size_t count_of(Shape const& shape) noexcept {
    std::size_t count = 1;
    for (std::size_t const extent : shape) {
        count *= extent;
    }
    return count;
}

/// Packed: in chunks, bytes shuffled, deflate level 1, from 64 KiB on. Slower to write; worth it
/// where values repeat.
enum class Storage { plain, packed };

/// Writes a file of columns. Until commit() it stands beside its final name as "NAME.PID.part", and
/// without commit() it is removed: there is never half a file under the final name. Equal columns
/// written in the same order give equal files. Everything throws IoError with the system's words
/// when the file cannot be written (no such folder, no permission, disk full, ...); after that only
/// the destructor may be called. Paths are absolute; groups are made as needed.
class ColumnWriter {
public:
    explicit ColumnWriter(std::string path);
    ~ColumnWriter();
    ColumnWriter(ColumnWriter const&) = delete;
    ColumnWriter& operator=(ColumnWriter const&) = delete;

    /// A column of numbers, shape (values).
    template <std::ranges::contiguous_range R>
    requires ColumnNumber<std::ranges::range_value_t<R>>
    void write(std::string const& name, R const& values, Storage storage = Storage::plain) {
        write(name, values, Shape{std::ranges::size(values)}, storage);
    }
    /// Numbers of any shape with as many places as there are values.
    template <std::ranges::contiguous_range R>
    requires ColumnNumber<std::ranges::range_value_t<R>>
    void write(std::string const& name, R const& values, Shape const& shape,
               Storage storage = Storage::plain) {
        HOLDFAST_EXPECT(count_of(shape) == std::ranges::size(values));
        write_numbers(name, number_type<std::ranges::range_value_t<R>>(), std::ranges::data(values),
                      shape, storage);
    }
    /// A column of texts in UTF-8 without zero bytes, shape (texts).
    void write(std::string const& name, std::vector<std::string> const& texts);

    /// How many values at once are appended best.
    static constexpr std::size_t chunk_rows = 8192;
    /// Puts numbers at the end of a packed column, which the first call makes.
    template <std::ranges::contiguous_range R>
    requires ColumnNumber<std::ranges::range_value_t<R>>
    void append(std::string const& name, R const& values) {
        append_numbers(name, number_type<std::ranges::range_value_t<R>>(),
                       std::ranges::data(values), std::ranges::size(values));
    }
    void append(std::string const& name, std::vector<std::string> const& texts);

    /// A group with nothing in it, and those above it; nothing happens if it is there.
    void group(std::string const& path);

    /// An attribute of a group or column ("/" is the whole file).
    template <std::integral T>
    void attribute(std::string const& object, std::string const& key, T value) {
        if constexpr (std::is_signed_v<T>) {
            integer_attribute(object, key, static_cast<std::int64_t>(value));
        } else {
            unsigned_attribute(object, key, static_cast<std::uint64_t>(value));
        }
    }
    void attribute(std::string const& object, std::string const& key, double value);
    void attribute(std::string const& object, std::string const& key, std::string const& text);
    void attribute(std::string const& object, std::string const& key, char const* text) {
        attribute(object, key, std::string(text));
    }
    void attribute(std::string const& object, std::string const& key,
                   std::vector<std::string> const& texts);

    /// Closes the file and gives it its final name, in place of what stood there. At most once, and
    /// the last call.
    void commit();

private:
    struct File;

    void write_numbers(std::string const& name, NumberType type, void const* values,
                       Shape const& shape, Storage storage);
    void append_numbers(std::string const& name, NumberType type, void const* values,
                        std::size_t count);
    void integer_attribute(std::string const& object, std::string const& key, std::int64_t value);
    void unsigned_attribute(std::string const& object, std::string const& key, std::uint64_t value);

    std::unique_ptr<File> file_;
};

/// Reads a file of columns. Everything throws IoError: a file that is missing, unreadable, no HDF5
/// or cut short says so when it is opened; a column that is missing, damaged or of another type
/// than asked for, when it is read.
class ColumnReader {
public:
    explicit ColumnReader(std::string path);
    ~ColumnReader();
    ColumnReader(ColumnReader&&) noexcept;
    ColumnReader& operator=(ColumnReader&&) noexcept;

    /// Whether there is a column or group of that name.
    [[nodiscard]] bool has(std::string const& name) const;
    /// Names of what is in a group, ascending by bytes.
    [[nodiscard]] std::vector<std::string> list(std::string const& group) const;
    [[nodiscard]] Shape shape(std::string const& name) const;

    /// A column's numbers, the last dimension fastest; T must be the type that was written.
    template <ColumnNumber T>
    [[nodiscard]] std::vector<T> read(std::string const& name) const {
        std::vector<T> values;
        read_numbers(name, number_type<T>(), [&](std::size_t count) -> void* {
            values.resize(count);
            return values.data();
        });
        return values;
    }
    [[nodiscard]] std::vector<std::string> read_texts(std::string const& name) const;

    [[nodiscard]] bool has_attribute(std::string const& object, std::string const& key) const;
    [[nodiscard]] std::int64_t integer_attribute(std::string const& object,
                                                 std::string const& key) const;
    [[nodiscard]] std::uint64_t unsigned_attribute(std::string const& object,
                                                   std::string const& key) const;
    [[nodiscard]] double number_attribute(std::string const& object, std::string const& key) const;
    [[nodiscard]] std::string text_attribute(std::string const& object,
                                             std::string const& key) const;
    [[nodiscard]] std::vector<std::string> texts_attribute(std::string const& object,
                                                           std::string const& key) const;

private:
    struct File;

    void read_numbers(std::string const& name, NumberType type,
                      std::function<void*(std::size_t)> const& room) const;

    std::unique_ptr<File> file_;
};

} // namespace core
