#include "report/data/event_data.hpp"

namespace report {
namespace {

template <class Value>
std::vector<Value> picked(std::vector<Value> const& column, std::vector<std::size_t> const& rows) {
    std::vector<Value> part;
    if (column.empty()) {
        return part;
    }
    part.reserve(rows.size());
    for (auto const row : rows) {
        part.push_back(column[row]);
    }
    return part;
}

} // namespace

analysis::EventTable rows_of_group(EventData const& data, std::size_t group) {
    if (!data.groups.divided()) {
        return data.table;
    }
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < data.table.size(); ++i) {
        if (data.groups.rows.of[i] == static_cast<int>(group)) {
            rows.push_back(i);
        }
    }
    auto const& all = data.table;
    return {picked(all.time, rows),  picked(all.status, rows), all.causes,
            picked(all.entry, rows), picked(all.weight, rows), picked(all.cluster, rows)};
}

} // namespace report
