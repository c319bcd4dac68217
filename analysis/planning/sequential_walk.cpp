#include "analysis/planning/sequential_walk.hpp"

#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace analysis {

namespace {

using core::portable::normal_cdf;
using Rule = boost::math::quadrature::gauss<double, 20>;

/// Beyond so many standard deviations there is less than 1e-20.
constexpr double nothing_beyond = 9.5;
/// Width of a panel of 20 nodes, in standard deviations of the narrower step beside it.
constexpr double panel_width = 2;

struct Nodes {
    std::vector<double> place; ///< ascending
    std::vector<double> weight;
};

void add_panel(Nodes& nodes, double from, double to) {
    double const middle = (from + to) / 2;
    double const half = (to - from) / 2;
    auto const add = [&](std::size_t k, double sign) {
        nodes.place.push_back(middle + sign * half * Rule::abscissa()[k]);
        nodes.weight.push_back(half * Rule::weights()[k]);
    };
    for (std::size_t k = Rule::abscissa().size(); k-- > 0;) {
        add(k, -1);
    }
    for (std::size_t k = 0; k < Rule::abscissa().size(); ++k) {
        add(k, 1);
    }
}

Nodes nodes_between(double low, double high, double width) {
    Nodes nodes;
    auto const panels = static_cast<int>(std::ceil((high - low) / width));
    for (int panel = 0; panel < panels; ++panel) {
        add_panel(nodes, low + (high - low) * panel / panels,
                  low + (high - low) * (panel + 1) / panels);
    }
    return nodes;
}

} // namespace

double SequentialWalk::above(double t, double b) const {
    double const step = t - time_;
    double sum = 0;
    for (std::size_t i = 0; i < place_.size(); ++i) {
        sum += mass_[i] * normal_cdf((place_[i] + drift_ * step - b) / std::sqrt(step));
    }
    return sum;
}

double SequentialWalk::below(double t, double b) const {
    double const step = t - time_;
    double sum = 0;
    for (std::size_t i = 0; i < place_.size(); ++i) {
        sum += mass_[i] * normal_cdf((b - place_[i] - drift_ * step) / std::sqrt(step));
    }
    return sum;
}

double SequentialWalk::density_at(double b, double sd) const {
    // Looks that come soon after one another ask for many nodes, of which few are in reach.
    auto const first =
        std::lower_bound(place_.begin(), place_.end(), b - nothing_beyond * sd) - place_.begin();
    double sum = 0;
    for (auto i = static_cast<std::size_t>(first);
         i < place_.size() && place_[i] <= b + nothing_beyond * sd; ++i) {
        double const z = (b - place_[i]) / sd;
        sum += mass_[i] * std::exp(-z * z / 2);
    }
    return sum;
}

void SequentialWalk::look(double t, double low, double high, double next) {
    HOLDFAST_EXPECT(t > time_ && next >= t);
    double const step = t - time_;
    double const sd = std::sqrt(step);
    double const spread = nothing_beyond * std::sqrt(t);
    low = std::max(low, drift_ * t - spread);
    high = std::min(high, drift_ * t + spread);
    double const narrower = next > t ? std::min(step, next - t) : step;
    auto nodes = low < high ? nodes_between(low, high, panel_width * std::sqrt(narrower)) : Nodes{};
    double const scale = std::numbers::inv_sqrtpi / std::numbers::sqrt2 / sd;
    for (std::size_t j = 0; j < nodes.place.size(); ++j) {
        nodes.weight[j] *= scale * density_at(nodes.place[j] - drift_ * step, sd);
    }
    place_ = std::move(nodes.place);
    mass_ = std::move(nodes.weight);
    time_ = t;
}

} // namespace analysis
