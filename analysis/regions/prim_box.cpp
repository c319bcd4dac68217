#include "analysis/regions/prim_box.hpp"

#include "analysis/proportion.hpp"
#include "analysis/regions/prim_paste.hpp"
#include "analysis/regions/prim_peel.hpp"
#include "core/contract.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

PrimBox described(CountedBox const& box, PrimCount const& all, Level level) {
    PrimBox found;
    FactorRange const everything;
    for (auto const& range : box.bounds) {
        if (range.at_least != everything.at_least || range.below != everything.below) {
            found.ranges.push_back(range);
        }
    }
    found.points = box.count.points;
    found.density = wilson(box.count.yes, box.count.points, level);
    if (all.yes > 0) {
        found.coverage = static_cast<double>(box.count.yes) / static_cast<double>(all.yes);
    }
    found.mass = static_cast<double>(box.count.points) / static_cast<double>(all.points);
    return found;
}

PrimCount counted(UsablePoints const& points, PrimBounds const& bounds) {
    PrimCount count;
    for (std::size_t row = 0; row < points.size(); ++row) {
        bool const inside =
            std::all_of(bounds.begin(), bounds.end(), [&](FactorRange const& range) {
                return range.holds(points.value(row, range.factor));
            });
        count.points += inside ? 1U : 0U;
        count.yes += inside && points.outcome[row] == 1.0 ? 1U : 0U;
    }
    return count;
}

PrimRestriction restriction(UsablePoints const& points, CountedBox const& box, std::size_t factor) {
    auto wider = box.bounds;
    wider[factor] = {.factor = factor};
    double const without = counted(points, wider).density();
    PrimRestriction found{.factor = factor, .density_without = without, .p = 1.0};
    if (box.count.yes > 0) {
        boost::math::binomial const yes(static_cast<double>(box.count.points), without);
        found.p = boost::math::cdf(complement(yes, static_cast<double>(box.count.yes) - 1.0));
    }
    return found;
}

/// The whole space, which covers all, is always among those to choose from.
std::size_t densest(std::vector<PrimBox> const& trajectory, double least_coverage) {
    std::size_t chosen = 0;
    for (std::size_t i = 1; i < trajectory.size(); ++i) {
        auto const& box = trajectory[i];
        if (box.coverage >= least_coverage &&
            box.density.value > trajectory[chosen].density.value) {
            chosen = i;
        }
    }
    return chosen;
}

std::size_t fewest_points(std::size_t points, double smallest_mass) {
    double const share = std::ceil(smallest_mass * static_cast<double>(points));
    return std::max<std::size_t>(1, static_cast<std::size_t>(share));
}

} // namespace

Prim prim_box(Eigen::Ref<Eigen::MatrixXd const> const& factors, std::span<double const> outcome,
              PrimOptions const& options) {
    HOLDFAST_EXPECT(factors.cols() >= 1);
    HOLDFAST_EXPECT(options.alpha > 0 && options.alpha < 1);
    HOLDFAST_EXPECT(options.smallest_mass > 0 && options.smallest_mass <= 1);
    HOLDFAST_EXPECT(options.least_coverage >= 0 && options.least_coverage <= 1);
    auto const points = usable_points(factors, outcome);
    HOLDFAST_EXPECT(all_yes_or_no(points));
    Prim found;
    found.points = points.size();
    found.missing = points.missing;
    if (points.size() == 0) {
        return found;
    }
    auto const boxes =
        peel(points, options.alpha, fewest_points(points.size(), options.smallest_mass));
    auto const& all = boxes.front().count;
    for (auto const& box : boxes) {
        found.trajectory.push_back(described(box, all, options.level));
    }
    found.chosen = densest(found.trajectory, options.least_coverage);
    auto const pasted = paste(points, boxes[found.chosen], options.alpha);
    found.box = described(pasted, all, options.level);
    for (auto const& range : found.box.ranges) {
        found.restrictions.push_back(restriction(points, pasted, range.factor));
    }
    return found;
}

} // namespace analysis
