#include "sim/engine.hpp"

#include "agents/day/day.hpp"
#include "core/mistakes.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <numeric>

namespace sim {

namespace {

/// Found fastest (bench/README.md): enough users to fill registers until most have left, and still
/// in the second-level cache.
constexpr std::size_t largest_share = 512;
constexpr std::size_t smallest_share = 64;

/// Users a block when nobody says: four blocks a thread at least, for even shares.
std::size_t usual_block(std::size_t users, int threads) {
    return std::clamp(users / (4 * static_cast<std::size_t>(threads)), smallest_share,
                      largest_share);
}

std::vector<std::string> stage_names(agents::Design const& design) {
    std::vector<std::string> names;
    for (auto const& stage : design.stages) {
        names.push_back(stage.name);
    }
    return names;
}

/// All that the blocks of a run share.
class Run {
public:
    Run(Scenario const& scenario, RunOptions const& options)
        : scenario_(scenario),
          options_(options),
          block_users_(options.block_users == 0
                           ? usual_block(scenario.users, core::thread_count(options.threads))
                           : options.block_users),
          synthesis_(scenario.cohort, scenario.seed) {}

    [[nodiscard]] Record live() {
        auto const begin = std::chrono::steady_clock::now();
        Record record = blank();
        compile(record.population);
        std::size_t const blocks = (scenario_.users + block_users_ - 1) / block_users_;
        int const threads = core::thread_count(options_.threads);
        totals_.resize(std::min(static_cast<std::size_t>(threads), blocks));
        for (auto& of_worker : totals_) {
            for (auto const& design : scenario_.designs) {
                of_worker.push_back(blank_totals(design));
            }
        }
        std::size_t const whole =
            core::for_each_block(blocks, {threads}, [&](std::size_t block, std::size_t worker) {
                live_block(record, block, worker);
            });
        keep_whole(record, std::min(whole * block_users_, scenario_.users));
        record.origin.threads = threads;
        record.origin.wall_seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return record;
    }

private:
    [[nodiscard]] agents::DayTotals blank_totals(agents::Design const& design) const {
        return {scenario_.horizon_days, scenario_.theory.components.size(),
                scenario_.theory.causes.size(), design.stages.size()};
    }

    [[nodiscard]] Record blank() const;

    void compile(agents::Population const& population) {
        for (auto const& design : scenario_.designs) {
            programmes_.emplace_back(scenario_.theory, design, population, scenario_.horizon_days);
        }
    }

    /// Makes the people of a block and lets them live under every design while their traits are in
    /// cache.
    void live_block(Record& record, std::size_t block, std::size_t worker) {
        std::size_t const first = block * block_users_;
        std::size_t const last = std::min(first + block_users_, scenario_.users);
        std::vector<std::uint32_t> users(last - first);
        std::iota(users.begin(), users.end(), static_cast<std::uint32_t>(first));
        agents::Population const people = synthesis_.people(users);
        keep_people(record.population, people, first);
        agents::Luck const luck{scenario_.seed, scenario_.replicate};
        for (std::size_t d = 0; d < programmes_.size(); ++d) {
            agents::Life life(programmes_[d], people, users, luck);
            life.rest(totals_[worker][d]);
            record.designs[d].outcomes.put(first, life.outcomes());
            if (options_.progress != nullptr) {
                options_.progress->advance((last - first) *
                                           static_cast<std::size_t>(scenario_.horizon_days + 1));
            }
        }
    }

    static void keep_people(agents::Population& all, agents::Population const& part,
                            std::size_t first) {
        for (std::size_t j = 0; j < all.traits.size(); ++j) {
            auto const& values = part.traits[j].values;
            std::copy(values.begin(), values.end(),
                      all.traits[j].values.begin() + static_cast<std::ptrdiff_t>(first));
        }
    }

    /// Integers add up to the same totals whichever worker did what.
    void keep_whole(Record& record, std::size_t users) {
        if (users == 0) {
            throw core::Interrupted();
        }
        for (std::size_t d = 0; d < record.designs.size(); ++d) {
            for (auto const& of_worker : totals_) {
                record.designs[d].days += of_worker[d];
            }
        }
        if (users < record.users) {
            shorten(record, users);
        }
    }

    static void shorten(Record& record, std::size_t users);

    Scenario const& scenario_;
    RunOptions const& options_;
    std::size_t block_users_;
    agents::Synthesis synthesis_;
    std::vector<agents::Programme> programmes_;
    std::vector<std::vector<agents::DayTotals>> totals_; ///< shape (workers, designs)
};

Record Run::blank() const {
    Record record;
    record.scenario = scenario_.name;
    record.users = record.users_asked = scenario_.users;
    record.horizon_days = scenario_.horizon_days;
    record.seed = scenario_.seed;
    record.replicate = scenario_.replicate;
    record.baseline = scenario_.baseline;
    for (auto const& component : scenario_.theory.components) {
        record.components.push_back(component.name);
    }
    for (auto const& cause : scenario_.theory.causes) {
        record.causes.push_back(cause.name);
    }
    std::vector<std::size_t> days_given;
    for (auto const& instrument : scenario_.theory.instruments) {
        InstrumentRecord kept{instrument.name, instrument.low, instrument.high, {}};
        std::copy_if(instrument.days.begin(), instrument.days.end(), std::back_inserter(kept.days),
                     [&](int day) { return day <= scenario_.horizon_days; });
        days_given.push_back(kept.days.size());
        record.instruments.push_back(std::move(kept));
    }
    record.population = synthesis_.blank(scenario_.users);
    for (auto const& design : scenario_.designs) {
        record.designs.push_back({design.name, design.extends, stage_names(design),
                                  agents::Outcomes(scenario_.users, scenario_.horizon_days,
                                                   scenario_.theory.components.size(), days_given),
                                  blank_totals(design)});
    }
    record.origin.sources = scenario_.sources;
    record.origin.overrides = scenario_.overrides;
    return record;
}

void Run::shorten(Record& record, std::size_t users) {
    record.users = users;
    record.population.users = users;
    for (auto& column : record.population.traits) {
        column.values.resize(users);
    }
    for (auto& design : record.designs) {
        design.outcomes.keep_first(users);
    }
}

} // namespace

Record run(Scenario const& scenario, RunOptions const& options) {
    return Run(scenario, options).live();
}

} // namespace sim
