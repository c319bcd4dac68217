#include "analysis/experiments/fractional_factorial.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace analysis {

namespace {

/// Designs of least aberration by their columns: bit c is set where a factor is the product of the
/// base factors that are c's bits. Entry e has one factor more than the base, plus e.
constexpr std::array<std::uint64_t, 1> columns_of_4{0xEU};
constexpr std::array<std::uint64_t, 4> columns_of_8{0x96U, 0x76U, 0xDEU, 0xFEU};
constexpr std::array<std::uint64_t, 11> columns_of_16{0x8116U, 0x6116U, 0x6916U, 0x6996U,
                                                      0x699EU, 0xA75EU, 0xD73EU, 0xBD7EU,
                                                      0xFF5EU, 0xFBFEU, 0xFFFEU};
constexpr std::array<std::uint64_t, 26> columns_of_32{
    0x80010116U, 0x08410116U, 0x28010196U, 0x18814116U, 0x24814916U, 0x90492196U, 0x16096916U,
    0x16616196U, 0x16496996U, 0x96692996U, 0x96696996U, 0x3CC3C33EU, 0x6969B796U, 0x55AB55BEU,
    0xAA5D5DBEU, 0xF999E776U, 0x7AEDA7DEU, 0xF6979FF6U, 0x6FF99FF6U, 0xBEF7D7BEU, 0xB6FFFFB6U,
    0xBFDFD7FEU, 0xDFBFF7FEU, 0xFFFFAFFEU, 0xFFF7FFFEU, 0xFFFFFFFEU};
constexpr std::array<std::uint64_t, 57> columns_of_64{
    0x8000000100010116ULL, 0x0000008180010116ULL, 0x0040100100018116ULL, 0x0000420108410116ULL,
    0x1008082120010116ULL, 0x0210200140810916ULL, 0x0042940100810916ULL, 0x1402800120414196ULL,
    0x0608084120414196ULL, 0x2008428192412116ULL, 0x2040482186212196ULL, 0x2490422908618116ULL,
    0x9268248124014916ULL, 0x8668188118816116ULL, 0x0892946986012196ULL, 0x2984804906694996ULL,
    0x6816826114612996ULL, 0x6914166910612996ULL, 0x2916962116416996ULL, 0x6196962982616196ULL,
    0x2896866986496996ULL, 0x4986966116696996ULL, 0x6996964996692916ULL, 0x6996966996692196ULL,
    0x6996966996496996ULL, 0x6996966996696996ULL, 0xA55A5AA55AA5A55EULL, 0x5A5AA5A5A5A55B5EULL,
    0x96E9799796696996ULL, 0x96696D97966D6B96ULL, 0x0FF0F20FF08F4FF6ULL, 0x3CE3BEC7C33DC33EULL,
    0xB76996696F9F69D6ULL, 0xAABAEAABEAABABBEULL, 0x5A5EE7A5A5E7DB7EULL, 0x6FBDBD6F76999976ULL,
    0xCBD3D7CB3E3D7DBEULL, 0x7EBD5BA5E7DBAD7EULL, 0xDEE55BB7A77BEDDEULL, 0xB7EDDE7BCDB773DEULL,
    0xDEB7ED7B7BADB7DEULL, 0x7DBEEBD7EBD77DBEULL, 0x7EBDF7DBDBE7BD7EULL, 0x7BFDEF7BDEB7B7DEULL,
    0xCFCFF7F33F3FFDFEULL, 0x5FFAF5EFFDBF5FFEULL, 0xFDD7FEEBD7FDFFBEULL, 0x9EB7FFFFFFFFB7D6ULL,
    0xFFFFFFFF6E9FF9F6ULL, 0x7FDFEFBFFDF7FBFEULL, 0xFFFFA5FFFFFFFF5EULL, 0xFEFDEFFFDFEFFFFEULL,
    0xFFF7FFFDFFFBBFFEULL, 0xFFFFFDEFFFFFDFFEULL, 0xFFF7FFFFFFFFFDFEULL, 0xF7FFFFFFFFFFFFFEULL,
    0xFFFFFFFFFFFFFFFEULL};

std::span<std::uint64_t const> table_of(std::uint64_t runs) noexcept {
    switch (runs) {
    case 4:
        return columns_of_4;
    case 8:
        return columns_of_8;
    case 16:
        return columns_of_16;
    case 32:
        return columns_of_32;
    case 64:
        return columns_of_64;
    default:
        return {};
    }
}

std::size_t base_of(std::uint64_t runs) noexcept {
    return static_cast<std::size_t>(std::bit_width(runs) - 1);
}

bool is_full(std::size_t factors, std::uint64_t runs) noexcept {
    return factors >= 1 && factors <= 31 && runs == std::uint64_t{1} << factors;
}

std::vector<std::uint32_t> columns_for(std::size_t factors, std::uint64_t runs) {
    std::vector<std::uint32_t> columns;
    for (std::size_t b = 0; b < base_of(runs); ++b) {
        columns.push_back(std::uint32_t{1} << b);
    }
    if (!is_full(factors, runs)) {
        std::uint64_t const chosen = table_of(runs)[factors - base_of(runs) - 1];
        for (std::uint32_t c = 1; c < runs; ++c) {
            if ((chosen >> c & 1U) != 0 && !std::has_single_bit(c)) {
                columns.push_back(c);
            }
        }
    }
    return columns;
}

/// How often each of the products of j of the columns comes, for all j: entry (j, product) at
/// j * runs + product. A product of columns is the exclusive or of their numbers.
std::vector<std::uint64_t> products_of(std::span<std::uint32_t const> columns, std::uint64_t runs) {
    std::vector<std::uint64_t> ways((columns.size() + 1) * runs, 0);
    ways[0] = 1;
    for (std::size_t taken = 0; taken < columns.size(); ++taken) {
        for (std::size_t j = taken + 1; j > 0; --j) {
            for (std::uint64_t product = 0; product < runs; ++product) {
                ways[j * runs + product] += ways[(j - 1) * runs + (product ^ columns[taken])];
            }
        }
    }
    return ways;
}

} // namespace

