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

std::vector<agents::DayTotals> no_days(Scenario const& scenario) {
    std::vector<agents::DayTotals> days;
    for (auto const& design : scenario.designs) {
        days.push_back(blank_totals(scenario, design));
    }
    return days;
}

void add_sums(Record& to, Record const& more) {
    for (std::size_t d = 0; d < to.designs.size(); ++d) {
        auto& design = to.designs[d];
        design.days += more.designs[d].days;
        if (design.counts) {
            *design.counts += *more.designs[d].counts;
        }
        if (design.pairs) {
            *design.pairs += *more.designs[d].pairs;
        }
    }
}

void set_sums(Record& to, Record const& sums) {
    for (std::size_t d = 0; d < to.designs.size(); ++d) {
        to.designs[d].days = sums.designs[d].days;
        to.designs[d].counts = sums.designs[d].counts;
        to.designs[d].pairs = sums.designs[d].pairs;
    }
}

} // namespace

Keeper::Keeper(CompiledRun const& run, UserRange users, std::size_t workers)
    : run_(run),
      users_(users),
      record_(blank_record(run, users.size())),
      days_(workers, no_days(run.scenario)) {
    if (run.scenario.keep.counts) {
        tallies_.assign(workers, blank_tallies(record_));
    }
}

void Keeper::keep(FinishedBlock const& block, std::size_t worker) {
    HOLDFAST_EXPECT(block.first >= users_.first && worker < days_.size() &&
                    block.first + block.people.users <= users_.last);
    keep_people(block.first, block.people);
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        record_.designs[d].outcomes.put(block.first - users_.first, block.outcomes[d]);
    }
    if (record_.kept.counts) {
        tallies_[worker].add(block.outcomes);
    }
}

void Keeper::keep(UserRange users, Record const& part) {
    HOLDFAST_EXPECT(users.first >= users_.first && users.last <= users_.last &&
                    part.users == users.size());
    keep_people(users.first, part.population);
    for (std::size_t d = 0; d < record_.designs.size(); ++d) {
        record_.designs[d].outcomes.put(users.first - users_.first, part.designs[d].outcomes);
    }
    add_sums(record_, part);
}

void Keeper::keep_people(std::size_t first, agents::Population const& people) {
    auto const at = static_cast<std::ptrdiff_t>(first - users_.first);
    for (std::size_t j = 0; j < record_.population.traits.size(); ++j) {
        auto const& values = people.traits[j].values;
        std::copy(values.begin(), values.end(), record_.population.traits[j].values.begin() + at);
    }
}

Record Keeper::take_sums() {
    Record sums = blank_record(run_, 0);
    for (auto& of_worker : days_) {
        for (std::size_t d = 0; d < of_worker.size(); ++d) {
            sums.designs[d].days += of_worker[d];
        }
        of_worker = no_days(run_.scenario);
    }
    for (auto& of_worker : tallies_) {
        for (std::size_t d = 0; d < sums.designs.size(); ++d) {
            auto& design = sums.designs[d];
            *design.counts += of_worker.designs[d];
            if (design.pairs) {
                *design.pairs += of_worker.pairs[d];
            }
        }
        of_worker = blank_tallies(record_);
    }
    return sums;
}

Record Keeper::take_part(UserRange users, Since since) {
    Record part = blank_record(run_, users.size());
    std::size_t const first = users.first - users_.first;
    std::size_t const last = users.last - users_.first;
    part.population = agents::rows_of(record_.population, first, last);
    for (std::size_t d = 0; d < part.designs.size(); ++d) {
        part.designs[d].outcomes.take(record_.designs[d].outcomes, first);
    }
    Record const sums = take_sums();
    set_sums(part, sums);
    if (since == Since::beginning) {
        add_sums(part, record_);
        set_sums(record_, blank_record(run_, 0));
    } else {
        add_sums(record_, sums);
    }
    return part;
}

Record Keeper::finish(std::size_t users) {
    HOLDFAST_EXPECT(users <= record_.users);
    add_sums(record_, take_sums());
    if (users < record_.users) {
        shorten(record_, users);
    }
    return std::move(record_);
}

} // namespace sim
