// Once an instruction set: Highway's foreach_target includes this header again for each of them, so
// its guard is a toggle. Include it after "hwy/foreach_target.h", and only from sources that are
// compiled that way.
#if defined(HOLDFAST_CORE_LANES) == defined(HWY_TARGET_TOGGLE)
#ifdef HOLDFAST_CORE_LANES
#undef HOLDFAST_CORE_LANES
#else
#define HOLDFAST_CORE_LANES
#endif

#include "core/set_bits.hpp"

#include <hwy/highway.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// As many numbers as two or four registers of this instruction set hold, one a user, with the
/// operators of plain numbers, so that a formula is written once, as a template, for one user
/// (float) and for many (Floats). Every operation works lane by lane and rounds as the plain one
/// does; there is no fused multiply-add. So results have the same bits whatever the width. Without
/// vector instructions (target "scalar") Floats is float.
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
[[nodiscard]] inline bool any(bool which) noexcept {
    return which;
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

/// Whether they have a bit in common.
[[nodiscard]] inline bool share_bits(std::uint32_t a, std::uint32_t b) noexcept {
    return (a & b) != 0;
}
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
[[nodiscard]] inline bool in_every_lane(bool which) noexcept {
    return which;
}
[[nodiscard]] inline bool first_lanes(std::size_t n) noexcept {
    return n > 0;
}
[[nodiscard]] inline std::uint32_t where(bool which, std::uint32_t words) noexcept {
    return which ? words : 0;
}

/// first, first + 1, ..
[[nodiscard]] inline std::uint32_t counting_from(std::uint32_t first) noexcept {
    return first;
}

/// The lanes set of a mask, whose numbers are to stand side by side elsewhere.
class Chosen {
public:
    explicit Chosen(bool which) noexcept : which_(which) {}
    [[nodiscard]] std::size_t count() const noexcept { return which_ ? 1 : 0; }
    /// What stood in the `lanes` numbers from `to` on may be lost.
    template <class X>
    void store(X x, X* to) const noexcept {
        *to = x;
    }

private:
    bool which_;
};

/// Four numbers of each lane stand together: shape (lanes, 4).
inline void load_fours(float const* from, float* four) noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
        four[i] = from[i];
    }
}
inline void store_fours(float const* four, float* to) noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
        to[i] = four[i];
    }
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

/// Registers side by side: a step is a chain of operations that wait for each other, and other
/// chains fill the gaps; what is done once for all of them costs less a user, too.
inline constexpr std::size_t of_register = HWY_LANES(float);
inline constexpr std::size_t registers = of_register == 16 ? 2 : 4;
inline constexpr std::size_t lanes = registers * of_register;

/// Calls part(r) for each register.
template <class Part>
HWY_INLINE void for_each_register(Part const& part) {
    part(std::size_t{0});
    part(std::size_t{1});
    if constexpr (registers == 4) {
        part(std::size_t{2});
        part(std::size_t{3});
    }
}

struct Mask {
    hn::Mask<FloatTag> raw[registers];
};
struct Floats {
    hn::Vec<FloatTag> raw[registers];
    Floats() = default;
    HWY_INLINE Floats(float x) {
        auto const same = hn::Set(FloatTag(), x);
        for_each_register([&](std::size_t r) HWY_ATTR { raw[r] = same; });
    }
};
struct Words {
    hn::Vec<WordTag> raw[registers];
    Words() = default;
    HWY_INLINE Words(std::uint32_t x) {
        auto const same = hn::Set(WordTag(), x);
        for_each_register([&](std::size_t r) HWY_ATTR { raw[r] = same; });
    }
};

/// A result whose registers are made one by one.
template <class Result, class Make>
[[nodiscard]] HWY_INLINE Result made(Make const& make) {
    Result result;
    for_each_register([&](std::size_t r) HWY_ATTR { result.raw[r] = make(r); });
    return result;
}

