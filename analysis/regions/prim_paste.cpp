#include "analysis/regions/prim_paste.hpp"

#include "analysis/regions/sorted_rows.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace analysis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Points that only one bound keeps out of the box.
struct Outside {
    std::vector<std::uint32_t> below; ///< of at_least
    std::vector<std::uint32_t> above; ///< of the other end
};

/// Shape (factors), each ascending in distance from the box.
std::vector<Outside> outside(UsablePoints const& points, PrimBounds const& bounds) {
    std::vector<Outside> found(bounds.size());
    for (std::uint32_t row = 0; row < points.size(); ++row) {
        auto const breaks = [&](FactorRange const& range) {
            return !range.holds(points.value(row, range.factor));
        };
        auto const first = std::find_if(bounds.begin(), bounds.end(), breaks);
        if (first == bounds.end() || std::any_of(first + 1, bounds.end(), breaks)) {
            continue;
        }
        bool const is_below = points.value(row, first->factor) < first->at_least;
        auto& side = found[first->factor];
        (is_below ? side.below : side.above).push_back(row);
    }
    for (std::size_t factor = 0; factor < found.size(); ++factor) {
        auto const value = [&](std::uint32_t row) { return points.value(row, factor); };
        std::sort(found[factor].below.begin(), found[factor].below.end(),
                  [&](auto a, auto b) { return value(a) > value(b); });
        std::sort(found[factor].above.begin(), found[factor].above.end(),
                  [&](auto a, auto b) { return value(a) < value(b); });
    }
    return found;
}

struct Pasting {
    FactorRange wider;
    PrimCount count; ///< of the box after it
};

/// Whether a is to be taken rather than b.
bool better(PrimCount const& a, PrimCount const& b) {
    // a.yes / a.points > b.yes / b.points, in whole numbers.
    std::size_t const left = a.yes * b.points;
    std::size_t const right = b.yes * a.points;
    return left > right || (left == right && a.points > b.points);
}

class Paster {
public:
    Paster(UsablePoints const& points, CountedBox box, double alpha)
        : points_(points), box_(std::move(box)), alpha_(alpha) {}

    CountedBox run() {
        while (auto const pasting = best_pasting()) {
            box_.bounds[pasting->wider.factor] = pasting->wider;
            box_.count = pasting->count;
        }
        drop_idle_bounds();
        return std::move(box_);
    }

private:
    [[nodiscard]] std::optional<Pasting> best_pasting() const {
        auto const around = outside(points_, box_.bounds);
        Pasting best{.wider = {}, .count = box_.count};
        for (std::size_t factor = 0; factor < around.size(); ++factor) {
            for (auto const* side : {&around[factor].below, &around[factor].above}) {
                if (side->empty()) {
                    continue;
                }
                auto const pasting = pasting_of(factor, *side);
                // Better than the box as it is: not less dense, and larger.
                if (better(pasting.count, best.count)) {
                    best = pasting;
                }
            }
        }
        return best.count.points > box_.count.points ? std::optional(best) : std::nullopt;
    }

    [[nodiscard]] Pasting pasting_of(std::size_t factor,
                                     std::vector<std::uint32_t> const& rows) const {
        auto const wanted = std::max<std::size_t>(
            1, static_cast<std::size_t>(alpha_ * static_cast<double>(box_.count.points)));
        Pasting pasting{.wider = box_.bounds[factor], .count = box_.count};
        double edge = points_.value(rows.front(), factor);
        bool const is_below = edge < pasting.wider.at_least;
        std::size_t taken = 0;
        for (; taken < rows.size(); ++taken) {
            double const value = points_.value(rows[taken], factor);
            if (taken >= wanted && value != edge) {
                break;
            }
            edge = value;
            ++pasting.count.points;
            pasting.count.yes += points_.outcome[rows[taken]] == 1.0 ? 1U : 0U;
        }
        bool const all = taken == rows.size();
        double const next = all ? edge : points_.value(rows[taken], factor);
        if (is_below) {
            pasting.wider.at_least = all ? -infinite : boundary(next, edge);
        } else {
            pasting.wider.below = all ? infinite : boundary(edge, next);
        }
        return pasting;
    }

    /// One after the other: dropping one can bring points behind another.
    void drop_idle_bounds() {
        for (std::size_t factor = 0; factor < box_.bounds.size(); ++factor) {
            auto const around = outside(points_, box_.bounds);
            if (around[factor].below.empty()) {
                box_.bounds[factor].at_least = -infinite;
            }
            if (around[factor].above.empty()) {
                box_.bounds[factor].below = infinite;
            }
        }
    }

    UsablePoints const& points_;
    CountedBox box_;
    double alpha_;
};

} // namespace

CountedBox paste(UsablePoints const& points, CountedBox box, double alpha) {
    return Paster(points, std::move(box), alpha).run();
}

} // namespace analysis
