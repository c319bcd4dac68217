#include "analysis/planning/group_sequential.hpp"

#include "analysis/planning/bisection.hpp"
#include "analysis/planning/sequential_walk.hpp"
#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace analysis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Z is never larger, whatever a double holds of its tail.
constexpr double largest_z = 37;
constexpr double largest_drift = 40;

bool sound(std::vector<double> const& information) {
    return !information.empty() && information.front() > 0 && information.back() <= 1 &&
           std::is_sorted(information.begin(), information.end(), std::less_equal<>());
}

double next_look(std::vector<double> const& information, std::size_t k) {
    return information[std::min(k + 1, information.size() - 1)];
}

/// The look at which a bound stops a walk.
struct Look {
    SequentialWalk& walk;
    double information;
    Sides sides;

    [[nodiscard]] double upper(double z) const {
        return walk.above(information, z * std::sqrt(information));
    }
    [[nodiscard]] double lower(double z) const {
        return sides == Sides::one ? 0 : walk.below(information, -z * std::sqrt(information));
    }
    void pass(double z, double next) const {
        double const b = z * std::sqrt(information);
        walk.look(information, sides == Sides::one ? -infinite : -b, b, next);
    }
};

double bound_that_spends(Look const& look, double alpha) {
    if (!(alpha > 0)) {
        return infinite;
    }
    double const lowest = look.sides == Sides::one ? -largest_z : 0;
    return crossing([&](double z) { return look.upper(z) + look.lower(z) - alpha; }, lowest,
                    largest_z);
}

template <typename BoundAt>
SequentialBoundary boundary_with_constant(std::vector<double> information, double alpha,
                                          Sides sides, BoundAt&& bound_at) {
    HOLDFAST_EXPECT(sound(information) && alpha > 0 && alpha < 1);
    SequentialBoundary boundary{.information = std::move(information), .z = {}, .sides = sides};
    auto const set = [&](double constant) {
        boundary.z.clear();
        for (double const t : boundary.information) {
            boundary.z.push_back(bound_at(constant, t));
        }
    };
    double const constant = crossing(
        [&](double c) {
            set(c);
            auto const stopped = stopping_probabilities(boundary, 0);
            return stopped.total_upper + stopped.total_lower - alpha;
        },
        sides == Sides::one ? -10.0 : 0.0, 12);
    set(constant);
    return boundary;
}

} // namespace

std::vector<double> SequentialBoundary::nominal_p() const {
    std::vector<double> p;
    for (double const bound : z) {
        p.push_back((sides == Sides::two ? 2 : 1) * core::portable::normal_cdf(-bound));
    }
    return p;
}

std::vector<double> equal_looks(int looks) {
    HOLDFAST_EXPECT(looks >= 1);
    std::vector<double> information;
    for (int k = 1; k <= looks; ++k) {
        information.push_back(static_cast<double>(k) / looks);
    }
    return information;
}

SequentialBoundary spending_boundary(std::vector<double> information, double alpha, Sides sides,
                                     Spending const& spending) {
    HOLDFAST_EXPECT(sound(information) && alpha > 0 && alpha < 1);
    double const count = sides == Sides::two ? 2 : 1;
    SequentialBoundary boundary{.information = std::move(information), .z = {}, .sides = sides};
    SequentialWalk walk(0);
    double before = 0;
    for (std::size_t k = 0; k < boundary.information.size(); ++k) {
        Look const look{walk, boundary.information[k], sides};
        double const spent = count * alpha_spent(spending, alpha / count, boundary.information[k]);
        boundary.z.push_back(bound_that_spends(look, spent - before));
        look.pass(boundary.z.back(), next_look(boundary.information, k));
        before = spent;
    }
    return boundary;
}

SequentialBoundary obrien_fleming_boundary(std::vector<double> information, double alpha,
                                           Sides sides) {
    return boundary_with_constant(std::move(information), alpha, sides,
                                  [](double c, double t) { return c / std::sqrt(t); });
}

SequentialBoundary pocock_boundary(std::vector<double> information, double alpha, Sides sides) {
    return boundary_with_constant(std::move(information), alpha, sides,
                                  [](double c, double) { return c; });
}

StoppingProbabilities stopping_probabilities(SequentialBoundary const& boundary, double drift) {
    HOLDFAST_EXPECT(sound(boundary.information) &&
                    boundary.z.size() == boundary.information.size());
    StoppingProbabilities stopping;
    SequentialWalk walk(drift);
    double going_on = 1;
    for (std::size_t k = 0; k < boundary.z.size(); ++k) {
        Look const look{walk, boundary.information[k], boundary.sides};
        stopping.upper.push_back(look.upper(boundary.z[k]));
        stopping.lower.push_back(look.lower(boundary.z[k]));
        double const stopped = stopping.upper.back() + stopping.lower.back();
        stopping.expected_information += boundary.information[k] * stopped;
        going_on -= stopped;
        look.pass(boundary.z[k], next_look(boundary.information, k));
    }
    stopping.expected_information += boundary.information.back() * going_on;
    stopping.total_upper = std::accumulate(stopping.upper.begin(), stopping.upper.end(), 0.0);
    stopping.total_lower = std::accumulate(stopping.lower.begin(), stopping.lower.end(), 0.0);
    return stopping;
}

double drift_for_power(SequentialBoundary const& boundary, double power) {
    HOLDFAST_EXPECT(power > 0 && power < 1);
    return crossing(
        [&](double drift) { return stopping_probabilities(boundary, drift).total_upper - power; },
        0, largest_drift);
}

double inflation_factor(SequentialBoundary const& boundary, double alpha, double power) {
    double const tail = boundary.sides == Sides::two ? alpha / 2 : alpha;
    double const one_look =
        core::portable::normal_quantile(power) - core::portable::normal_quantile(tail);
    double const drift = drift_for_power(boundary, power);
    return drift * drift / (one_look * one_look);
}

} // namespace analysis
