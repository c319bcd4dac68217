#include "study/running/shard_file.hpp"

#include "core/build_info.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <span>
#include <sstream>
#include <utility>

namespace study {
namespace {

constexpr std::int64_t layout_version = 1;
// A kill costs what stands in the last transaction, and each takes some milliseconds: at first they
// are short, so that a short study loses little; later they cost next to nothing.
constexpr std::chrono::duration<double> shortest_transaction{0.02};
constexpr std::chrono::duration<double> longest_transaction{1.0};
constexpr double share_of_age = 0.25;
// Who reads a file keeps others from ending a transaction: who runs does not wait for that, who
// ends does.
constexpr std::chrono::milliseconds in_passing{20};
constexpr std::chrono::minutes at_the_end{10};

// A rollback journal, not a write-ahead log: that needs memory shared by all who read, which
// network file systems do not give. What a transaction changed stays in memory until it ends: who
// reads may keep it open for long.
constexpr char const* settings = R"(
    PRAGMA journal_mode = TRUNCATE;
    PRAGMA synchronous = FULL;
    PRAGMA cache_spill = FALSE;
)";
constexpr char const* tables = R"(
    CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS study (
        id INTEGER PRIMARY KEY, fingerprint TEXT, outputs TEXT, UNIQUE (fingerprint, outputs));
    CREATE TABLE IF NOT EXISTS run (
        study INTEGER, point INTEGER, replicate INTEGER, fingerprint BLOB, seconds REAL,
        failure TEXT, outputs BLOB, PRIMARY KEY (study, point, replicate)) WITHOUT ROWID;
)";

core::FileLock lock(std::string const& path) {
    auto const name = path + ".lock";
    if (auto taken = core::FileLock::take(name, core::this_process())) {
        return std::move(*taken);
    }
    throw core::ConfigError({{{path, 0, 0},
                              "",
                              fmt::format("another process is at work at this shard: {}",
                                          core::FileLock::holder_of(name)),
                              "wait for its end, or end it",
                              ""}});
}

std::vector<std::byte> bytes_of_hex(std::string_view hex) {
    std::vector<std::byte> bytes;
    auto const digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(digit(hex[i]) * 16 + digit(hex[i + 1])));
    }
    return bytes;
}

std::string hex_of_bytes(std::span<std::byte const> bytes) {
    std::string hex;
    for (auto const byte : bytes) {
        hex += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
    }
    return hex;
}

/// Those of the numbers that stand at these places.
std::vector<double> numbers_of(std::span<std::byte const> bytes,
                               std::vector<std::size_t> const& places) {
    std::vector<double> numbers;
    for (auto const place : places) {
        auto const number = bytes.subspan(place * sizeof(double), sizeof(double));
        std::memcpy(&numbers.emplace_back(), number.data(), number.size());
    }
    return numbers;
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

void say_about(core::Database& file, std::string_view key, std::string_view value) {
    file.prepare("INSERT OR IGNORE INTO about VALUES (?, ?)").bind(1, key).bind(2, value).run();
}

} // namespace

std::string results_version() {
    auto const& build = core::build_info();
    return fmt::format("{} ({})", build.version, build.git_commit);
}

ShardWriter::ShardWriter(std::string path, StudyPlan const& plan)
    : lock_(lock(path)), file_(std::move(path), core::Database::Access::write) {
    file_.execute(settings);
    // Tables and what is said about them at once: who reads sees both or neither.
    file_.execute("BEGIN IMMEDIATE");
    file_.execute(tables);
    say_about(file_, "layout", fmt::format("{}", layout_version));
    say_about(file_, "study", plan.study().name);
    say_about(file_, "version", results_version());
    auto const outputs = fmt::format("{}", fmt::join(plan.measurement().names(), "\n"));
    file_.prepare("INSERT OR IGNORE INTO study (fingerprint, outputs) VALUES (?, ?)")
        .bind(1, plan.fingerprint())
        .bind(2, outputs)
        .run();
    auto id = file_.prepare("SELECT id FROM study WHERE fingerprint = ? AND outputs = ?");
    id.bind(1, plan.fingerprint()).bind(2, outputs);
    bool const found = id.step();
    HOLDFAST_EXPECT(found);
    study_ = id.integer(0);
    while (id.step()) {
    }
    file_.execute("COMMIT");
    // What finished stays, whatever comes of the same run later.
    insert_ = file_.prepare("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?) "
                            "ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, "
                            "seconds = excluded.seconds, failure = excluded.failure, "
                            "outputs = excluded.outputs WHERE run.failure IS NOT NULL");
    pace_ = std::jthread([this](std::stop_token const& stop) { keep_pace(stop); });
}

ShardWriter::~ShardWriter() {
    pace_.request_stop();
    pace_.join();
    try {
        finish();
        file_.execute("PRAGMA journal_mode = DELETE"); // no file of nothing beside each shard
    } catch (core::IoError const&) { // told by who called add() or finish(), or nobody can help
    }
}

