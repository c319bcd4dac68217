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

std::vector<agents::DayTotals> no_sums(Scenario const& scenario) {
    std::vector<agents::DayTotals> sums;
    for (auto const& design : scenario.designs) {
        sums.push_back(blank_totals(scenario, design));
    }
    return sums;
}

} // namespace

Keeper::Keeper(CompiledRun const& run, UserRange users, std::size_t workers)
    : run_(run),
      users_(users),
      record_(blank_record(run, users.size())),
      days_(workers, no_sums(run.scenario)) {}

void Keeper::keep(FinishedBlock const& block, std::size_t worker) {
    HOLDFAST_EXPECT(block.first >= users_.first && worker < days_.size() &&
                    block.first + block.people.users <= users_.last);
    keep_people(block.first, block.people);
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        record_.designs[d].outcomes.put(block.first - users_.first, block.outcomes[d]);
    }
}

void Keeper::keep(UserRange users, Record const& part) {
    HOLDFAST_EXPECT(users.first >= users_.first && users.last <= users_.last &&
                    part.users == users.size());
    keep_people(users.first, part.population);
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        record_.designs[d].outcomes.put(users.first - users_.first, part.designs[d].outcomes);
        record_.designs[d].days += part.designs[d].days;
    }
}

void Keeper::keep_people(std::size_t first, agents::Population const& people) {
    auto const at = static_cast<std::ptrdiff_t>(first - users_.first);
    for (std::size_t j = 0; j < people.traits.size(); ++j) {
        auto const& values = people.traits[j].values;
        std::copy(values.begin(), values.end(), record_.population.traits[j].values.begin() + at);
    }
}

std::vector<agents::DayTotals> Keeper::take_sums() {
    auto sums = no_sums(run_.scenario);
    for (auto& of_worker : days_) {
        for (std::size_t d = 0; d < sums.size(); ++d) {
            sums[d] += of_worker[d];
        }
        of_worker = no_sums(run_.scenario);
    }
    return sums;
}

Record Keeper::take_part(UserRange users, Since since) {
    Record part = blank_record(run_, users.size());
    std::size_t const first = users.first - users_.first;
    std::size_t const last = users.last - users_.first;
    part.population = agents::rows_of(record_.population, first, last);
    auto const sums = take_sums();
    for (std::size_t d = 0; d < part.designs.size(); ++d) {
        part.designs[d].outcomes.take(record_.designs[d].outcomes, first);
        auto& before = record_.designs[d].days;
        part.designs[d].days = sums[d];
        if (since == Since::beginning) {
            part.designs[d].days += before;
            before = blank_totals(run_.scenario, run_.scenario.designs[d]);
        } else {
            before += sums[d];
        }
    }
    return part;
}

Record Keeper::finish(std::size_t users) {
    HOLDFAST_EXPECT(users <= record_.users);
    auto const sums = take_sums();
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        record_.designs[d].days += sums[d];
    }
    if (users < record_.users) {
        shorten(record_, users);
    }
    return std::move(record_);
}

} // namespace sim
