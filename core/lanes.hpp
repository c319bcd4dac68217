// Once an instruction set: Highway's foreach_target includes this header again for each of them, so
// its guard is a toggle. Include it after "hwy/foreach_target.h", and only from sources that are
// compiled that way.
#if defined(HOLDFAST_CORE_LANES) == defined(HWY_TARGET_TOGGLE)
#ifdef HOLDFAST_CORE_LANES
#undef HOLDFAST_CORE_LANES
#else
#define HOLDFAST_CORE_LANES
#endif

#include <hwy/highway.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

/// As many numbers as a register of this instruction set holds, one a user, with the operators of
/// plain numbers, so that a formula is written once, as a template, for one user (float) and for
/// many (Floats). Every operation works lane by lane and rounds as the plain one does; there is no
/// fused multiply-add. So results have the same bits whatever the width. Without vector
/// instructions (target "scalar") Floats is float.
HWY_BEFORE_NAMESPACE();
namespace core::HWY_NAMESPACE {

// One lane. lesser and greater are std::min and std::max down to the sign of zero.

[[nodiscard]] inline std::uint32_t bits_of(float x) noexcept {
    return std::bit_cast<std::uint32_t>(x);
}
[[nodiscard]] inline float from_bits(std::uint32_t bits) noexcept {
    return std::bit_cast<float>(bits);
}
/// The words as signed integers.
[[nodiscard]] inline float signed_value(std::uint32_t bits) noexcept {
    return static_cast<float>(static_cast<std::int32_t>(bits));
}
/// Rounded toward zero; x in (-2^31, 2^31).
[[nodiscard]] inline std::uint32_t truncated(float x) noexcept {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(x));
}
template <int n>
[[nodiscard]] std::uint32_t shift_left(std::uint32_t bits) noexcept {
    return bits << n;
}
template <int n>
[[nodiscard]] std::uint32_t shift_right(std::uint32_t bits) noexcept {
    return bits >> n;
}
/// Copies of the sign come in from the left.
template <int n>
[[nodiscard]] std::uint32_t shift_right_signed(std::uint32_t bits) noexcept {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(bits) >> n);
}
[[nodiscard]] inline float lesser(float a, float b) noexcept {
    return b < a ? b : a;
}
[[nodiscard]] inline float greater(float a, float b) noexcept {
    return a < b ? b : a;
}
[[nodiscard]] inline float square_root(float x) noexcept {
    return std::sqrt(x);
}
[[nodiscard]] inline float select(bool which, float yes, float no) noexcept {
    return which ? yes : no;
}
/// Bit i: lane i.
[[nodiscard]] inline std::uint32_t bits_of(bool which) noexcept {
    return which ? 1 : 0;
}
/// The lower 32 bits times the constant.
[[nodiscard]] inline std::uint64_t product(std::uint64_t x, std::uint32_t constant) noexcept {
    return (x & 0xFFFFFFFFU) * constant;
}
[[nodiscard]] inline std::uint64_t upper_half(std::uint64_t x) noexcept {
    return x >> 32;
}
[[nodiscard]] inline std::uint64_t parity(std::uint64_t a, std::uint64_t b,
                                          std::uint64_t c) noexcept {
    return a ^ b ^ c;
}

#if HWY_TARGET == HWY_SCALAR

using Floats = float;
using Words = std::uint32_t;
using Mask = bool;
inline constexpr std::size_t lanes = 1;

[[nodiscard]] inline float load(float const* from) noexcept {
    return *from;
}
[[nodiscard]] inline std::uint32_t load(std::uint32_t const* from) noexcept {
    return *from;
}
inline void store(float x, float* to) noexcept {
    *to = x;
}
inline void store(std::uint32_t x, std::uint32_t* to) noexcept {
    *to = x;
}
[[nodiscard]] inline float gather(float const* from, std::uint32_t const* index) noexcept {
    return from[*index];
}
[[nodiscard]] inline std::uint32_t gather(std::uint32_t const* from,
                                          std::uint32_t const* index) noexcept {
    return from[*index];
}
inline void scatter(float x, float* to, std::uint32_t const* index) noexcept {
    to[*index] = x;
}
[[nodiscard]] inline bool any(bool which) noexcept {
    return which;
}
[[nodiscard]] inline bool in_every_lane(bool which) noexcept {
    return which;
}
[[nodiscard]] inline bool first_lanes(std::size_t n) noexcept {
    return n > 0;
}
[[nodiscard]] inline std::uint32_t where(bool which, std::uint32_t words) noexcept {
    return which ? words : 0;
}