bool FractionalFactorial::exists(std::size_t factors, std::uint64_t runs) noexcept {
    if (is_full(factors, runs)) {
        return true;
    }
    return !table_of(runs).empty() && factors > base_of(runs) && factors < runs;
}

FractionalFactorial FractionalFactorial::full(std::size_t factors) {
    HOLDFAST_EXPECT(factors >= 1 && factors <= 31);
    return {factors, std::uint64_t{1} << factors};
}

FractionalFactorial::FractionalFactorial(std::size_t factors, std::uint64_t runs)
    : runs_(runs), columns_(columns_for(factors, runs)) {
    HOLDFAST_EXPECT(exists(factors, runs));
}

void FractionalFactorial::point(std::uint64_t i, std::span<double> unit) const noexcept {
    HOLDFAST_EXPECT(i < runs_ && unit.size() == columns_.size());
    for (std::size_t k = 0; k < columns_.size(); ++k) {
        // A product of signs is +1 where an even number of them is -1, and -1 is a bit not set.
        int const low = std::popcount(~i & columns_[k]);
        unit[k] = low % 2 == 0 ? 1.0 : 0.0;
    }
}

std::vector<std::uint64_t> FractionalFactorial::word_lengths() const {
    std::vector<std::uint64_t> lengths(columns_.size() + 1, 0);
    if (is_full(columns_.size(), runs_)) {
        return lengths;
    }
    auto const ways = products_of(columns_, runs_);
    for (std::size_t j = 1; j <= columns_.size(); ++j) {
        lengths[j] = ways[j * runs_];
    }
    return lengths;
}

int FractionalFactorial::resolution() const {
    auto const lengths = word_lengths();
    auto const word = std::find_if(lengths.begin(), lengths.end(), [](auto n) { return n > 0; });
    return word == lengths.end() ? 0 : static_cast<int>(word - lengths.begin());
}

std::vector<std::vector<EffectTerm>> FractionalFactorial::alias_sets() const {
    std::vector<std::vector<EffectTerm>> sets;
    std::vector<std::uint32_t> products; // of each set
    auto const add = [&](EffectTerm term, std::uint32_t product) {
        auto const found = std::find(products.begin(), products.end(), product);
        if (found == products.end()) {
            products.push_back(product);
            sets.push_back({term});
        } else {
            sets[static_cast<std::size_t>(found - products.begin())].push_back(term);
        }
    };
    for (std::size_t k = 0; k < columns_.size(); ++k) {
        add({k, k}, columns_[k]);
    }
    for (std::size_t k = 0; k < columns_.size(); ++k) {
        for (std::size_t l = k + 1; l < columns_.size(); ++l) {
            add({k, l}, columns_[k] ^ columns_[l]);
        }
    }
    return sets;
}

} // namespace analysis
