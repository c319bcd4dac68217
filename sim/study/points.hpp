#pragma once

#include "sim/study/study.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sim {

/// The points of a study, each made on its own from its number: no list of them is kept.
class Points {
public:
    /// @param study  must outlive this
    explicit Points(Study const& study);

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// How many levels a grid takes of each factor; shape (factors).
    [[nodiscard]] std::vector<std::size_t> grid_levels() const;
    /// What each factor is at a point: a label or a number; "" where its conditions do not hold.
    /// Shape (factors).
    [[nodiscard]] std::vector<std::string> values(std::uint64_t point) const;
    /// The same as numbers, whether or not conditions hold: of a spread its number, of levels
    /// theirs where all are numbers, else their index; NaN for an empty cell of a list. Shape
    /// (factors).
    [[nodiscard]] std::vector<double> numbers(std::uint64_t point) const;
    /// All that a point sets, what all points share included; but not the replicate.
    [[nodiscard]] std::vector<Override> overrides(std::uint64_t point) const;

private:
    struct Chosen {
        std::string text;
        std::size_t level = 0;
        bool counts = true;
    };
    [[nodiscard]] std::vector<Chosen> chosen(std::uint64_t point) const;
    [[nodiscard]] std::vector<Chosen> in_grid(std::uint64_t point) const;
    [[nodiscard]] std::vector<Chosen> in_list(Listed const& listed, std::uint64_t point) const;
    [[nodiscard]] std::vector<Chosen> in_experiment(analysis::Experiment const& experiment,
                                                    std::uint64_t point) const;

    Study const& study_;
    std::uint64_t size_ = 0;
};

/// More than any study may have.
inline constexpr std::uint64_t most_points = std::uint64_t{1} << 31U;

} // namespace sim
