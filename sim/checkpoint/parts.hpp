#pragma once

#include "sim/record.hpp"
#include "sim/scenario.hpp"
#include "sim/user_range.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

/// What a long run leaves behind on its way, so that it can be gone on with.
namespace sim {

/// Those of users [0, users) who are in none of the ranges. @param taken  ascending, apart
[[nodiscard]] std::vector<UserRange> gaps(std::vector<UserRange> const& taken, std::size_t users);

/// Replicates that follow each other, the scenario's first being 0.
struct ReplicateRange {
    std::size_t first = 0;
    std::size_t last = 0; ///< one behind
};

/// The parts of a run on their way to the file of results `path`: in the folder `path`.parts, each
/// an ordinary file of results that holds neighbouring users with all their days under every
/// design, and is named after them. Where people do not live one after the other but together, it
/// holds replicates of everybody instead. A part stands there whole or not at all, so a run that is
/// killed at any moment has lost nobody but those who were in no part yet.
class Parts {
public:
    explicit Parts(std::string path);

    /// The file of results that they are on their way to.
    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    [[nodiscard]] std::string const& folder() const noexcept { return folder_; }
    /// The users of the parts that are there, ascending.
    [[nodiscard]] std::vector<UserRange> ranges() const;

    /// The replicates of the parts that are there, ascending.
    [[nodiscard]] std::vector<ReplicateRange> replicates() const;

    /// Calls take(users, part) for each part, ascending. Throws core::ConfigError with everything
    /// that keeps parts from being gone on with: of another scenario, other overrides or another
    /// Holdfast, cut short, or holding the same users twice.
    void read(Scenario const& scenario,
              std::function<void(UserRange, Record const&)> const& take) const;
    /// The same of replicates of everybody.
    void read_replicates(Scenario const& scenario,
                         std::function<void(ReplicateRange, Record)> const& take) const;

    /// @param part  a record of these users only. Throws core::IoError.
    void write(UserRange users, Record const& part) const;
    /// @param part  a record of everybody in these replicates only. Throws core::IoError.
    void write_replicates(ReplicateRange replicates, Record const& part) const;

    /// Takes the file of results of a run that was interrupted, where there is one, as a part.
    void adopt_interrupted() const;

    /// Takes all parts away, and what killed runs left half done among them.
    void remove() const;

private:
    void make_folder() const;
    [[nodiscard]] std::string file_of(UserRange users) const;
    [[nodiscard]] std::string file_of(ReplicateRange replicates) const;

    std::string path_;
    std::string folder_;
};

} // namespace sim