/// Words as the lower halves of 64-bit lanes, which is how products of 32-bit words come.
struct Halves {
    using Lane = std::uint64_t;
    static constexpr std::size_t parts = 1;
    static void split(std::uint32_t words, Lane* halves) noexcept { halves[0] = words; }
    [[nodiscard]] static std::uint32_t join(Lane const* halves) noexcept {
        return static_cast<std::uint32_t>(halves[0]);
    }
    [[nodiscard]] static Lane all(std::uint32_t word) noexcept { return word; }
};

#else

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = HWY_FULL(float);
using WordTag = HWY_FULL(std::uint32_t);
using SignedTag = HWY_FULL(std::int32_t);
using WideTag = HWY_FULL(std::uint64_t);
inline constexpr std::size_t lanes = HWY_LANES(float);

struct Mask {
    hn::Mask<FloatTag> raw;
};
[[nodiscard]] HWY_INLINE Mask operator&(Mask a, Mask b) {
    return {hn::And(a.raw, b.raw)};
}
[[nodiscard]] HWY_INLINE Mask operator|(Mask a, Mask b) {
    return {hn::Or(a.raw, b.raw)};
}
[[nodiscard]] HWY_INLINE Mask operator!(Mask a) {
    return {hn::Not(a.raw)};
}
[[nodiscard]] HWY_INLINE Mask in_every_lane(bool which) {
    return {hn::FirstN(FloatTag(), which ? lanes : 0)};
}
/// True in the first n lanes; n may be larger than their number.
[[nodiscard]] HWY_INLINE Mask first_lanes(std::size_t n) {
    return {hn::FirstN(FloatTag(), n < lanes ? n : lanes)};
}
[[nodiscard]] HWY_INLINE bool any(Mask which) {
    return !hn::AllFalse(FloatTag(), which.raw);
}
[[nodiscard]] HWY_INLINE std::uint32_t bits_of(Mask which) {
    std::uint64_t bits = 0;
    hn::StoreMaskBits(FloatTag(), which.raw, reinterpret_cast<std::uint8_t*>(&bits));
    return static_cast<std::uint32_t>(bits);
}

struct Floats {
    hn::Vec<FloatTag> raw;
    Floats() = default;
    HWY_INLINE Floats(hn::Vec<FloatTag> vector) : raw(vector) {}
    HWY_INLINE Floats(float x) : raw(hn::Set(FloatTag(), x)) {}

    friend HWY_INLINE Floats operator+(Floats a, Floats b) { return hn::Add(a.raw, b.raw); }
    friend HWY_INLINE Floats operator-(Floats a, Floats b) { return hn::Sub(a.raw, b.raw); }
    friend HWY_INLINE Floats operator*(Floats a, Floats b) { return hn::Mul(a.raw, b.raw); }
    friend HWY_INLINE Floats operator/(Floats a, Floats b) { return hn::Div(a.raw, b.raw); }
    friend HWY_INLINE Floats operator-(Floats a) { return hn::Neg(a.raw); }
    friend HWY_INLINE Mask operator<(Floats a, Floats b) { return {hn::Lt(a.raw, b.raw)}; }
    friend HWY_INLINE Mask operator>(Floats a, Floats b) { return {hn::Gt(a.raw, b.raw)}; }
    friend HWY_INLINE Mask operator<=(Floats a, Floats b) { return {hn::Le(a.raw, b.raw)}; }
    friend HWY_INLINE Mask operator>=(Floats a, Floats b) { return {hn::Ge(a.raw, b.raw)}; }
};

struct Words {
    hn::Vec<WordTag> raw;
    Words() = default;
    HWY_INLINE Words(hn::Vec<WordTag> vector) : raw(vector) {}
    HWY_INLINE Words(std::uint32_t x) : raw(hn::Set(WordTag(), x)) {}

    friend HWY_INLINE Words operator+(Words a, Words b) { return hn::Add(a.raw, b.raw); }
    friend HWY_INLINE Words operator-(Words a, Words b) { return hn::Sub(a.raw, b.raw); }
    friend HWY_INLINE Words operator&(Words a, Words b) { return hn::And(a.raw, b.raw); }
};

