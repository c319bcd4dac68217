#pragma once

#include "study/study.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace study {

/// The points of a study, each made on its own from its number.
///
/// A grid has a cell for every combination of levels. Cells that differ only in factors that do not
/// count there are one point: that of the first level of these factors. Elsewhere each cell is a
/// point.
class Points {
public:
    /// @param study  must outlive this
    explicit Points(Study const& study);

    [[nodiscard]] std::uint64_t size() const noexcept {
        return firsts_.empty() ? cells_ : firsts_.size();
    }
    [[nodiscard]] std::uint64_t cells() const noexcept { return cells_; }
    /// The point that a cell is.
    [[nodiscard]] std::uint64_t point_of(std::uint64_t cell) const;
    /// How many levels a grid takes of each factor; shape (factors).
    [[nodiscard]] std::vector<std::size_t> grid_levels() const;
    /// What each factor is at a point: a label or a number; "" where its conditions do not hold.
    /// Shape (factors).
    [[nodiscard]] std::vector<std::string> values(std::uint64_t point) const;
    /// What each factor is in a cell as numbers, whether or not conditions hold: of a spread its
    /// number, of levels theirs where all are numbers, else their index; NaN where a list has
    /// nothing. Shape (factors).
    [[nodiscard]] std::vector<double> numbers(std::uint64_t cell) const;
    /// All that a point sets, what all points share included; but not the replicate.
    [[nodiscard]] std::vector<sim::Override> overrides(std::uint64_t point) const;

private:
    struct Chosen {
        std::string text;
        std::size_t level = 0;
        bool counts = true;
    };
    [[nodiscard]] std::vector<Chosen> chosen(std::uint64_t cell) const;
    [[nodiscard]] std::vector<Chosen> in_grid(std::uint64_t cell) const;
    [[nodiscard]] std::uint64_t cell_of(std::uint64_t point) const {
        return firsts_.empty() ? point : firsts_[point];
    }
    /// The first of the cells that are the same point.
    [[nodiscard]] std::uint64_t first_like(std::uint64_t cell) const;
    [[nodiscard]] std::vector<Chosen> in_list(Listed const& listed, std::uint64_t point) const;
    [[nodiscard]] std::vector<Chosen> in_experiment(analysis::Experiment const& experiment,
                                                    std::uint64_t point) const;

    Study const& study_;
    std::uint64_t cells_ = 0;
    /// Of a grid with conditions the first cell of each point, ascending; else empty.
    std::vector<std::uint32_t> firsts_;
};

[[nodiscard]] bool has_conditions(std::vector<Factor> const& factors);

/// More than any study may have.
inline constexpr std::uint64_t most_points = std::uint64_t{1} << 31U;
/// More cells than a grid with conditions may have.
inline constexpr std::uint64_t most_cells_with_conditions = 1'000'000;

} // namespace study
