#include "sim/study/points.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sim {
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

Points::Points(Study const& study) : study_(study) {
    auto const* listed = std::get_if<Listed>(&study.sampling);
    size_ = listed != nullptr ? listed->rows.size() : size_of_grid(study.factors);
}

Points::Chosen Points::in_grid(Factor const& factor, std::uint64_t& rest) const {
    std::uint64_t const levels = levels_in_grid(factor);
    auto const level = static_cast<std::size_t>(rest % levels);
    rest /= levels;
    if (!factor.levels.empty()) {
        return {factor.levels[level].label, level};
    }
    double const p = static_cast<double>(level) / static_cast<double>(levels - 1);
    return {fmt::format("{}", factor.spread.quantile(p))};
}

std::vector<Points::Chosen> Points::chosen(std::uint64_t point) const {
    HOLDFAST_EXPECT(point < size_);
    auto const& factors = study_.factors;
    std::vector<Chosen> chosen(factors.size());
    if (auto const* listed = std::get_if<Listed>(&study_.sampling)) {
        for (std::size_t f = 0; f < factors.size(); ++f) {
            auto const& levels = factors[f].levels;
            auto const& text = listed->rows[point][f];
            auto const level = std::find_if(levels.begin(), levels.end(),
                                            [&text](Level const& l) { return l.label == text; });
            chosen[f] = {text, static_cast<std::size_t>(level - levels.begin()), !text.empty()};
        }
    } else {
        // The last factor varies fastest.
        for (std::size_t f = factors.size(); f-- > 0;) {
            chosen[f] = in_grid(factors[f], point);
        }
    }
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
    for (auto& one : chosen(point)) {
        values.push_back(one.counts ? std::move(one.text) : std::string());
    }
    return values;
}

std::vector<Override> Points::overrides(std::uint64_t point) const {
    auto overrides = study_.fixed;
    auto const all = chosen(point);
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
            overrides.push_back({path.path, all[f].text, path.place});
        }
    }
    return overrides;
}

} // namespace sim
