#include "study/plan/points.hpp"

#include "core/contract.hpp"
#include "core/csv.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace study {
namespace {

std::size_t levels_in_grid(Factor const& factor) {
    return factor.levels.empty() ? factor.spread.steps : factor.levels.size();
}

/// Capped, so that it cannot overflow.
std::uint64_t size_of_grid(std::vector<Factor> const& factors) {
    std::uint64_t size = 1;
    for (auto const& factor : factors) {
        size = std::min(most_points + 1, size * levels_in_grid(factor));
    }
    return size;
}

} // namespace

bool has_conditions(std::vector<Factor> const& factors) {
    return std::any_of(factors.begin(), factors.end(),
                       [](Factor const& factor) { return !factor.when.empty(); });
}

Points::Points(Study const& study) : study_(study) {
    if (auto const* listed = std::get_if<Listed>(&study.sampling)) {
        cells_ = listed->rows.size();
    } else if (auto const* experiment = std::get_if<analysis::Experiment>(&study.sampling)) {
        cells_ = experiment->size();
    } else {
        cells_ = size_of_grid(study.factors);
        if (has_conditions(study.factors) && cells_ <= most_cells_with_conditions) {
            for (std::uint64_t cell = 0; cell < cells_; ++cell) {
                if (first_like(cell) == cell) {
                    firsts_.push_back(static_cast<std::uint32_t>(cell));
                }
            }
        }
    }
}

std::uint64_t Points::point_of(std::uint64_t cell) const {
    if (firsts_.empty()) {
        return cell;
    }
    auto const first = std::lower_bound(firsts_.begin(), firsts_.end(), first_like(cell));
    return static_cast<std::uint64_t>(first - firsts_.begin());
}

std::uint64_t Points::first_like(std::uint64_t cell) const {
    auto const all = chosen(cell);
    std::uint64_t first = 0;
    for (std::size_t f = 0; f < all.size(); ++f) {
        first = first * levels_in_grid(study_.factors[f]) + (all[f].counts ? all[f].level : 0);
    }
    return first;
}

std::vector<std::size_t> Points::grid_levels() const {
    std::vector<std::size_t> levels;
    for (auto const& factor : study_.factors) {
        levels.push_back(levels_in_grid(factor));
    }
    return levels;
}

/// The last factor varies fastest.
std::vector<Points::Chosen> Points::in_grid(std::uint64_t cell) const {
    auto const& factors = study_.factors;
    std::vector<Chosen> chosen(factors.size());
    for (std::size_t f = factors.size(); f-- > 0;) {
        std::uint64_t const levels = levels_in_grid(factors[f]);
        auto const level = static_cast<std::size_t>(cell % levels);
        cell /= levels;
        if (!factors[f].levels.empty()) {
            chosen[f] = {factors[f].levels[level].label, level};
        } else {
            double const p = static_cast<double>(level) / static_cast<double>(levels - 1);
            chosen[f] = {fmt::format("{}", factors[f].spread.quantile(p)), level};
        }
    }
    return chosen;
}

std::vector<Points::Chosen> Points::in_list(Listed const& listed, std::uint64_t point) const {
    auto const& factors = study_.factors;
    std::vector<Chosen> chosen(factors.size());
    for (std::size_t f = 0; f < factors.size(); ++f) {
        auto const& levels = factors[f].levels;
        auto const& text = listed.rows[point][f];
        auto const level = std::find_if(levels.begin(), levels.end(),
                                        [&text](Level const& l) { return l.label == text; });
        chosen[f] = {text, static_cast<std::size_t>(level - levels.begin()), !text.empty()};
    }
    return chosen;
}

std::vector<Points::Chosen> Points::in_experiment(analysis::Experiment const& experiment,
                                                  std::uint64_t point) const {
    auto const& factors = study_.factors;
    std::vector<double> unit(factors.size());
    experiment.point(point, unit);
    std::vector<Chosen> chosen(factors.size());
    for (std::size_t f = 0; f < factors.size(); ++f) {
        auto const levels = factors[f].levels.size();
        if (levels == 0) {
            chosen[f] = {fmt::format("{}", factors[f].spread.quantile(unit[f]))};
        } else {
            auto const level = std::min(
                levels - 1, static_cast<std::size_t>(unit[f] * static_cast<double>(levels)));
            chosen[f] = {factors[f].levels[level].label, level};
        }
    }
    return chosen;
}

std::vector<Points::Chosen> Points::chosen(std::uint64_t cell) const {
    HOLDFAST_EXPECT(cell < cells_);
    auto const& sampling = study_.sampling;
    auto const* listed = std::get_if<Listed>(&sampling);
    auto const* experiment = std::get_if<analysis::Experiment>(&sampling);
    auto chosen = listed != nullptr       ? in_list(*listed, cell)
                  : experiment != nullptr ? in_experiment(*experiment, cell)
                                          : in_grid(cell);
    auto const& factors = study_.factors;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        for (auto const& condition : factors[f].when) {
            auto const& other = chosen[condition.factor];
            auto const& levels = condition.levels;
            bool const holds = other.counts &&
                               std::find(levels.begin(), levels.end(), other.level) != levels.end();
            chosen[f].counts = chosen[f].counts && holds;
        }
    }
    return chosen;
}

std::vector<std::string> Points::values(std::uint64_t point) const {
    std::vector<std::string> values;
    for (auto& one : chosen(cell_of(point))) {
        values.push_back(one.counts ? std::move(one.text) : std::string());
    }
    return values;
}

std::vector<double> Points::numbers(std::uint64_t cell) const {
    std::vector<double> numbers;
    auto const all = chosen(cell);
    for (std::size_t f = 0; f < all.size(); ++f) {
        auto const& factor = study_.factors[f];
        auto const index = static_cast<double>(all[f].level);
        bool const empty = all[f].text.empty();
        numbers.push_back(empty              ? std::numeric_limits<double>::quiet_NaN()
                          : factor.numeric() ? *core::number_in(all[f].text)
                                             : index);
    }
    return numbers;
}

std::vector<sim::Override> Points::overrides(std::uint64_t point) const {
    auto overrides = study_.fixed;
    auto const* listed = std::get_if<Listed>(&study_.sampling);
    auto const all = chosen(cell_of(point));
    for (std::size_t f = 0; f < all.size(); ++f) {
        auto const& factor = study_.factors[f];
        if (!all[f].counts) {
            continue;
        }
        if (!factor.levels.empty()) {
            auto const& level = factor.levels[all[f].level].overrides;
            overrides.insert(overrides.end(), level.begin(), level.end());
            continue;
        }
        for (auto const& path : factor.paths) {
            auto const place =
                listed == nullptr ? path.place : core::Place{listed->file, listed->lines[point], 1};
            overrides.push_back({path.path, all[f].text, place});
        }
    }
    return overrides;
}

} // namespace study
