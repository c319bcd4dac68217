// Once an instruction set, as core/lanes.hpp is.
#if defined(HOLDFAST_CORE_LANE_PHILOX) == defined(HWY_TARGET_TOGGLE)
#ifdef HOLDFAST_CORE_LANE_PHILOX
#undef HOLDFAST_CORE_LANE_PHILOX
#else
#define HOLDFAST_CORE_LANE_PHILOX
#endif

#include "core/lanes.hpp"
#include "core/philox.hpp"

/// core::philox for as many users as there are lanes.
HWY_BEFORE_NAMESPACE();
namespace core::HWY_NAMESPACE {

/// Four words a user.
struct WordsOfMany {
    Words word[4];
    HWY_INLINE Words operator[](std::size_t w) const { return word[w]; }
};

/// The ten rounds on the lower halves of 64-bit lanes. @param c  the counter, shape (4)
template <class Lane>
HWY_INLINE void philox_rounds(philox::Key key, Lane* c) {
    std::uint32_t key_0 = key[0];
    std::uint32_t key_1 = key[1];
    for (int round = 0; round < 10; ++round) {
        Lane const a = product(c[0], philox::multiplier_0);
        Lane const b = product(c[2], philox::multiplier_1);
        c[0] = parity(upper_half(b), c[1], Halves::all(key_0));
        c[1] = b;
        c[2] = parity(upper_half(a), c[3], Halves::all(key_1));
        c[3] = a;
        key_0 += philox::weyl_0;
        key_1 += philox::weyl_1;
    }
}

/// The block of words of the counters (user, day, purpose, replicate), one user a lane.
[[nodiscard]] HWY_INLINE WordsOfMany philox_block(philox::Key key, Words user, std::uint32_t day,
                                                  std::uint32_t purpose, std::uint32_t replicate) {
    Halves::Lane users[Halves::parts];
    Halves::split(user, users);
    Halves::Lane drawn[4][Halves::parts];
    for (std::size_t part = 0; part < Halves::parts; ++part) {
        Halves::Lane c[4] = {users[part], Halves::all(day), Halves::all(purpose),
                             Halves::all(replicate)};
        philox_rounds(key, c);
        for (std::size_t w = 0; w < 4; ++w) {
            drawn[w][part] = c[w];
        }
    }
    return {{Halves::join(drawn[0]), Halves::join(drawn[1]), Halves::join(drawn[2]),
             Halves::join(drawn[3])}};
}

} // namespace core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
