#include "analysis/regions/prim_peel.hpp"

#include "analysis/regions/sorted_rows.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace analysis {

namespace {

struct Peeling {
    FactorRange kept;
    PrimCount lost;
    double worth = 0.0;
};

/// What raises the density counts for each point lost, so that a factor of few levels, of which
/// much goes at once, has no lead; what does not raise it counts as it is, and for less.
double worth_of(PrimCount const& box, PrimCount const& lost) {
    PrimCount const left{.points = box.points - lost.points, .yes = box.yes - lost.yes};
    double const gain = left.density() - box.density();
    return gain > 0.0 ? gain / static_cast<double>(lost.points) : gain;
}

class Peeler {
public:
    Peeler(UsablePoints const& points, double alpha, std::size_t fewest)
        : points_(points), alpha_(alpha), fewest_(fewest), rows_(sorted_rows(points)) {
        for (std::size_t factor = 0; factor < rows_.size(); ++factor) {
            box_.bounds.push_back({.factor = factor});
        }
        box_.count.points = points.size();
        box_.count.yes =
            static_cast<std::size_t>(std::count(points.outcome.begin(), points.outcome.end(), 1.0));
    }

    std::vector<CountedBox> run() {
        std::vector<CountedBox> trajectory{box_};
        while (box_.count.yes > 0 && box_.count.yes < box_.count.points) {
            auto const best = best_peeling();
            if (!best) {
                break;
            }
            apply(*best);
            trajectory.push_back(box_);
        }
        return trajectory;
    }

private:
    [[nodiscard]] std::optional<Peeling> best_peeling() const {
        std::optional<Peeling> best;
        auto const consider = [&best](std::optional<Peeling> const& peeling) {
            if (peeling && (!best || peeling->worth > best->worth)) {
                best = peeling;
            }
        };
        for (std::size_t factor = 0; factor < rows_.size(); ++factor) {
            auto const& rows = rows_[factor];
            consider(peeling_of(factor, rows.begin(), rows.end()));
            consider(peeling_of(factor, rows.rbegin(), rows.rend()));
        }
        return best;
    }

    /// From one end of a factor's rows inwards; none when too few would be left.
    template <typename Iterator>
    [[nodiscard]] std::optional<Peeling> peeling_of(std::size_t factor, Iterator first,
                                                    Iterator last) const {
        auto const wanted = std::max<std::size_t>(
            1, static_cast<std::size_t>(alpha_ * static_cast<double>(box_.count.points)));
        Peeling peeling{.kept = box_.bounds[factor], .lost = {}};
        double edge = points_.value(*first, factor);
        for (; first != last; ++first) {
            double const value = points_.value(*first, factor);
            if (peeling.lost.points >= wanted && value != edge) {
                break;
            }
            edge = value;
            ++peeling.lost.points;
            peeling.lost.yes += points_.outcome[*first] == 1.0 ? 1U : 0U;
        }
        if (first == last || box_.count.points - peeling.lost.points < fewest_) {
            return std::nullopt;
        }
        double const next = points_.value(*first, factor);
        if (edge < next) {
            peeling.kept.at_least = boundary(edge, next);
        } else {
            peeling.kept.below = boundary(next, edge);
        }
        peeling.worth = worth_of(box_.count, peeling.lost);
        return peeling;
    }

    void apply(Peeling const& peeling) {
        box_.bounds[peeling.kept.factor] = peeling.kept;
        box_.count.points -= peeling.lost.points;
        box_.count.yes -= peeling.lost.yes;
        rows_ = kept_rows(rows_, [&](std::uint32_t row) {
            return peeling.kept.holds(points_.value(row, peeling.kept.factor));
        });
    }

    UsablePoints const& points_;
    double alpha_;
    std::size_t fewest_;
    SortedRows rows_; ///< in the box
    CountedBox box_;
};

} // namespace

std::vector<CountedBox> peel(UsablePoints const& points, double alpha, std::size_t fewest) {
    return Peeler(points, alpha, fewest).run();
}

} // namespace analysis
