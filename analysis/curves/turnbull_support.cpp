#include "analysis/curves/turnbull_support.hpp"

#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

namespace analysis {

namespace {

/// A place among the ends of intervals. After each time t comes t itself as a point, then all that
/// is later: (l, r] begins behind l and ends at r, an exact time r begins just before r.
using Place = std::size_t;

class Ends {
public:
    explicit Ends(IntervalTable const& table) {
        times_ = table.left;
        times_.insert(times_.end(), table.right.begin(), table.right.end());
        std::sort(times_.begin(), times_.end());
        auto const same = [](double first, double next) {
            return next == first || (std::isfinite(next) && next - first <= same_time * next);
        };
        times_.erase(std::unique(times_.begin(), times_.end(), same), times_.end());
    }

    [[nodiscard]] std::size_t of(double time) const {
        auto const after = std::upper_bound(times_.begin(), times_.end(), time);
        return static_cast<std::size_t>(after - times_.begin()) - 1;
    }
    [[nodiscard]] double time(std::size_t end) const { return times_[end]; }
    [[nodiscard]] std::size_t size() const { return times_.size(); }

private:
    std::vector<double> times_;
};

/// Of each row the places where it begins and ends: 2 k is just before time k, 2 k + 1 just behind;
/// it ends at 2 k + 1 of its right time.
struct Span {
    Place begin;
    Place end;
};

std::vector<Span> spans_of(IntervalTable const& table, Ends const& ends) {
    std::vector<Span> spans;
    for (std::size_t i = 0; i < table.size(); ++i) {
        HOLDFAST_EXPECT(table.left[i] >= 0 && table.right[i] >= table.left[i]);
        auto const left = ends.of(table.left[i]);
        auto const right = ends.of(table.right[i]);
        // An interval from 0 holds 0 itself: whatever came by `right`.
        bool const point = left == right || table.left[i] == 0;
        spans.push_back({2 * left + (point ? 0 : 1), 2 * right + 1});
    }
    return spans;
}

/// The spans from a beginning to the next stop with no other beginning between.
std::vector<Span> innermost_of(std::vector<std::uint8_t> const& begins,
                               std::vector<std::uint8_t> const& stops) {
    auto const none = begins.size();
    std::vector<Span> innermost;
    Place open = none;
    for (Place place = 0; place < begins.size(); ++place) {
        // What stops at time k does so before that which begins behind it.
        if (stops[place] != 0 && open != none) {
            innermost.push_back({open, place});
            open = none;
        }
        if (begins[place] != 0) {
            open = place;
        }
    }
    return innermost;
}

} // namespace

Support support_of(IntervalTable const& table) {
    HOLDFAST_EXPECT(table.left.size() == table.right.size());
    Ends const ends(table);
    auto const spans = spans_of(table, ends);
    std::vector<std::uint8_t> begins(2 * ends.size() + 2);
    std::vector<std::uint8_t> stops(2 * ends.size() + 2);
    for (auto const& span : spans) {
        begins[span.begin] = 1;
        stops[span.end] = 1;
    }
    Support support;
    auto const innermost = innermost_of(begins, stops);
    for (auto const& inner : innermost) {
        support.left.push_back(ends.time(inner.begin / 2));
        support.right.push_back(ends.time(inner.end / 2));
    }
    std::map<std::pair<std::size_t, std::size_t>, double> rows;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        auto const first =
            std::partition_point(innermost.begin(), innermost.end(),
                                 [&](Span const& inner) { return inner.begin < spans[i].begin; });
        auto const behind = std::partition_point(
            first, innermost.end(), [&](Span const& inner) { return inner.end <= spans[i].end; });
        auto const begin = static_cast<std::size_t>(first - innermost.begin());
        auto const end = static_cast<std::size_t>(behind - innermost.begin());
        rows[{begin, end - 1}] += table.weight_of(i);
    }
    for (auto const& [held, weight] : rows) {
        support.first.push_back(held.first);
        support.last.push_back(held.second);
        support.weight.push_back(weight);
    }
    return support;
}

} // namespace analysis