[[nodiscard]] HWY_INLINE Floats operator+(Floats a, Floats b) {
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Add(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Floats operator-(Floats a, Floats b) {
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Sub(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Floats operator*(Floats a, Floats b) {
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Mul(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Floats operator/(Floats a, Floats b) {
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Div(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Floats operator-(Floats a) {
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Neg(a.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator<(Floats a, Floats b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::Lt(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator>(Floats a, Floats b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::Gt(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator<=(Floats a, Floats b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::Le(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator>=(Floats a, Floats b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::Ge(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Words operator+(Words a, Words b) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::Add(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Words operator-(Words a, Words b) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::Sub(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Words operator&(Words a, Words b) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::And(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator&(Mask a, Mask b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::And(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator|(Mask a, Mask b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::Or(a.raw[r], b.raw[r]); });
}
[[nodiscard]] HWY_INLINE Mask operator!(Mask a) {
    return made<Mask>([&](std::size_t r) HWY_ATTR { return hn::Not(a.raw[r]); });
}
/// True in the first n lanes; n may be larger than their number.
[[nodiscard]] HWY_INLINE Mask first_lanes(std::size_t n) {
    return made<Mask>([&](std::size_t r) HWY_ATTR {
        std::size_t const before = r * of_register;
        std::size_t const left = n < before ? 0 : n - before;
        return hn::FirstN(FloatTag(), left < of_register ? left : of_register);
    });
}
[[nodiscard]] HWY_INLINE Mask in_every_lane(bool which) {
    return first_lanes(which ? lanes : 0);
}
[[nodiscard]] HWY_INLINE bool any(Mask which) {
    auto either = hn::Or(which.raw[0], which.raw[1]);
    if constexpr (registers == 4) {
        either = hn::Or(either, hn::Or(which.raw[2], which.raw[3]));
    }
    return !hn::AllFalse(FloatTag(), either);
}
[[nodiscard]] HWY_INLINE std::uint32_t bits_of(Mask which) {
    std::uint64_t all = 0;
    for_each_register([&](std::size_t r) HWY_ATTR {
        std::uint64_t bits = 0;
        hn::StoreMaskBits(FloatTag(), which.raw[r], reinterpret_cast<std::uint8_t*>(&bits));
        all |= bits << (r * of_register);
    });
    return static_cast<std::uint32_t>(all);
}

[[nodiscard]] HWY_INLINE Words operator|(Words a, Words b) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::Or(a.raw[r], b.raw[r]); });
}
/// Whether they have a bit in common.
[[nodiscard]] HWY_INLINE Mask share_bits(Words a, Words b) {
    return made<Mask>([&](std::size_t r) HWY_ATTR {
        auto const common = hn::And(a.raw[r], b.raw[r]);
        return hn::RebindMask(FloatTag(), hn::Ne(common, hn::Zero(WordTag())));
    });
}
[[nodiscard]] HWY_INLINE Words bits_of(Floats x) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::BitCast(WordTag(), x.raw[r]); });
}
[[nodiscard]] HWY_INLINE Floats from_bits(Words bits) {
    return made<Floats>([&](std::size_t r)
                            HWY_ATTR { return hn::BitCast(FloatTag(), bits.raw[r]); });
}
[[nodiscard]] HWY_INLINE Floats signed_value(Words bits) {
    return made<Floats>([&](std::size_t r) HWY_ATTR {
        return hn::ConvertTo(FloatTag(), hn::BitCast(SignedTag(), bits.raw[r]));
    });
}
[[nodiscard]] HWY_INLINE Words truncated(Floats x) {
    return made<Words>([&](std::size_t r) HWY_ATTR {
        return hn::BitCast(WordTag(), hn::ConvertTo(SignedTag(), x.raw[r]));
    });
}
template <int n>
[[nodiscard]] HWY_INLINE Words shift_left(Words bits) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::ShiftLeft<n>(bits.raw[r]); });
}
template <int n>
[[nodiscard]] HWY_INLINE Words shift_right(Words bits) {
    return made<Words>([&](std::size_t r) HWY_ATTR { return hn::ShiftRight<n>(bits.raw[r]); });
}
template <int n>
[[nodiscard]] HWY_INLINE Words shift_right_signed(Words bits) {
    return made<Words>([&](std::size_t r) HWY_ATTR {
        return hn::BitCast(WordTag(), hn::ShiftRight<n>(hn::BitCast(SignedTag(), bits.raw[r])));
    });
}
/// The words, 0 where not.
[[nodiscard]] HWY_INLINE Words where(Mask which, Words words) {
    return made<Words>([&](std::size_t r) HWY_ATTR {
        return hn::IfThenElseZero(hn::RebindMask(WordTag(), which.raw[r]), words.raw[r]);
    });
}
[[nodiscard]] HWY_INLINE Floats select(Mask which, Floats yes, Floats no) {
    return made<Floats>([&](std::size_t r) HWY_ATTR {
        return hn::IfThenElse(which.raw[r], yes.raw[r], no.raw[r]);
    });
}
// x86's minps and maxps give their second operand when both are zeros, as std::min(b, a) and
// std::max(b, a) give their first.
[[nodiscard]] HWY_INLINE Floats lesser(Floats a, Floats b) {
#if HWY_ARCH_X86
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Min(b.raw[r], a.raw[r]); });
#else
    return select(b < a, b, a);
#endif
}
[[nodiscard]] HWY_INLINE Floats greater(Floats a, Floats b) {
#if HWY_ARCH_X86
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Max(b.raw[r], a.raw[r]); });
#else
    return select(a < b, b, a);
#endif
}
[[nodiscard]] HWY_INLINE Floats square_root(Floats x) {
    return made<Floats>([&](std::size_t r) HWY_ATTR { return hn::Sqrt(x.raw[r]); });
}

[[nodiscard]] HWY_INLINE Floats load(float const* from) {
    return made<Floats>([&](std::size_t r)
                            HWY_ATTR { return hn::LoadU(FloatTag(), from + r * of_register); });
}
[[nodiscard]] HWY_INLINE Words load(std::uint32_t const* from) {
    return made<Words>([&](std::size_t r)
                           HWY_ATTR { return hn::LoadU(WordTag(), from + r * of_register); });
}
HWY_INLINE void store(Floats x, float* to) {
    for_each_register([&](std::size_t r)
                          HWY_ATTR { hn::StoreU(x.raw[r], FloatTag(), to + r * of_register); });
}
HWY_INLINE void store(Words x, std::uint32_t* to) {
    for_each_register([&](std::size_t r)
                          HWY_ATTR { hn::StoreU(x.raw[r], WordTag(), to + r * of_register); });
}

/// first, first + 1, ..
[[nodiscard]] HWY_INLINE Words counting_from(std::uint32_t first) {
    return made<Words>([&](std::size_t r) HWY_ATTR {
        return hn::Iota(WordTag(), first + static_cast<std::uint32_t>(r * of_register));
    });
}

/// The lanes set of a mask, whose numbers are to stand side by side elsewhere. The way there is
/// found once, then taken by many rows.
class Chosen {
    using Way = decltype(hn::SetTableIndices(FloatTag(), static_cast<std::int32_t*>(nullptr)));

public:
    HWY_INLINE explicit Chosen(Mask which) {
        std::uint64_t const bits = bits_of(which);
        constexpr std::uint64_t all = (std::uint64_t{1} << of_register) - 1;
        for_each_register([&](std::size_t r) HWY_ATTR {
            std::uint64_t const here = bits >> (r * of_register) & all;
            auto const n = static_cast<std::size_t>(std::popcount(here));
            // With two registers, the second's go behind the first's when both fit into one.
            there_[r] = lanes_in_order(here, fits_one(bits) ? count_ : 0);
            before_[r] = count_;
            count_ += n;
        });
        first_ = hn::FirstN(FloatTag(), before_[1]);
        fits_one_ = fits_one(bits);
    }
    [[nodiscard]] HWY_INLINE std::size_t count() const { return count_; }
    /// What stood in the `lanes` numbers from `to` on may be lost.
    HWY_INLINE void store(Floats x, float* to) const {
        if (fits_one_) {
            hn::StoreU(hn::IfThenElse(first_, hn::TableLookupLanes(x.raw[0], there_[0]),
                                      hn::TableLookupLanes(x.raw[1], there_[1])),
                       FloatTag(), to);
            return;
        }
        for_each_register([&](std::size_t r) HWY_ATTR {
            hn::StoreU(hn::TableLookupLanes(x.raw[r], there_[r]), FloatTag(), to + before_[r]);
        });
    }
    HWY_INLINE void store(Words x, std::uint32_t* to) const {
        store(from_bits(x), reinterpret_cast<float*>(to));
    }

private:
    [[nodiscard]] static HWY_INLINE bool fits_one(std::uint64_t bits) {
        return registers == 2 && static_cast<std::size_t>(std::popcount(bits)) <= of_register;
    }

    /// A byte a lane.
    [[nodiscard]] static HWY_INLINE Way way(std::uint8_t const* bytes) {
        hn::Rebind<std::uint8_t, WordTag> const narrow;
        return hn::IndicesFromVec(FloatTag(), hn::PromoteTo(WordTag(), hn::LoadU(narrow, bytes)));
    }
    /// The lanes set, from the place `behind` on.
    [[nodiscard]] static HWY_INLINE Way lanes_in_order(std::uint64_t bits, std::size_t behind) {
        alignas(16) std::uint8_t bytes[4 * sizeof(std::uint64_t)] = {};
        for (std::size_t lane = 0; lane < of_register; lane += 8) {
            std::uint64_t const part = bits >> lane & 255U;
            std::uint64_t const set = core::set_bits[part] + lane * 0x0101010101010101U;
            std::memcpy(bytes + behind, &set, sizeof set);
            behind += static_cast<std::size_t>(std::popcount(part));
        }
        return way(bytes);
    }

    Way there_[registers];
    hn::Mask<FloatTag> first_;
    bool fits_one_;
    std::size_t before_[registers]; ///< chosen in the registers before
    std::size_t count_ = 0;
};

/// Four numbers of each lane stand together: shape (lanes, 4).
HWY_INLINE void load_fours(float const* from, Floats* four) {
    for_each_register([&](std::size_t r) HWY_ATTR {
        hn::LoadInterleaved4(FloatTag(), from + 4 * r * of_register, four[0].raw[r], four[1].raw[r],
                             four[2].raw[r], four[3].raw[r]);
    });
}
HWY_INLINE void store_fours(Floats const* four, float* to) {
    for_each_register([&](std::size_t r) HWY_ATTR {
        hn::StoreInterleaved4(four[0].raw[r], four[1].raw[r], four[2].raw[r], four[3].raw[r],
                              FloatTag(), to + 4 * r * of_register);
    });
}

/// Words as the lower halves of 64-bit lanes, which is how products of 32-bit words come; the upper
/// halves hold anything. Of each register the even lanes make one part, the odd ones another.
struct Wide {
    hn::Vec<WideTag> raw;
};
[[nodiscard]] HWY_INLINE Wide product(Wide x, std::uint32_t constant) {
    auto const other = hn::BitCast(WordTag(), hn::Set(WideTag(), constant));
    return {hn::MulEven(hn::BitCast(WordTag(), x.raw), other)};
}
[[nodiscard]] HWY_INLINE Wide upper_half(Wide x) {
    return {hn::ShiftRight<32>(x.raw)};
}
[[nodiscard]] HWY_INLINE Wide parity(Wide a, Wide b, Wide c) {
    return {hn::Xor3(a.raw, b.raw, c.raw)};
}
struct Halves {
    using Lane = Wide;
    static constexpr std::size_t parts = 2 * registers;
    static HWY_INLINE void split(Words words, Lane* halves) {
        for_each_register([&](std::size_t r) HWY_ATTR {
            halves[2 * r].raw = hn::BitCast(WideTag(), words.raw[r]);
            halves[2 * r + 1].raw = hn::ShiftRight<32>(halves[2 * r].raw);
        });
    }
    [[nodiscard]] static HWY_INLINE Words join(Lane const* halves) {
        return made<Words>([&](std::size_t r) HWY_ATTR {
            return hn::OddEven(hn::BitCast(WordTag(), hn::ShiftLeft<32>(halves[2 * r + 1].raw)),
                               hn::BitCast(WordTag(), halves[2 * r].raw));
        });
    }
    [[nodiscard]] static HWY_INLINE Lane all(std::uint32_t word) {
        return {hn::Set(WideTag(), word)};
    }
};

#endif

} // namespace core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
