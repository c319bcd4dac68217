#include "cli/memory.hpp"

#include "core/mistakes.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "report/text/estimate_text.hpp"
#include "sim/engine/run_cost.hpp"

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
    auto const cost = sim::cost_of(scenario);
    auto const needed = cost.memory_bytes(core::hardware_threads());
    auto const there = memory_there_is();
    if (there == 0 || needed <= there) {
        return;
    }
    // What does not grow with the people is needed for one of them already.
    auto const for_people =
        static_cast<double>(cost.record_bytes - cost.sums_bytes + cost.together_bytes);
    double const left = 0.8 * static_cast<double>(there) - static_cast<double>(needed) + for_people;
    auto const fitting = static_cast<std::uint64_t>(
        std::max(0.0, static_cast<double>(scenario.users) * left / std::max(1.0, for_people)));
    throw core::ConfigError(
        {{{file, 0, 0},
          "users",
          fmt::format("{} people under {} designs take {}B of memory, and there are {}B",
                      report::count_text(scenario.users), scenario.designs.size(),
                      core::short_number(static_cast<double>(needed)),
                      core::short_number(static_cast<double>(there))),
          fitting == 0 ? std::string("fewer days or designs")
                       : fmt::format("about {} would fit; fewer bytes a person with record:",
                                     report::count_text(fitting)),
          {}}});
}

} // namespace cli