[[nodiscard]] HWY_INLINE Words bits_of(Floats x) {
    return hn::BitCast(WordTag(), x.raw);
}
[[nodiscard]] HWY_INLINE Floats from_bits(Words bits) {
    return hn::BitCast(FloatTag(), bits.raw);
}
[[nodiscard]] HWY_INLINE Floats signed_value(Words bits) {
    return hn::ConvertTo(FloatTag(), hn::BitCast(SignedTag(), bits.raw));
}
[[nodiscard]] HWY_INLINE Words truncated(Floats x) {
    return hn::BitCast(WordTag(), hn::ConvertTo(SignedTag(), x.raw));
}
template <int n>
[[nodiscard]] HWY_INLINE Words shift_left(Words bits) {
    return hn::ShiftLeft<n>(bits.raw);
}
template <int n>
[[nodiscard]] HWY_INLINE Words shift_right(Words bits) {
    return hn::ShiftRight<n>(bits.raw);
}
template <int n>
[[nodiscard]] HWY_INLINE Words shift_right_signed(Words bits) {
    return hn::BitCast(WordTag(), hn::ShiftRight<n>(hn::BitCast(SignedTag(), bits.raw)));
}
/// The words, 0 where not.
[[nodiscard]] HWY_INLINE Words where(Mask which, Words words) {
    return hn::IfThenElseZero(hn::RebindMask(WordTag(), which.raw), words.raw);
}
[[nodiscard]] HWY_INLINE Floats select(Mask which, Floats yes, Floats no) {
    return hn::IfThenElse(which.raw, yes.raw, no.raw);
}
// x86's minps and maxps give their second operand when both are zeros, as std::min(b, a) and
// std::max(b, a) give their first.
[[nodiscard]] HWY_INLINE Floats lesser(Floats a, Floats b) {
#if HWY_ARCH_X86
    return hn::Min(b.raw, a.raw);
#else
    return select(b < a, b, a);
#endif
}
[[nodiscard]] HWY_INLINE Floats greater(Floats a, Floats b) {
#if HWY_ARCH_X86
    return hn::Max(b.raw, a.raw);
#else
    return select(a < b, b, a);
#endif
}
[[nodiscard]] HWY_INLINE Floats square_root(Floats x) {
    return hn::Sqrt(x.raw);
}

[[nodiscard]] HWY_INLINE Floats load(float const* from) {
    return hn::LoadU(FloatTag(), from);
}
[[nodiscard]] HWY_INLINE Words load(std::uint32_t const* from) {
    return hn::LoadU(WordTag(), from);
}
HWY_INLINE void store(Floats x, float* to) {
    hn::StoreU(x.raw, FloatTag(), to);
}
HWY_INLINE void store(Words x, std::uint32_t* to) {
    hn::StoreU(x.raw, WordTag(), to);
}
/// Lane i: from[index[i]]. Indices are below 2^31.
[[nodiscard]] HWY_INLINE Floats gather(float const* from, std::uint32_t const* index) {
    auto const at = hn::BitCast(SignedTag(), hn::LoadU(WordTag(), index));
    return hn::GatherIndex(FloatTag(), from, at);
}
[[nodiscard]] HWY_INLINE Words gather(std::uint32_t const* from, std::uint32_t const* index) {
    auto const at = hn::BitCast(SignedTag(), hn::LoadU(WordTag(), index));
    return hn::GatherIndex(WordTag(), from, at);
}
/// to[index[i]] = lane i; of equal indices any one wins.
HWY_INLINE void scatter(Floats x, float* to, std::uint32_t const* index) {
    auto const at = hn::BitCast(SignedTag(), hn::LoadU(WordTag(), index));
    hn::ScatterIndex(x.raw, FloatTag(), to, at);
}

/// Words as the lower halves of 64-bit lanes, which is how products of 32-bit words come; the upper
/// halves hold anything. Even lanes are in the first part, odd ones in the second.
struct Wide {
    hn::Vec<WideTag> raw;
};
[[nodiscard]] HWY_INLINE Wide product(Wide x, Wide constant) {
    return {hn::MulEven(hn::BitCast(WordTag(), x.raw), hn::BitCast(WordTag(), constant.raw))};
}
[[nodiscard]] HWY_INLINE Wide product(Wide x, std::uint32_t constant) {
    return product(x, Wide{hn::Set(WideTag(), constant)});
}
[[nodiscard]] HWY_INLINE Wide upper_half(Wide x) {
    return {hn::ShiftRight<32>(x.raw)};
}
[[nodiscard]] HWY_INLINE Wide parity(Wide a, Wide b, Wide c) {
    return {hn::Xor3(a.raw, b.raw, c.raw)};
}
struct Halves {
    using Lane = Wide;
    static constexpr std::size_t parts = 2;
    static HWY_INLINE void split(Words words, Lane* halves) {
        halves[0].raw = hn::BitCast(WideTag(), words.raw);
        halves[1].raw = hn::ShiftRight<32>(halves[0].raw);
    }
    [[nodiscard]] static HWY_INLINE Words join(Lane const* halves) {
        return hn::OddEven(hn::BitCast(WordTag(), hn::ShiftLeft<32>(halves[1].raw)),
                           hn::BitCast(WordTag(), halves[0].raw));
    }
    [[nodiscard]] static HWY_INLINE Lane all(std::uint32_t word) {
        return {hn::Set(WideTag(), word)};
    }
};

#endif

} // namespace core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
