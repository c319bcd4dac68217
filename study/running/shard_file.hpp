#pragma once

#include "core/database.hpp"
#include "core/file_lock.hpp"
#include "core/mistakes.hpp"
#include "study/plan/study_plan.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

/// Files of finished runs: SQLite, one for each process that works at a study. Why SQLite: every
/// transaction is there whole or not at all whenever a process is killed, rows are found without
/// reading the file, and Python and R read it with what they have.
namespace study {

/// Which part of a study a process works at: number `index` of `count`, counting from 0.
struct Shard {
    std::uint64_t index = 0;
    std::uint64_t count = 1;

    [[nodiscard]] bool has(std::uint64_t point) const noexcept { return point % count == index; }
};

/// What came of a run.
struct RunResult {
    StudyRun run;
    std::string fingerprint;     ///< of its scenario, without the replicate: 32 hexadecimal digits
    double seconds = 0.0;        ///< on one thread
    std::string failure;         ///< why it failed; empty: it did not
    std::vector<double> outputs; ///< shape (outputs); empty when it failed
};

/// The file that this process adds to, which nobody else may while it does. Any thread may add.
class ShardWriter {
public:
    /// @param path  made where it is not there. Throws core::ConfigError when another process works
    /// at it, which it names; core::IoError.
    ShardWriter(std::string path, StudyPlan const& plan);
    /// Keeps what was added, if that has not been done; a failure to do so goes untold.
    ~ShardWriter();
    ShardWriter(ShardWriter const&) = delete;
    ShardWriter& operator=(ShardWriter const&) = delete;

    /// In place of an earlier failure of the same run; what finished stays. Kept for good within a
    /// second or two, or when finish() returns; later only while another program reads the file all
    /// the time.
    void add(RunResult const& result);
    /// Throws core::IoError when another program reads the file for ten minutes.
    void finish();

private:
    /// Once the file could not be written its transaction is gone: nothing is added any more, and
    /// all who try are told the first reason.
    template <class Act>
    void unless_broken(Act const& act);
    void write(RunResult const& result);
    /// False when a reader is in the way; then it is to be tried again.
    bool commit(std::chrono::milliseconds patience);
    /// Keeps from time to time what nobody adds to.
    void keep_pace(std::stop_token const& stop);

    std::mutex mutex_;
    std::condition_variable_any stopping_;
    core::FileLock lock_;
    core::Database file_;
    std::int64_t study_ = 0; ///< id of the study's row
    std::optional<core::Statement> insert_;
    bool in_transaction_ = false;
    std::chrono::steady_clock::time_point committed_;
    std::chrono::steady_clock::time_point opened_ = std::chrono::steady_clock::now();
    std::optional<core::IoError> broken_;
    std::jthread pace_; ///< last, so that it ends before what it uses
};

/// A study as a shard's file knows it.
struct ShardStudy {
    std::int64_t id = 0;
    std::string fingerprint;
    std::vector<std::string> outputs; ///< names

    /// Where each of these outputs stands among its own; nothing when one is missing.
    [[nodiscard]] std::optional<std::vector<std::size_t>>
    columns_of(std::vector<std::string> const& names) const;
};

/// Points first .. last - 1.
struct PointRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// Reads a shard's file, also while another process adds to it.
class ShardReader {
public:
    /// Throws core::IoError for a file that is none of ours.
    explicit ShardReader(std::string const& path);

    [[nodiscard]] std::string const& path() const noexcept { return file_.path(); }
    /// Whether its writer was killed before it had written anything.
    [[nodiscard]] bool empty() const noexcept { return empty_; }
    [[nodiscard]] std::string const& study_name() const noexcept { return study_name_; }
    [[nodiscard]] std::string const& version() const noexcept { return version_; }
    [[nodiscard]] std::vector<ShardStudy> const& studies() const noexcept { return studies_; }

    /// Calls take(result) for each run of a study at these points, ascending by point and
    /// replicate.
    /// @param columns  of the study's outputs, which the results have in this order; empty: none
    void read(ShardStudy const& study, PointRange const& points,
              std::vector<std::size_t> const& columns,
              std::function<void(RunResult const&)> const& take);

private:
    core::Database file_;
    bool empty_ = false;
    std::string study_name_;
    std::string version_;
    std::vector<ShardStudy> studies_;
};

/// "0.1.0 (1a2b3c)": results of different ones do not go into one folder.
[[nodiscard]] std::string results_version();

} // namespace study
