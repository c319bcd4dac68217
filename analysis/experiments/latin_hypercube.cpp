#include "analysis/experiments/latin_hypercube.hpp"

#include "analysis/experiments/drawn.hpp"
#include "analysis/experiments/permutation.hpp"
#include "core/contract.hpp"

namespace analysis {

namespace {

/// Pieces of a stratum. A stratum's number and a piece's have 52 bits together, so that only the
/// division rounds, and never up to the next stratum.
constexpr std::uint32_t jitter_bits = 21;

} // namespace

void LatinHypercube::point(std::uint64_t i, std::span<double> unit) const noexcept {
    HOLDFAST_EXPECT(i < points_ && unit.size() == factors_);
    double const pieces = static_cast<double>(points_ << jitter_bits);
    for (std::size_t k = 0; k < factors_; ++k) {
        auto const column = static_cast<std::uint32_t>(k);
        std::uint64_t const stratum = Permutation(points_, seed_, column)(i);
        std::uint64_t const jitter =
            words_of(seed_, Drawn::jitter, 0, column, i)[0] >> (32U - jitter_bits);
        unit[k] = (static_cast<double>(stratum << jitter_bits | jitter) + 0.5) / pieces;
    }
}

} // namespace analysis
