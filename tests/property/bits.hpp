#pragma once

#include "sim/engine/run.hpp"
#include "tests/reference/world.hpp"

#include <cstring>
#include <string>

/// Runs of random theories, and whether two of them left the same bits.
namespace bits {

using reference::just;

/// People with every trait that the random theories know, correlated and depending on each other.
inline agents::Cohort cohort() {
    agents::Cohort people;
    people.name = "bits";
    people.traits = {
        {"level", "", "", "", agents::Beta{2.0, 3.0}},
        {"night_need", "", "", "", agents::Uniform{0.0, 1.0}},
        {"waiting", "", "", "", agents::Bernoulli{0.4, {{"level", just(1.0), 0.5}}}},
        {"care_starts", "", "", "", agents::Lognormal{20.0, 0.8, 1.0, 200.0}},
        {"wide", "", "", "", agents::Normal{40.0, 15.0, 18.0, 90.0}},
        {"mood", "", "", "",
         agents::Categorical{
             {"calm", "tense", "low"}, {0.5, 0.3, 0.2}, {{}, {{"level", just(2.0), 0.5}}, {}}}},
        {"from_file", "", "", "", agents::Empirical{{1.0, 2.0, 2.5, 7.0}, "x.csv", "c"}},
    };
    people.correlations = {{0, 4, 0.4}, {1, 5, -0.3}, {0, 6, 0.2}};
    return people;
}

/// A random theory under two designs that differ only in name, and a third that differs in what it
/// does.
inline sim::Scenario scenario(std::uint64_t seed) {
    reference::World const world = reference::random_world(seed, 1);
    sim::Scenario scenario;
    scenario.name = "bits";
    scenario.theory = world.theory;
    scenario.cohort = cohort();
    scenario.designs = {world.design, world.design, world.design};
    scenario.designs[0].name = "one";
    scenario.designs[1].name = "another name";
    scenario.designs[2].name = "flaky";
    scenario.designs[2].reliability = 0.6;
    scenario.users = 2500;
    scenario.horizon_days = world.horizon_days;
    scenario.seed = 0xC0FFEE0000000000ULL + seed;
    scenario.replicate = 4;
    return scenario;
}

inline sim::Record run(sim::Scenario const& scenario, int threads, std::size_t block_users) {
    sim::RunOptions options;
    options.threads = threads;
    options.block_users = block_users;
    return sim::run(scenario, options);
}

/// Names of columns whose bits are not the same for the first `users` users; floats by their bits,
/// so NaN equals NaN.
class Bits {
public:
    explicit Bits(std::size_t users) : users_(users) {}

    template <class T>
    void column(std::string const& name, std::vector<T> const& a, std::vector<T> const& b,
                std::size_t cells_a_user) {
        std::size_t const bytes = users_ * cells_a_user * sizeof(T);
        bool const enough = a.size() * sizeof(T) >= bytes && b.size() * sizeof(T) >= bytes;
        bool const same = bytes == 0 || (enough && std::memcmp(a.data(), b.data(), bytes) == 0);
        if (!same) {
            differences += name + " ";
        }
    }

    void outcomes(agents::Outcomes const& a, agents::Outcomes const& b) {
        column("arrival_day", a.arrival_day, b.arrival_day, a.staggered ? 1 : 0);
        column("leave_day", a.leave_day, b.leave_day, 1);
        column("cause", a.cause, b.cause, 1);
        column("last_use", a.last_use, b.last_use, 1);
        column("days_used", a.days_used, b.days_used, 1);
        column("use", a.use, b.use, a.bytes_of_use);
        column("sessions", a.sessions, b.sessions, 1);
        column("failed_attempts", a.failed_attempts, b.failed_attempts, 1);
        column("distress_start", a.distress_start, b.distress_start, 1);
        column("distress_end", a.distress_end, b.distress_end, 1);
        column("distress_horizon", a.distress_horizon, b.distress_horizon, 1);
        column("alliance_start", a.alliance_start, b.alliance_start, 1);
        column("alliance_end", a.alliance_end, b.alliance_end, 1);
        column("components_start", a.components_start, b.components_start, a.components);
        column("components_end", a.components_end, b.components_end, a.components);
        for (std::size_t i = 0; i < a.scores.size(); ++i) {
            column("scores", a.scores[i], b.scores[i], a.scores[i].size() / a.users);
        }
    }

    void totals(agents::DayTotals const& a, agents::DayTotals const& b) {
        bool const same =
            a.active == b.active && a.opened == b.opened && a.sessions == b.sessions &&
            a.failed_attempts == b.failed_attempts && a.prompts == b.prompts &&
            a.prompts_answered == b.prompts_answered && a.distress == b.distress &&
            a.alliance == b.alliance && a.alliance_squared == b.alliance_squared &&
            a.components == b.components && a.left == b.left && a.in_stage == b.in_stage &&
            a.entered_stage == b.entered_stage && a.switched_stage == b.switched_stage;
        differences += same ? "" : "totals ";
    }

    void people(agents::Population const& a, agents::Population const& b) {
        for (std::size_t j = 0; j < a.traits.size(); ++j) {
            column(a.traits[j].name, a.traits[j].values, b.traits[j].values, 1);
        }
    }

    std::string differences;

private:
    std::size_t users_;
};

inline std::string differences(sim::Record const& a, sim::Record const& b) {
    Bits bits(a.users);
    bits.differences += a.users == b.users ? "" : "users ";
    bits.people(a.population, b.population);
    for (std::size_t d = 0; d < a.designs.size(); ++d) {
        bits.outcomes(a.designs[d].outcomes, b.designs[d].outcomes);
        bits.totals(a.designs[d].days, b.designs[d].days);
    }
    return bits.differences;
}

} // namespace bits
