#include "sim/engine/compiled_run.hpp"

namespace sim {

CompiledRun::CompiledRun(Scenario const& of)
    : scenario(of), synthesis(of.cohort, of.seed), luck{of.seed, of.replicate} {
    auto const nobody = synthesis.blank(0);
    for (auto const& design : scenario.designs) {
        programmes.emplace_back(scenario.theory, design, nobody, scenario.horizon_days,
                                scenario.peers ? agents::Company::among_peers
                                               : agents::Company::alone);
    }
}

} // namespace sim
