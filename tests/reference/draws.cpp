#include "tests/reference/draws.hpp"

#include <Random123/philox.h>
#include <boost/math/distributions/normal.hpp>

namespace reference {

Words words(std::uint64_t seed, std::uint32_t user, std::uint32_t day, Purpose purpose,
            std::uint32_t offset, std::uint32_t replicate) {
    r123::Philox4x32 const philox;
    r123::Philox4x32::key_type const key{
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
    r123::Philox4x32::ctr_type const counter{
        {user, day, static_cast<std::uint32_t>(purpose) + offset, replicate}};
    auto const drawn = philox(counter, key);
    return {drawn[0], drawn[1], drawn[2], drawn[3]};
}

double daily_uniform(std::uint32_t word) {
    return (word >> 9) * 0x1p-23 + 0x1p-24;
}

double daily_normal(std::uint32_t word) {
    return normal_quantile(daily_uniform(word));
}

double trait_uniform(std::uint32_t word) {
    return (word + 0.5) * 0x1p-32;
}

double normal_quantile(double u) {
    return boost::math::quantile(boost::math::normal(), u);
}

double normal_probability(double z) {
    return boost::math::cdf(boost::math::normal(), z);
}

} // namespace reference
