#include "analysis/recurrent/person_rows.hpp"

#include "analysis/data/time_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis {

std::string_view explain(RowFault fault) {
    switch (fault) {
    case RowFault::not_finite:
        return "a time or weight is no finite number, or is below 0";
    case RowFault::empty_interval:
        return "the row ends before or when it begins";
    case RowFault::unknown_status:
        return "there is no such status or state";
    case RowFault::overlap:
        return "the row begins before the person's row before it ends";
    case RowFault::after_the_end:
        return "the row comes after the person's terminal event";
    case RowFault::other_state:
        return "the row begins in another state than the person's row before it ended in";
    case RowFault::other_weight:
        return "the row has another weight than the person's row before it";
    }
    return "";
}

std::vector<std::uint32_t> rows_by_person(std::span<int const> person,
                                          std::span<double const> start) {
    std::vector<std::uint32_t> order(person.size());
    std::iota(order.begin(), order.end(), 0U);
    auto const before = [&](std::uint32_t a, std::uint32_t b) {
        return person[a] != person[b] ? person[a] < person[b] : start[a] < start[b];
    };
    // Tables are most often in order already.
    if (!std::is_sorted(order.begin(), order.end(), before)) {
        std::stable_sort(order.begin(), order.end(), before);
    }
    return order;
}

std::vector<RowMistake> interval_mistakes(std::span<double const> start,
                                          std::span<double const> stop,
                                          std::span<double const> weight) {
    std::vector<RowMistake> mistakes;
    auto const sound = [](double x) { return std::isfinite(x) && x >= 0; };
    for (std::size_t i = 0; i < start.size(); ++i) {
        if (!sound(start[i]) || !sound(stop[i]) ||
            (!weight.empty() && !(sound(weight[i]) && weight[i] > 0))) {
            mistakes.push_back({i, RowFault::not_finite});
        } else if (!earlier(start[i], stop[i])) {
            mistakes.push_back({i, RowFault::empty_interval});
        }
    }
    return mistakes;
}

bool earlier(double next, double time) {
    return next < time - same_time * time;
}

} // namespace analysis
