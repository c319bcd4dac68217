#include "analysis/multiplicity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace analysis {

namespace {

/// Indices of what is not NaN, by ascending p.
std::vector<std::size_t> ascending(std::span<double const> p_values) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p_values.size(); ++i) {
        if (!std::isnan(p_values[i])) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [p_values](std::size_t a, std::size_t b) {
        return p_values[a] < p_values[b];
    });
    return order;
}

} // namespace

std::vector<double> holm(std::span<double const> p_values) {
    auto const order = ascending(p_values);
    std::vector<double> adjusted(p_values.begin(), p_values.end());
    double largest = 0;
    auto remaining = static_cast<double>(order.size());
    for (auto const i : order) {
        largest = std::max(largest, std::min(1.0, remaining * p_values[i]));
        adjusted[i] = largest;
        --remaining;
    }
    return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<double const> p_values) {
    auto const order = ascending(p_values);
    auto const all = static_cast<double>(order.size());
    std::vector<double> adjusted(p_values.begin(), p_values.end());
    double smallest = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        auto const i = order[rank - 1];
        smallest = std::min(smallest, all / static_cast<double>(rank) * p_values[i]);
        adjusted[i] = smallest;
    }
    return adjusted;
}

} // namespace analysis
