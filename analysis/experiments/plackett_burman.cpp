#include "analysis/experiments/plackett_burman.hpp"

#include "core/contract.hpp"

namespace analysis {

namespace {

/// A square matrix of -1 and +1 whose rows are orthogonal; shape (n, n), by rows.
struct Hadamard {
    std::size_t n = 0;
    std::vector<int> entries;

    explicit Hadamard(std::size_t order) : n(order), entries(order * order, 1) {}
    [[nodiscard]] int at(std::size_t i, std::size_t j) const { return entries[i * n + j]; }
    int& at(std::size_t i, std::size_t j) { return entries[i * n + j]; }
};

/// Whether x is a square modulo the odd prime q: 1, otherwise -1; 0 for a multiple of q.
int residue(std::size_t x, std::size_t q) {
    if (x % q == 0) {
        return 0;
    }
    for (std::size_t root = 1; root <= q / 2; ++root) {
        if (root * root % q == x % q) {
            return 1;
        }
    }
    return -1;
}

/// q = n - 1 a prime of the form 4 m + 3. Row i < q is the residues moved i places to the right,
/// 0 as +1; the last is all -1; column n - 1 is the mean. That is Plackett and Burman's layout.
Hadamard paley_1(std::size_t n) {
    std::size_t const q = n - 1;
    Hadamard h(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < q; ++j) {
            h.at(i, j) = i == q ? -1 : residue(j + q - i, q) >= 0 ? 1 : -1;
        }
    }
    return h;
}

/// An entry of the symmetric conference matrix of order q + 1: 0 on the diagonal, 1 on the border.
int conference(std::size_t i, std::size_t j, std::size_t q) {
    if (i == j) {
        return 0;
    }
    return i == q || j == q ? 1 : residue(j + q - i, q);
}

/// q = n / 2 - 1 a prime of the form 4 m + 1: each entry c of the conference matrix becomes the
/// block c (+ +; + -), a zero (+ -; - -).
Hadamard paley_2(std::size_t n) {
    std::size_t const q = n / 2 - 1;
    Hadamard h(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            int const c = conference(i / 2, j / 2, q);
            bool const both_odd = i % 2 == 1 && j % 2 == 1;
            bool const both_even = i % 2 == 0 && j % 2 == 0;
            h.at(i, j) = c == 0 ? (both_even ? 1 : -1) : (both_odd ? -c : c);
        }
    }
    return h;
}

/// Twice the order: (H H; H -H), the column of the mean moved to the end.
Hadamard doubled(Hadamard const& half) {
    Hadamard h(2 * half.n);
    for (std::size_t i = 0; i < h.n; ++i) {
        for (std::size_t j = 0; j < h.n; ++j) {
            int const sign = i >= half.n && j < half.n ? -1 : 1;
            h.at(i, j) = sign * half.at(i % half.n, j % half.n);
        }
    }
    return h;
}

/// Rows turned so that the last column is all +1, which is then the mean.
void turn_rows(Hadamard& h) {
    for (std::size_t i = 0; i < h.n; ++i) {
        int const sign = h.at(i, h.n - 1);
        for (std::size_t j = 0; j < h.n; ++j) {
            h.at(i, j) *= sign;
        }
    }
}

Hadamard hadamard(std::size_t n) {
    switch (n) {
    case 28:
    case 36: {
        auto h = paley_2(n);
        turn_rows(h);
        return h;
    }
    case 40:
        return doubled(paley_1(20));
    default:
        return paley_1(n);
    }
}

/// 16 is left out: its designs are regular fractions, which alias whole interactions.
std::size_t runs_for(std::size_t factors) {
    std::size_t const n = factors < 12 ? 12 : (factors / 4 + 1) * 4;
    return n == 16 ? 20 : n;
}

} // namespace

PlackettBurman::PlackettBurman(std::size_t factors, FoldOver fold_over)
    : factors_(factors), fold_over_(fold_over) {
    HOLDFAST_EXPECT(factors >= 1 && factors <= most_factors);
    auto const h = hadamard(runs_for(factors));
    for (std::size_t i = 0; i < h.n; ++i) {
        std::uint64_t row = 0;
        for (std::size_t k = 0; k < factors; ++k) {
            row |= std::uint64_t{h.at(i, k) > 0} << k;
        }
        rows_.push_back(row);
    }
}

void PlackettBurman::point(std::uint64_t i, std::span<double> unit) const noexcept {
    HOLDFAST_EXPECT(i < size() && unit.size() == factors_);
    bool const turned = i >= rows_.size();
    std::uint64_t const row = rows_[i % rows_.size()];
    for (std::size_t k = 0; k < factors_; ++k) {
        unit[k] = ((row >> k & 1U) != 0) != turned ? 1.0 : 0.0;
    }
}

} // namespace analysis
