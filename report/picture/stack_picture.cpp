#include "report/picture/stack_picture.hpp"

#include "core/contract.hpp"
#include "report/picture/stack_layout.hpp"

#include <algorithm>
#include <cmath>

namespace report::picture {

std::vector<double> stack_tops(StackGroup const& group, std::size_t at) {
    std::vector<double> tops;
    double sum = 0.0;
    for (auto const& layer : group.shares) {
        sum += layer[at];
        tops.push_back(std::min(sum, 1.0));
    }
    HOLDFAST_EXPECT(!(sum > 1.0 + 1e-6));
    tops.push_back(1.0);
    if (std::isnan(sum)) {
        std::fill(tops.begin(), tops.end(), not_given);
    }
    return tops;
}

std::vector<Curve> curves_of(StackGroup const& group) {
    std::vector<Curve> curves(group.shares.size() + 1);
    for (auto& curve : curves) {
        curve.until = group.until;
        bool const starts = group.time.empty() || group.time.front() > 0.0;
        if (starts) {
            curve.time.push_back(0.0);
            curve.value.push_back(&curve == &curves.back() ? 1.0 : 0.0);
        }
        curve.time.insert(curve.time.end(), group.time.begin(), group.time.end());
    }
    for (std::size_t t = 0; t < group.time.size(); ++t) {
        auto const tops = stack_tops(group, t);
        for (std::size_t layer = 0; layer < curves.size(); ++layer) {
            curves[layer].value.push_back(tops[layer]);
        }
    }
    for (auto& curve : curves) {
        curve.low.assign(curve.value.size(), 0.0);
        curve.high = curve.value;
    }
    return curves;
}

double horizon_of(StackPicture const& picture) {
    if (!std::isnan(picture.horizon)) {
        return picture.horizon;
    }
    std::vector<Curve> ends;
    for (auto const& group : picture.groups) {
        ends.push_back({.time = group.time, .until = group.until});
    }
    return last_time(ends);
}

std::vector<double> shares_at_end(std::vector<Curve> const& tops, double horizon) {
    std::vector<double> shares;
    double below = 0.0;
    for (auto const& curve : tops) {
        double const top = end_of(curve, {horizon, not_given}).value;
        shares.push_back(top - below);
        below = top;
    }
    return shares;
}

} // namespace report::picture
