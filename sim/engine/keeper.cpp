#include "sim/engine/keeper.hpp"

#include "core/contract.hpp"
#include "sim/engine/blank_record.hpp"

#include <algorithm>
#include <utility>

namespace sim {
namespace {

void shorten(Record& record, std::size_t users) {
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

Keeper::Keeper(CompiledRun const& run, UserRange users, std::size_t workers)
    : users_(users), record_(blank_record(run, users.size())), days_(workers) {
    for (auto& of_worker : days_) {
        for (auto const& design : run.scenario.designs) {
            of_worker.push_back(blank_totals(run.scenario, design));
        }
    }
}

void Keeper::keep(FinishedBlock const& block, std::size_t worker) {
    HOLDFAST_EXPECT(block.first >= users_.first && worker < days_.size() &&
                    block.first + block.people.users <= users_.last);
    keep_people(block);
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        record_.designs[d].outcomes.put(block.first - users_.first, block.outcomes[d]);
    }
}

void Keeper::keep_people(FinishedBlock const& block) {
    auto const at = static_cast<std::ptrdiff_t>(block.first - users_.first);
    for (std::size_t j = 0; j < block.people.traits.size(); ++j) {
        auto const& values = block.people.traits[j].values;
        std::copy(values.begin(), values.end(), record_.population.traits[j].values.begin() + at);
    }
}

Record Keeper::finish(std::size_t users) {
    HOLDFAST_EXPECT(users <= record_.users);
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        for (auto const& of_worker : days_) {
            record_.designs[d].days += of_worker[d];
        }
    }
    if (users < record_.users) {
        shorten(record_, users);
    }
    return std::move(record_);
}

} // namespace sim
