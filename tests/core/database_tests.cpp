#include "core/database.hpp"
#include "core/mistakes.hpp"
#include "tests/folder.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace std::chrono_literals;
using tests::Folder;

namespace {

std::int64_t rows_of(core::Database& file) {
    auto count = file.prepare("SELECT count(*) FROM t");
    REQUIRE(count.step());
    return count.integer(0);
}

} // namespace

TEST_CASE("A transaction that a reader keeps from ending stays open, and ends when it may") {
    Folder const folder;
    auto const path = (folder.path / "x.sqlite").string();
    core::Database writer(path, core::Database::Access::write);
    writer.execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1)");
    core::Database reader(path, core::Database::Access::read);
    auto rows = reader.prepare("SELECT x FROM t");
    REQUIRE(rows.step()); // and does not go on
    writer.execute("BEGIN IMMEDIATE; INSERT INTO t VALUES (2)");
    CHECK_FALSE(writer.commit(10ms));
    writer.execute("INSERT INTO t VALUES (3)"); // in the same transaction
    CHECK_FALSE(writer.commit(10ms));
    while (rows.step()) {
    }
    CHECK(writer.commit(10ms));
    CHECK(rows_of(reader) == 3);
}

TEST_CASE("A file that is no database is told with its path") {
    Folder const folder;
    auto const path = (folder.path / "none.sqlite").string();
    CHECK_THROWS_AS(core::Database(path, core::Database::Access::read), core::IoError);
    core::Database file(path, core::Database::Access::write);
    CHECK_THROWS_AS(file.execute("SELECT FROM"), core::IoError);
    auto const text = (folder.path / "text.sqlite").string();
    std::ofstream(text) << std::string(5000, 'x');
    core::Database other(text, core::Database::Access::read);
    CHECK_THROWS_AS(other.execute("SELECT 1 FROM sqlite_master"), core::DamagedError);
}
