#include "analysis/experiments/random_points.hpp"

#include "analysis/experiments/drawn.hpp"
#include "core/contract.hpp"

namespace analysis {

void RandomPoints::point(std::uint64_t i, std::span<double> unit) const noexcept {
    HOLDFAST_EXPECT(i < points_ && unit.size() == factors_);
    for (std::size_t k = 0; k < factors_; k += 2) {
        auto const words =
            words_of(seed_, Drawn::random_point, 0, static_cast<std::uint32_t>(k / 2), i);
        unit[k] = open_uniform(first_of(words));
        if (k + 1 < factors_) {
            unit[k + 1] = open_uniform(second_of(words));
        }
    }
}

} // namespace analysis
