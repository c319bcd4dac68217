#include "analysis/contrasts/paired_mean.hpp"

#include "analysis/mean_of.hpp"
#include "core/contract.hpp"

namespace analysis {

Estimate paired_mean_difference(std::span<float const> variant, std::span<float const> baseline,
                                Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size());
    return mean_of(
        variant.size(),
        [variant, baseline](std::size_t i) {
            return static_cast<double>(variant[i]) - static_cast<double>(baseline[i]);
        },
        level);
}

} // namespace analysis
