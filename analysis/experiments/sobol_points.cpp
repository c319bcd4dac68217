#include "analysis/experiments/sobol_points.hpp"

#include "analysis/experiments/owen_scramble.hpp"
#include "core/contract.hpp"

#include <boost/random/sobol.hpp>

namespace analysis {

namespace {

using Engine = boost::random::sobol_engine<std::uint32_t, 32, boost::random::default_sobol_table>;

/// The n-th point of Boost's order, n >= 1: the exclusive or of the directions of n's Gray code.
std::vector<std::uint32_t> point_of(Engine& engine, std::uint32_t n) {
    engine.seed(n - 1); // it leaves out the origin
    std::vector<std::uint32_t> point(engine.dimension());
    engine.generate(point.begin(), point.end());
    return point;
}

/// Shape (factors, bits). In Gray's order the points 2^b - 1 and 2^b differ by direction b alone.
std::vector<std::uint32_t> directions_of(std::size_t factors, std::size_t bits) {
    Engine engine(factors);
    std::vector<std::uint32_t> directions(factors * bits);
    for (std::size_t bit = 0; bit < bits; ++bit) {
        auto const at = std::uint32_t{1} << bit;
        auto const here = point_of(engine, at);
        auto const before =
            at == 1 ? std::vector<std::uint32_t>(factors, 0) : point_of(engine, at - 1);
        for (std::size_t k = 0; k < factors; ++k) {
            directions[k * bits + bit] = here[k] ^ before[k];
        }
    }
    return directions;
}

} // namespace

SobolPoints::SobolPoints(std::uint64_t points, std::size_t factors, std::uint64_t seed,
                         Scrambling scrambling)
    : points_(points),
      factors_(factors),
      seed_(seed),
      scrambling_(scrambling),
      directions_(directions_of(factors, bits)) {
    HOLDFAST_EXPECT(points >= 1 && points <= std::uint64_t{1} << 31U);
}

double SobolPoints::coordinate(std::uint64_t i, std::size_t factor) const noexcept {
    auto const* const directions = directions_.data() + factor * bits;
    std::uint32_t x = 0;
    for (std::size_t bit = 0; i >> bit != 0; ++bit) {
        x ^= (i >> bit & 1U) != 0 ? directions[bit] : 0U;
    }
    if (scrambling_ == Scrambling::none) {
        return x * 0x1p-32;
    }
    return (owen_scramble(x, seed_, static_cast<std::uint32_t>(factor)) + 0.5) * 0x1p-32;
}

void SobolPoints::point(std::uint64_t i, std::span<double> unit) const noexcept {
    HOLDFAST_EXPECT(i < points_ && unit.size() == factors_);
    for (std::size_t k = 0; k < factors_; ++k) {
        unit[k] = coordinate(i, k);
    }
}

} // namespace analysis
