#include "analysis/curves/jackknife.hpp"

#include <algorithm>
#include <numeric>

namespace analysis {

Clusters::Clusters(EventTable const& table) : of(table.size()), count(table.size()) {
    if (table.cluster.empty()) {
        std::iota(of.begin(), of.end(), 0U);
        return;
    }
    auto names = table.cluster;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    count = names.size();
    std::transform(table.cluster.begin(), table.cluster.end(), of.begin(), [&](int name) {
        return static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), name) -
                                          names.begin());
    });
}

template <typename TimeOf>
EntryExitOrder::Buckets EntryExitOrder::bucket(std::size_t rows, std::size_t times,
                                               TimeOf time_of) {
    Buckets buckets{.begin = std::vector<std::size_t>(times + 1),
                    .rows = std::vector<std::uint32_t>(rows)};
    std::vector<std::uint32_t> time(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        time[i] = static_cast<std::uint32_t>(time_of(i));
        ++buckets.begin[time[i] + 1];
    }
    std::partial_sum(buckets.begin.begin(), buckets.begin.end(), buckets.begin.begin());
    auto next = buckets.begin;
    for (std::size_t i = 0; i < rows; ++i) {
        buckets.rows[next[time[i]]++] = static_cast<std::uint32_t>(i);
    }
    return buckets;
}

EntryExitOrder::EntryExitOrder(EventTable const& table, TimeGrid const& grid)
    : entering_(bucket(table.size(), grid.size(),
                       [&](std::size_t i) {
                           return table.entry.empty() ? 0 : grid.rows_until(table.entry[i]);
                       })),
      leaving_(bucket(table.size(), grid.size(),
                      [&](std::size_t i) { return grid.row_of(table.time[i]); })) {}

std::span<std::uint32_t const> EntryExitOrder::Buckets::at(std::size_t time) const {
    return std::span(rows).subspan(begin[time], begin[time + 1] - begin[time]);
}

std::span<std::uint32_t const> EntryExitOrder::entering(std::size_t time) const {
    return entering_.at(time);
}

std::span<std::uint32_t const> EntryExitOrder::leaving(std::size_t time) const {
    return leaving_.at(time);
}

Jackknife::Jackknife(EventTable const& table, TimeGrid const& grid, std::size_t processes)
    : table_(table),
      order_(table, grid),
      clusters_(table),
      processes_(processes),
      total_(processes),
      constant_(clusters_.count * processes),
      weight_(clusters_.count),
      with_weight_(processes),
      squares_(processes),
      products_(processes) {}

void Jackknife::pass(std::size_t time, std::span<double const> step, std::span<double const> jump) {
    for (auto const row : order_.entering(time)) {
        auto const g = clusters_.of[row];
        remove(g);
        weight_[g] += weight_of(row);
        for (std::size_t p = 0; p < processes_; ++p) {
            constant_[g * processes_ + p] += weight_of(row) * total_[p];
        }
        add(g);
    }
    for (std::size_t p = 0; p < processes_; ++p) {
        total_[p] += step[p];
    }
    for (auto const row : order_.leaving(time)) {
        auto const g = clusters_.of[row];
        auto const status = static_cast<std::size_t>(table_.status[row]);
        remove(g);
        weight_[g] -= weight_of(row);
        for (std::size_t p = 0; p < processes_; ++p) {
            double const own = status == 0 ? 0 : jump[(status - 1) * processes_ + p];
            constant_[g * processes_ + p] += weight_of(row) * (own - total_[p]);
        }
        add(g);
    }
}

double Jackknife::square(std::size_t p) const {
    auto const g = total_[p];
    return std::max(0.0,
                    static_cast<double>(squares_[p] - 2 * g * with_weight_[p] + g * g * weights_));
}

double Jackknife::with_first(std::size_t p) const {
    return static_cast<double>(products_[p] - total_[p] * with_weight_[0] -
                               total_[0] * with_weight_[p] + total_[p] * total_[0] * weights_);
}

void Jackknife::remove(std::size_t cluster) {
    count(cluster, -1);
}
void Jackknife::add(std::size_t cluster) {
    count(cluster, 1);
}

void Jackknife::count(std::size_t cluster, long double sign) {
    auto const weight = weight_[cluster];
    auto const* const constant = &constant_[cluster * processes_];
    weights_ += sign * weight * weight;
    for (std::size_t p = 0; p < processes_; ++p) {
        with_weight_[p] += sign * constant[p] * weight;
        squares_[p] += sign * constant[p] * constant[p];
        products_[p] += sign * constant[p] * constant[0];
    }
}

double Jackknife::weight_of(std::size_t row) const {
    return table_.weight_of(row);
}

} // namespace analysis
