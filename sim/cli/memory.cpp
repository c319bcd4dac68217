#include "sim/cli/memory.hpp"

#include "core/mistakes.hpp"
#include "core/progress.hpp"
#include "sim/report/estimate_text.hpp"
#include "sim/show/run_cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace cli {

std::uint64_t memory_there_is() {
    auto const pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
    auto memory = pages * static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PAGE_SIZE)));
    // A container's limit, where there is one; "max" does not read as a number.
    std::uint64_t limit = 0;
    if (std::ifstream("/sys/fs/cgroup/memory.max") >> limit) {
        memory = std::min(memory, limit);
    }
    return memory;
}

void expect_memory(sim::Scenario const& scenario, std::string const& file) {
    auto const needed = sim::cost_of(scenario).record_bytes;
    auto const there = memory_there_is();
    if (there == 0 || needed <= there) {
        return;
    }
    auto const fitting =
        static_cast<std::uint64_t>(static_cast<double>(scenario.users) * 0.8 *
                                   static_cast<double>(there) / static_cast<double>(needed));
    throw core::ConfigError(
        {{{file, 0, 0},
          "users",
          fmt::format("{} people under {} designs take {}B of memory, and there are {}B",
                      sim::count_text(scenario.users), scenario.designs.size(),
                      core::short_number(static_cast<double>(needed)),
                      core::short_number(static_cast<double>(there))),
          fmt::format("about {} would fit", sim::count_text(fitting)),
          {}}});
}

} // namespace cli
