#include "analysis/multiplicity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace analysis {

std::vector<double> holm(std::span<double const> p_values) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p_values.size(); ++i) {
        if (!std::isnan(p_values[i])) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [p_values](std::size_t a, std::size_t b) {
        return p_values[a] < p_values[b];
    });

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

} // namespace analysis
