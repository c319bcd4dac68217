#pragma once

#include "core/mistakes.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// SQLite files: rows that are added in transactions, of which a kill at any moment leaves all or
/// nothing. Everything throws IoError with SQLite's words.
namespace core {

/// A file that is no database, or no longer one that SQLite can read.
class DamagedError : public IoError {
    using IoError::IoError;
};

/// One question, prepared once and asked many times. Parameters count from 1, columns from 0.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, double value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::span<std::byte const> bytes);
    Statement& bind_null(int parameter);

    /// Goes to the next row; false when there is none: then it can be bound and asked anew.
    bool step();
    /// Asks and expects no row.
    void run();

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double number(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::vector<std::byte> bytes(int column) const;

private:
    friend class Database;
    struct Handle;
    explicit Statement(std::unique_ptr<Handle> handle);

    std::unique_ptr<Handle> handle_;
};

/// A connection to one file. One thread at a time.
class Database {
public:
    enum class Access { read, write }; ///< write: made where it is not there

    Database(std::string path, Access access);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    [[nodiscard]] Statement prepare(std::string_view sql);
    /// Statements without parameters and rows, one after another.
    void execute(std::string const& sql);
    /// Ends a transaction for good. False when others who read the file did not let go of it for as
    /// long as `patience`: the transaction stays open, and commit() may be tried again.
    [[nodiscard]] bool commit(std::chrono::milliseconds patience);

private:
    struct Handle;

    std::string path_;
    std::unique_ptr<Handle> handle_;
};

} // namespace core