template <class Act>
void ShardWriter::unless_broken(Act const& act) {
    std::lock_guard const guard(mutex_);
    if (broken_) {
        throw *broken_;
    }
    try {
        act();
    } catch (core::IoError const& error) {
        broken_ = error;
        throw;
    }
}

void ShardWriter::add(RunResult const& result) {
    unless_broken([&] {
        auto const now = std::chrono::steady_clock::now();
        if (!in_transaction_) {
            file_.execute("BEGIN IMMEDIATE");
            in_transaction_ = true;
        }
        write(result);
        auto const length = std::clamp(share_of_age * std::chrono::duration<double>(now - opened_),
                                       shortest_transaction, longest_transaction);
        // Since the last commit: of runs that take longer than that, each is kept when it ends.
        if (now - committed_ >= length) {
            static_cast<void>(commit(in_passing));
        }
    });
}

void ShardWriter::keep_pace(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        stopping_.wait_for(lock, stop, longest_transaction, [] { return false; });
        bool const late = std::chrono::steady_clock::now() - committed_ >= longest_transaction;
        if (in_transaction_ && late && !broken_) {
            try {
                static_cast<void>(commit(in_passing));
            } catch (core::IoError const& error) {
                broken_ = error; // told to whom adds or finishes next
            }
        }
    }
}

void ShardWriter::write(RunResult const& result) {
    auto const fingerprint = bytes_of_hex(result.fingerprint);
    insert_->bind(1, study_)
        .bind(2, static_cast<std::int64_t>(result.run.point))
        .bind(3, std::int64_t{result.run.replicate})
        .bind(4, std::span<std::byte const>(fingerprint))
        .bind(5, result.seconds);
    if (result.failure.empty()) {
        insert_->bind_null(6);
    } else {
        insert_->bind(6, result.failure);
    }
    insert_->bind(7, std::as_bytes(std::span<double const>(result.outputs))).run();
}

bool ShardWriter::commit(std::chrono::milliseconds patience) {
    bool const kept = file_.commit(patience);
    in_transaction_ = !kept;
    committed_ = std::chrono::steady_clock::now();
    return kept;
}

void ShardWriter::finish() {
    unless_broken([&] {
        if (in_transaction_ && !commit(at_the_end)) {
            throw core::IoError(
                file_.path(), "another program has been reading it for ten minutes, so that what "
                              "was finished last is not kept: close that program, and run the same "
                              "command again");
        }
    });
}

ShardReader::ShardReader(std::string const& path) : file_(path, core::Database::Access::read) {
    auto tables_there = file_.prepare("SELECT count(*) FROM sqlite_master");
    empty_ = tables_there.step() && tables_there.integer(0) == 0;
    if (empty_) {
        return;
    }
    auto about = file_.prepare("SELECT key, value FROM about");
    std::string layout;
    while (about.step()) {
        auto const key = about.text(0);
        auto& value = key == "study" ? study_name_ : key == "version" ? version_ : layout;
        value = about.text(1);
    }
    if (layout != fmt::format("{}", layout_version)) {
        throw core::IoError(path, fmt::format("is of layout \"{}\"; this program reads {}", layout,
                                              layout_version));
    }
    auto studies = file_.prepare("SELECT id, fingerprint, outputs FROM study ORDER BY id");
    while (studies.step()) {
        studies_.push_back({studies.integer(0), studies.text(1), lines_of(studies.text(2))});
    }
}

std::optional<std::vector<std::size_t>>
ShardStudy::columns_of(std::vector<std::string> const& names) const {
    std::vector<std::size_t> columns;
    for (auto const& name : names) {
        auto const found = std::find(outputs.begin(), outputs.end(), name);
        if (found == outputs.end()) {
            return std::nullopt;
        }
        columns.push_back(static_cast<std::size_t>(found - outputs.begin()));
    }
    return columns;
}

void ShardReader::read(ShardStudy const& study, PointRange const& points,
                       std::vector<std::size_t> const& columns,
                       std::function<void(RunResult const&)> const& take) {
    auto runs = file_.prepare(fmt::format(
        "SELECT point, replicate, fingerprint, seconds, failure{} FROM run WHERE study = ? AND "
        "point >= ? AND point < ? ORDER BY point, replicate",
        columns.empty() ? "" : ", outputs"));
    runs.bind(1, study.id)
        .bind(2, static_cast<std::int64_t>(points.first))
        .bind(3, static_cast<std::int64_t>(points.last));
    while (runs.step()) {
        RunResult result;
        result.run = {static_cast<std::uint64_t>(runs.integer(0)),
                      static_cast<std::uint32_t>(runs.integer(1))};
        result.fingerprint = hex_of_bytes(runs.bytes(2));
        result.seconds = runs.number(3);
        result.failure = runs.is_null(4) ? "" : runs.text(4);
        if (!columns.empty() && result.failure.empty()) {
            auto const outputs = runs.bytes(5);
            if (outputs.size() != study.outputs.size() * sizeof(double)) {
                throw core::IoError(path(),
                                    fmt::format("is damaged: point {} has {} bytes of outputs",
                                                result.run.point, outputs.size()));
            }
            result.outputs = numbers_of(outputs, columns);
        }
        take(result);
    }
}

} // namespace study
