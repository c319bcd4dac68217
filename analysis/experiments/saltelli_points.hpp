#pragma once

#include "analysis/experiments/sobol_points.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace analysis {

enum class SecondOrder { no, yes };

/// The points from which Sobol' indices are estimated. Two independent points A_b and B_b (the
/// first and the last k columns of a scrambled Sobol' sequence of 2k) make block b, whose rows
/// follow each other, so that a study cut short has whole blocks:
///
///     row 0         A_b
///     row 1         B_b
///     row 2 + j     A_b with factor j from B_b           j = 0 .. k - 1
///     row 2 + k + j B_b with factor j from A_b           only with second order
///
/// Source: Saltelli 2002, Comput Phys Commun 145:280; Saltelli et al. 2010, ibid. 181:259.
class SaltelliPoints {
public:
    /// @param base  number of blocks; a power of two keeps the balance of the sequence
    /// @param factors  1 .. 1000 @param second_order  whether pairs of factors are asked for
    SaltelliPoints(std::uint64_t base, std::size_t factors, SecondOrder second_order,
                   std::uint64_t seed);

    [[nodiscard]] std::uint64_t size() const noexcept { return blocks() * rows_a_block(); }
    [[nodiscard]] std::size_t factors() const noexcept { return factors_; }
    [[nodiscard]] std::uint64_t blocks() const noexcept { return both_.size(); }
    /// k + 2, with second order 2k + 2.
    [[nodiscard]] std::uint64_t rows_a_block() const noexcept {
        return second_order_ == SecondOrder::yes ? 2 * factors_ + 2 : factors_ + 2;
    }
    [[nodiscard]] SecondOrder second_order() const noexcept { return second_order_; }
    /// @param unit  shape (factors); (0,1)
    void point(std::uint64_t i, std::span<double> unit) const noexcept;

    static constexpr std::size_t most_factors = 1000;

private:
    std::size_t factors_;
    SecondOrder second_order_;
    SobolPoints both_;
};

} // namespace analysis
