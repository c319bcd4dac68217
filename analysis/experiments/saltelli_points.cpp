#include "analysis/experiments/saltelli_points.hpp"

#include "core/contract.hpp"

namespace analysis {

SaltelliPoints::SaltelliPoints(std::uint64_t base, std::size_t factors, SecondOrder second_order,
                               std::uint64_t seed)
    : factors_(factors),
      second_order_(second_order),
      both_(base, 2 * factors, seed, Scrambling::owen) {
    HOLDFAST_EXPECT(factors >= 1 && factors <= most_factors);
}

void SaltelliPoints::point(std::uint64_t i, std::span<double> unit) const noexcept {
    HOLDFAST_EXPECT(i < size() && unit.size() == factors_);
    std::uint64_t const block = i / rows_a_block();
    std::uint64_t const row = i % rows_a_block();
    bool const mostly_b = row == 1 || row >= 2 + factors_;
    // The factor taken from the other point; none (a number that no factor has) in A and B.
    std::uint64_t const other = row < 2 ? factors_ : (row - 2) % factors_;
    for (std::size_t k = 0; k < factors_; ++k) {
        bool const from_b = mostly_b != (k == other);
        unit[k] = both_.coordinate(block, from_b ? factors_ + k : k);
    }
}

} // namespace analysis
