#include "core/database.hpp"

#include "core/contract.hpp"
#include "core/mistakes.hpp"

#include <sqlite3.h>

#include <utility>

namespace core {
namespace {

/// Others hold a file for the time of a transaction; a network file system may be slow.
constexpr int patience_ms = 60000;

[[noreturn]] void fail(sqlite3* connection, std::string const& path) {
    if (connection == nullptr) {
        throw IoError(path, "out of memory");
    }
    int const code = sqlite3_errcode(connection) & 0xFF;
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
        throw DamagedError(path, sqlite3_errmsg(connection));
    }
    throw IoError(path, sqlite3_errmsg(connection));
}

} // namespace

struct Database::Handle {
    sqlite3* connection = nullptr;

    Handle() = default;
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    ~Handle() { sqlite3_close_v2(connection); }
};

struct Statement::Handle {
    sqlite3_stmt* statement = nullptr;
    sqlite3* connection = nullptr;
    std::string path;

    Handle() = default;
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    ~Handle() { sqlite3_finalize(statement); }

    void expect_ok(int code) const {
        if (code != SQLITE_OK) {
            fail(connection, path);
        }
    }
};

Statement::Statement(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Statement& Statement::bind(int parameter, std::int64_t value) {
    handle_->expect_ok(sqlite3_bind_int64(handle_->statement, parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, double value) {
    handle_->expect_ok(sqlite3_bind_double(handle_->statement, parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    handle_->expect_ok(sqlite3_bind_text(handle_->statement, parameter, text.data(),
                                         static_cast<int>(text.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind(int parameter, std::span<std::byte const> bytes) {
    handle_->expect_ok(sqlite3_bind_blob(handle_->statement, parameter, bytes.data(),
                                         static_cast<int>(bytes.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    handle_->expect_ok(sqlite3_bind_null(handle_->statement, parameter));
    return *this;
}

bool Statement::step() {
    int const code = sqlite3_step(handle_->statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        IoError const error(handle_->path, sqlite3_errmsg(handle_->connection));
        sqlite3_reset(handle_->statement);
        throw error;
    }
    sqlite3_reset(handle_->statement);
    return false;
}

void Statement::run() {
    bool const row = step();
    HOLDFAST_EXPECT(!row);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_->statement, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_->statement, column);
}

double Statement::number(int column) const {
    return sqlite3_column_double(handle_->statement, column);
}

std::string Statement::text(int column) const {
    auto const bytes_of_it = this->bytes(column);
    return {reinterpret_cast<char const*>(bytes_of_it.data()), bytes_of_it.size()};
}

std::vector<std::byte> Statement::bytes(int column) const {
    auto const* data =
        static_cast<std::byte const*>(sqlite3_column_blob(handle_->statement, column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(handle_->statement, column));
    return data == nullptr ? std::vector<std::byte>() : std::vector<std::byte>(data, data + size);
}

Database::Database(std::string path, Access access)
    : path_(std::move(path)), handle_(std::make_unique<Handle>()) {
    // Who only reads may still have to undo what a killed process left half written; SQLite falls
    // back to reading where the file may not be written.
    int const flags = SQLITE_OPEN_READWRITE | (access == Access::write ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path_.c_str(), &handle_->connection, flags, nullptr) != SQLITE_OK) {
        fail(handle_->connection, path_);
    }
    sqlite3_extended_result_codes(handle_->connection, 1);
    sqlite3_busy_timeout(handle_->connection, patience_ms);
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Statement Database::prepare(std::string_view sql) {
    auto handle = std::make_unique<Statement::Handle>();
    handle->connection = handle_->connection;
    handle->path = path_;
    handle->expect_ok(sqlite3_prepare_v2(handle_->connection, sql.data(),
                                         static_cast<int>(sql.size()), &handle->statement,
                                         nullptr));
    return Statement(std::move(handle));
}

void Database::execute(std::string const& sql) {
    if (sqlite3_exec(handle_->connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(handle_->connection, path_);
    }
}

bool Database::commit(std::chrono::milliseconds patience) {
    sqlite3_busy_timeout(handle_->connection, static_cast<int>(patience.count()));
    int const code = sqlite3_exec(handle_->connection, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_busy_timeout(handle_->connection, patience_ms);
    if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) {
        fail(handle_->connection, path_);
    }
    return code == SQLITE_OK;
}

} // namespace core
