#include "analysis/contrasts/landmark.hpp"

#include "analysis/contrasts/rows.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <optional>

namespace analysis {

namespace {

bool later(double one, double other) {
    return one - other > same_time * one;
}

/// The rows of one person, by entry.
using Person = std::vector<std::size_t>;

std::vector<Person> persons_of(EventTable const& table, Grouping const& persons) {
    if (persons.groups > 0) {
        auto rows = rows_by_group(persons);
        for (auto& of : rows) {
            std::stable_sort(of.begin(), of.end(), [&table](std::size_t a, std::size_t b) {
                return table.entry_of(a) < table.entry_of(b);
            });
        }
        return rows;
    }
    std::vector<Person> rows;
    for (std::size_t i = 0; i < table.size(); ++i) {
        rows.push_back({i});
    }
    return rows;
}

/// Which of the person's rows holds just after s.
std::optional<std::size_t> place_at(EventTable const& table, Person const& person, double s) {
    for (std::size_t place = 0; place < person.size(); ++place) {
        auto const row = person[place];
        if (!later(table.entry_of(row), s) && later(table.time[row], s)) {
            return place;
        }
    }
    return std::nullopt;
}

/// The last of the rows that follow on from one another.
std::size_t end_of(EventTable const& table, Person const& person, std::size_t place) {
    auto row = person[place];
    while (++place < person.size() && table.status[row] == 0 &&
           !later(table.entry_of(person[place]), table.time[row])) {
        row = person[place];
    }
    return row;
}

void count_lost(Landmark& kept, EventTable const& table, Person const& person, double s) {
    auto const before = [&](std::size_t row) { return !later(table.time[row], s); };
    if (!std::all_of(person.begin(), person.end(), before)) {
        ++kept.not_entered;
    } else {
        ++(table.status[person.back()] != 0 ? kept.had_event : kept.censored);
    }
}

void append(Landmark& kept, EventTable const& table, std::size_t at, std::size_t end, double s,
            TimeOrigin origin) {
    kept.rows.push_back(at);
    kept.table.time.push_back(table.time[end] - (origin == TimeOrigin::landmark ? s : 0));
    kept.table.status.push_back(table.status[end]);
    if (origin == TimeOrigin::kept) {
        kept.table.entry.push_back(s);
    }
    if (!table.weight.empty()) {
        kept.table.weight.push_back(table.weight[at]);
    }
    if (!table.cluster.empty()) {
        kept.table.cluster.push_back(table.cluster[at]);
    }
}

} // namespace

Landmark landmark(EventTable const& table, double s, TimeOrigin origin, Grouping const& persons) {
    HOLDFAST_EXPECT(s >= 0);
    HOLDFAST_EXPECT(persons.groups == 0 || persons.of.size() == table.size());
    Landmark kept;
    kept.table.causes = table.causes;
    for (auto const& person : persons_of(table, persons)) {
        if (person.empty()) {
            continue;
        }
        if (auto const place = place_at(table, person, s)) {
            append(kept, table, person[*place], end_of(table, person, *place), s, origin);
        } else {
            count_lost(kept, table, person, s);
        }
    }
    return kept;
}

} // namespace analysis
