#pragma once

#include "agents/cohort.hpp"
#include "agents/design.hpp"
#include "agents/peers/peer_rule.hpp"
#include "agents/theory.hpp"
#include "sim/keep.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sim {

/// A file that went into a run, as it was read.
struct SourceFile {
    std::string path;
    std::string text;
};

/// What is run: valid, complete, immutable. Only sim/reading makes one; after that nobody checks
/// again.
struct Scenario {
    std::string name;
    std::string describes;
    agents::Theory theory;
    agents::Cohort cohort;
    std::vector<agents::Design> designs; ///< names are unique
    std::size_t baseline = 0;            ///< index into designs
    std::optional<agents::Peers> peers;  ///< who knows whom; none: nobody
    std::size_t users = 0;
    int horizon_days = 0; ///< days 0 (installing) .. horizon_days are lived
    std::uint64_t seed = 0;
    std::uint32_t replicate = 0; ///< which luck the same people meet
    std::size_t replicates = 1;  ///< how many lucks: replicate, replicate + 1, ...
    Keep keep;
    std::vector<SourceFile> sources;
    std::vector<std::string> overrides; ///< "path=value" as given to --set
};

} // namespace sim
