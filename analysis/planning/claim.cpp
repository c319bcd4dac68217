#include "analysis/planning/claim.hpp"

#include "analysis/estimate.hpp"
#include "analysis/planning/bisection.hpp"
#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

using core::portable::normal_cdf;
using core::portable::normal_quantile;

double critical(PlannedTest const& test) {
    auto const* const superiority = std::get_if<Superiority>(&test.claim);
    bool const halved = superiority != nullptr && superiority->sides == Sides::two;
    return -normal_quantile(halved ? test.alpha / 2 : test.alpha);
}

/// How far inside the claim an effect lies; of Equivalence the nearer margin's distance.
double distance(Claim const& claim, double effect) {
    if (auto const* const margin = std::get_if<NonInferiority>(&claim)) {
        return margin->margin < 0 ? effect - margin->margin : margin->margin - effect;
    }
    if (auto const* const margins = std::get_if<Equivalence>(&claim)) {
        return std::min(margins->high - effect, effect - margins->low);
    }
    return std::abs(effect);
}

double equivalence_power(Equivalence const& margins, double z, double effect, double error) {
    return std::max(0.0, normal_cdf((margins.high - effect) / error - z) -
                             normal_cdf(z - (effect - margins.low) / error));
}

void check(PlannedTest const& test) {
    HOLDFAST_EXPECT(test.alpha > 0 && test.alpha < 1);
    [[maybe_unused]] auto const* const margin = std::get_if<NonInferiority>(&test.claim);
    HOLDFAST_EXPECT(margin == nullptr || margin->margin != 0);
    [[maybe_unused]] auto const* const margins = std::get_if<Equivalence>(&test.claim);
    HOLDFAST_EXPECT(margins == nullptr || (margins->low < 0 && margins->high > 0));
}

double equivalence_effect(PlannedTest const& test, double high, double error, double power) {
    auto const excess = [&](double effect) { return power_of(test, effect, error) - power; };
    auto const& margins = std::get<Equivalence>(test.claim);
    double const middle = (margins.low + margins.high) / 2;
    return excess(middle) < 0 ? undefined : crossing(excess, middle, high);
}

} // namespace

double power_of(PlannedTest const& test, double effect, double standard_error) {
    check(test);
    HOLDFAST_EXPECT(!(standard_error <= 0));
    if (std::isnan(effect) || std::isnan(standard_error)) {
        return undefined;
    }
    double const z = critical(test);
    if (auto const* const margins = std::get_if<Equivalence>(&test.claim)) {
        return equivalence_power(*margins, z, effect, standard_error);
    }
    return normal_cdf(distance(test.claim, effect) / standard_error - z);
}

double error_for_power(PlannedTest const& test, double effect, double power) {
    check(test);
    HOLDFAST_EXPECT(power > 0 && power < 1);
    double const inside = distance(test.claim, effect);
    if (!(inside > 0)) {
        return undefined;
    }
    // Exact for one margin; for two an upper bound, as the other takes from the power too.
    double const z = critical(test);
    double const error = inside / (z + normal_quantile(power));
    if (!std::holds_alternative<Equivalence>(test.claim)) {
        return z + normal_quantile(power) > 0 ? error : undefined;
    }
    auto const excess = [&](double se) { return power_of(test, effect, se) - power; };
    double const most = inside / std::max(1e-3, z + normal_quantile(power / 2));
    return crossing(excess, inside * 1e-3, std::max(most, 2 * inside));
}

double effect_for_power(PlannedTest const& test, double standard_error, double power) {
    check(test);
    HOLDFAST_EXPECT(standard_error > 0 && power > 0 && power < 1);
    if (auto const* const margins = std::get_if<Equivalence>(&test.claim)) {
        return equivalence_effect(test, margins->high, standard_error, power);
    }
    double const needed = (critical(test) + normal_quantile(power)) * standard_error;
    if (auto const* const margin = std::get_if<NonInferiority>(&test.claim)) {
        return margin->margin < 0 ? margin->margin + needed : margin->margin - needed;
    }
    return needed;
}

GroupSizes group_sizes(double people, Allocation const& allocation) {
    HOLDFAST_EXPECT(std::isfinite(people) && people >= 0);
    // 100.00000000000001 people are 100.
    auto const up = [](double n) { return static_cast<std::size_t>(std::ceil(n * (1 - 1e-12))); };
    return {up(people * allocation.variant_share()), up(people * (1 - allocation.variant_share()))};
}

} // namespace analysis
