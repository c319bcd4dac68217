#pragma once

#include "agents/cohort.hpp"
#include "agents/outcomes.hpp"
#include "sim/scenario.hpp"
#include "sim/tally/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sim {

/// Where a record comes from; everything here may differ between two runs with the same results.
struct Origin {
    std::string version; ///< of Holdfast
    std::string git_commit;
    std::string compiler;
    std::string command_line;
    std::string written_at; ///< UTC, ISO 8601
    double wall_seconds = 0.0;
    int threads = 0;
    std::vector<SourceFile> sources;
    std::vector<std::string> overrides;
};

struct InstrumentRecord {
    std::string name;
    double low = 1.0;
    double high = 5.0;
    std::vector<int> days;
};

struct DesignRecord {
    std::string name;
    std::string extends;
    std::vector<std::string> stages; ///< names
    agents::Outcomes outcomes;
    agents::DayTotals days;
    std::optional<DesignTally> counts = {}; ///< where kept.counts
    std::optional<PairTally> pairs = {};    ///< with the baseline; where kept.counts, not its own
};

/// All that a run leaves: what `run` writes and `compare` reads.
struct Record {
    std::string scenario;
    std::size_t users = 0;
    std::size_t users_asked = 0; ///< more than users when the run was interrupted
    int horizon_days = 0;
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0;
    std::size_t baseline = 0;
    std::vector<std::string> components;
    std::vector<std::string> causes;
    std::vector<InstrumentRecord> instruments;
    Keep kept;
    agents::Population population; ///< without traits where they are not kept
    std::vector<DesignRecord> designs;
    /// The same people under the lucks replicate + 1, replicate + 2, ...; each as designs.
    std::vector<std::vector<DesignRecord>> more_replicates = {};
    /// Who knows whom; empty: nobody knows anybody.
    std::string peers = {};
    Origin origin;
};

/// The sizes of a record's counts.
[[nodiscard]] TallySizes tally_sizes(Record const& record);

/// Counts of nobody for every design, where a record keeps counts.
void make_room_for_counts(Record& record);

} // namespace sim
