#include "analysis/contrasts/rows.hpp"

#include <algorithm>

namespace analysis {

namespace {

template <typename Value>
std::vector<Value> picked(std::vector<Value> const& column, std::span<std::size_t const> rows) {
    std::vector<Value> values;
    if (!column.empty()) {
        values.reserve(rows.size());
        for (auto const row : rows) {
            values.push_back(column[row]);
        }
    }
    return values;
}

template <typename Value>
std::vector<Value> joined(std::vector<Value> const& first, std::vector<Value> const& second) {
    std::vector<Value> both;
    both.reserve(first.size() + second.size());
    both.insert(both.end(), first.begin(), first.end());
    both.insert(both.end(), second.begin(), second.end());
    return both;
}

/// A column that a table may lack, joined; empty when both lack it.
std::vector<double> joined_or(EventTable const& first, EventTable const& second,
                              std::vector<double> EventTable::*column, double absent) {
    if ((first.*column).empty() && (second.*column).empty()) {
        return {};
    }
    auto const filled = [column, absent](EventTable const& table) {
        return (table.*column).empty() ? std::vector<double>(table.size(), absent) : table.*column;
    };
    return joined(filled(first), filled(second));
}

} // namespace

EventTable rows_of(EventTable const& table, std::span<std::size_t const> rows) {
    return {.time = picked(table.time, rows),
            .status = picked(table.status, rows),
            .causes = table.causes,
            .entry = picked(table.entry, rows),
            .weight = picked(table.weight, rows),
            .cluster = picked(table.cluster, rows)};
}

Grouping rows_of(Grouping const& grouping, std::span<std::size_t const> rows) {
    return {.of = picked(grouping.of, rows), .groups = grouping.groups};
}

std::vector<std::vector<std::size_t>> rows_by_group(Grouping const& grouping) {
    std::vector<std::vector<std::size_t>> rows(grouping.groups);
    for (std::size_t i = 0; i < grouping.of.size(); ++i) {
        rows[static_cast<std::size_t>(grouping.of[i])].push_back(i);
    }
    return rows;
}

Stacked stack(EventTable const& first, EventTable const& second) {
    Stacked both;
    both.table.time = joined(first.time, second.time);
    both.table.status = joined(first.status, second.status);
    both.table.causes = std::max(first.causes, second.causes);
    both.table.entry = joined_or(first, second, &EventTable::entry, 0);
    both.table.weight = joined_or(first, second, &EventTable::weight, 1);
    if (first.cluster.size() == first.size() && second.cluster.size() == second.size()) {
        both.table.cluster = joined(first.cluster, second.cluster);
    }
    both.groups.of.assign(first.size(), 0);
    both.groups.of.resize(first.size() + second.size(), 1);
    both.groups.groups = 2;
    return both;
}

} // namespace analysis
