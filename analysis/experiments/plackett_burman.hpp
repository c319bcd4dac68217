#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

enum class FoldOver { no, yes };

/// A two-level design in little more runs than factors, in which all main effects are orthogonal;
/// unit 0 and 1 stand for -1 and +1. A main effect is partly mistaken for every interaction of two
/// other factors (by a third in 12 runs): for screening where few factors matter. Folded over,
/// every run comes again with all signs turned, and main effects are free of these interactions.
///
/// Runs 12, 20, 24, 32, 44, 48 by quadratic residues (Paley I; the cyclic rows of Plackett & Burman
/// where these give them), 28 and 36 by Paley II, 40 by doubling 20. Source: Plackett & Burman
/// 1946, Biometrika 33:305; Paley 1933, J Math Phys 12:311.
class PlackettBurman {
public:
    /// The smallest that fits. @param factors  1 .. most_factors
    explicit PlackettBurman(std::size_t factors, FoldOver fold_over = FoldOver::no);

    [[nodiscard]] std::uint64_t size() const noexcept {
        return rows_.size() * (fold_over_ == FoldOver::yes ? 2 : 1);
    }
    [[nodiscard]] std::size_t factors() const noexcept { return factors_; }
    /// @param unit  shape (factors); 0 or 1. With fold-over the second half is the first, turned.
    void point(std::uint64_t i, std::span<double> unit) const noexcept;

    static constexpr std::size_t most_factors = 47;

private:
    std::size_t factors_;
    FoldOver fold_over_;
    std::vector<std::uint64_t> rows_; ///< bit k is set where factor k is +1
};

} // namespace analysis
