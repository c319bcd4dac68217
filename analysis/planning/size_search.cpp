#include "analysis/planning/size_search.hpp"

#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

using core::portable::normal_quantile;

double total(GroupSizes const& people) {
    return static_cast<double>(people.variant + people.baseline);
}

/// Tries numbers of people, and keeps what came out in order.
class Trials {
public:
    Trials(EventTable const& variant, EventTable const& baseline, SimulatedTrial trial,
           PowerSimulation const& simulation, SizeSearch const& search)
        : variant_(variant),
          baseline_(baseline),
          trial_(trial),
          simulation_(simulation),
          search_(search) {}

    /// @return whether the power was reached
    bool reaches(double people) {
        trial_.people = group_sizes(people, search_.allocation);
        auto const power = simulated_power(variant_, baseline_, trial_, simulation_);
        auto const after = std::upper_bound(
            tried.begin(), tried.end(), total(power.people),
            [](double n, SimulatedPower const& one) { return n < total(one.people); });
        tried.insert(after, power);
        if (search_.tell) {
            search_.tell(power);
        }
        return power.power.value >= search_.power;
    }

    std::vector<SimulatedPower> tried;

private:
    EventTable const& variant_;
    EventTable const& baseline_;
    SimulatedTrial trial_;
    PowerSimulation const& simulation_;
    SizeSearch const& search_;
};

/// Half a trial from 0 and 1, where a probit would be infinite.
double probit(double power, std::size_t trials) {
    double const least = 0.5 / static_cast<double>(trials);
    return normal_quantile(std::clamp(power, least, 1 - least));
}

/// Where the smoothed power crosses the wanted one; NaN when it does not.
double interpolated(std::vector<SimulatedPower> const& tried, double wanted) {
    std::vector<double> power;
    for (auto const& one : tried) {
        power.push_back(one.power.value);
    }
    auto const smooth = ascending_fit(power);
    auto const after =
        std::find_if(smooth.begin(), smooth.end(), [&](double p) { return p >= wanted; });
    if (after == smooth.end()) {
        return undefined;
    }
    auto const k = static_cast<std::size_t>(after - smooth.begin());
    if (k == 0) {
        return total(tried[0].people);
    }
    double const low = probit(smooth[k - 1], tried[k - 1].trials);
    double const high = probit(smooth[k], tried[k].trials);
    double const share =
        high > low ? std::min(1.0, (normal_quantile(wanted) - low) / (high - low)) : 1;
    double const root = std::sqrt(total(tried[k - 1].people)) * (1 - share) +
                        std::sqrt(total(tried[k].people)) * share;
    return root * root;
}

/// Limits as if probit(power) = delta sqrt(n) - z.
void set_limits(SimulatedSize& size, PowerSimulation const& simulation, double wanted) {
    auto const* const superiority = std::get_if<Superiority>(&simulation.test.claim);
    bool const halved = superiority != nullptr && superiority->sides == Sides::two;
    double const alpha = simulation.test.alpha;
    double const z = -normal_quantile(halved ? alpha / 2 : alpha);
    auto const trials = static_cast<double>(size.tried.back().trials);
    auto const range =
        normal_interval(wanted, std::sqrt(wanted * (1 - wanted) / trials), simulation.level);
    auto const people_at = [&](double power) {
        double const ratio = (z + probit(wanted, size.tried.back().trials)) /
                             (z + probit(power, size.tried.back().trials));
        return size.people * ratio * ratio;
    };
    size.low = people_at(range.high);
    size.high = people_at(range.low);
}

} // namespace

SimulatedSize people_for_power(EventTable const& variant, EventTable const& baseline,
                               SimulatedTrial const& trial, PowerSimulation const& simulation,
                               SizeSearch const& search) {
    HOLDFAST_EXPECT(search.power > 0 && search.power < 1 && search.from >= 2);
    Trials trials(variant, baseline, trial, simulation, search);
    double low = 2;
    double high = search.from;
    while (high <= search.most && !trials.reaches(high)) {
        low = high;
        high *= 2;
    }
    if (high <= search.most) {
        for (int k = 0; k < search.refinements && high - low > 2; ++k) {
            double const middle = std::pow((std::sqrt(low) + std::sqrt(high)) / 2, 2);
            (trials.reaches(middle) ? high : low) = middle;
        }
    }
    SimulatedSize size{.tried = std::move(trials.tried)};
    size.people = interpolated(size.tried, search.power);
    if (!std::isnan(size.people)) {
        set_limits(size, simulation, search.power);
    }
    return size;
}

std::vector<double> ascending_fit(std::span<double const> values) {
    struct Pool {
        double sum;
        std::size_t count;
        [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (double const value : values) {
        pools.push_back({value, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            auto const last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    std::vector<double> fit;
    for (auto const& pool : pools) {
        fit.insert(fit.end(), pool.count, pool.mean());
    }
    return fit;
}

} // namespace analysis
