#include "analysis/planning/simulated_trial.hpp"

#include "analysis/contrasts/log_rank.hpp"
#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/curves/restricted_mean.hpp"
#include "core/contract.hpp"
#include "core/distributions.hpp"
#include "core/elementary.hpp"
#include "core/philox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {

namespace {

enum class Group : std::uint32_t { baseline, variant };

/// Uniform in (0,1) from two words.
double uniform(std::uint32_t low, std::uint32_t high) {
    auto const bits = (std::uint64_t{high} << 32 | low) >> 11;
    return (static_cast<double>(bits) + 0.5) * 0x1p-53;
}

/// What one person of a trial is drawn with.
struct Luck {
    double who, enrolled, constant_loss, uniform_loss;

    Luck(std::uint64_t seed, std::uint32_t number, Group group, std::uint32_t person) {
        auto const key = core::philox::key_of(seed);
        auto const of = static_cast<std::uint32_t>(group);
        auto const a = core::philox::block(key, {person, number, of, 0});
        auto const b = core::philox::block(key, {person, number, of, 1});
        who = uniform(a[0], a[1]);
        enrolled = uniform(a[2], a[3]);
        constant_loss = uniform(b[0], b[1]);
        uniform_loss = uniform(b[2], b[3]);
    }
};

double followed(SimulatedTrial const& trial, Luck const& luck) {
    auto const& enrolment = trial.enrolment;
    double days = enrolment.longest() - luck.enrolled * enrolment.accrual_days;
    if (enrolment.loss_rate > 0) {
        days = std::min(days, -core::portable::log(luck.constant_loss) / enrolment.loss_rate);
    }
    if (luck.uniform_loss < trial.loss.share) {
        days = std::min(days, luck.uniform_loss / trial.loss.share * trial.loss.by_day);
    }
    return days;
}

EventTable draw(EventTable const& population, std::size_t people, SimulatedTrial const& trial,
                std::uint64_t seed, std::uint32_t number, Group group) {
    HOLDFAST_EXPECT(population.size() > 0 && population.entry.empty() && population.weight.empty());
    HOLDFAST_EXPECT(people <= std::numeric_limits<std::uint32_t>::max());
    EventTable drawn;
    drawn.causes = population.causes;
    drawn.time.reserve(people);
    drawn.status.reserve(people);
    for (std::uint32_t person = 0; person < people; ++person) {
        Luck const luck(seed, number, group, person);
        auto const row =
            std::min(population.size() - 1,
                     static_cast<std::size_t>(luck.who * static_cast<double>(population.size())));
        double const end = followed(trial, luck);
        bool const seen = population.time[row] <= end;
        drawn.time.push_back(seen ? population.time[row] : end);
        drawn.status.push_back(seen ? population.status[row] : 0);
    }
    return drawn;
}

TrialEffect between(Estimate const& variant, Estimate const& baseline) {
    return {variant.value - baseline.value,
            std::hypot(variant.standard_error, baseline.standard_error)};
}

struct Analyse {
    TrialGroups const& groups;

    TrialEffect operator()(ByLogRank const& /*none*/) const {
        auto const test = log_rank(groups.variant, groups.baseline);
        double const z = std::sqrt(test.chi_squared);
        return {test.observed <= test.expected ? z : -z, 1};
    }
    TrialEffect operator()(ByRestrictedMean const& by) const {
        return between(restricted_mean(kaplan_meier(groups.variant), by.tau),
                       restricted_mean(kaplan_meier(groups.baseline), by.tau));
    }
    TrialEffect operator()(BySurvival const& by) const {
        return between(kaplan_meier(groups.variant).at(by.day),
                       kaplan_meier(groups.baseline).at(by.day));
    }
};

struct Judge {
    TrialEffect effect;
    double alpha;

    [[nodiscard]] double bound(double tail) const {
        return -core::portable::normal_quantile(tail) * effect.standard_error;
    }

    Verdict operator()(Superiority const& superiority) const {
        double const needed = bound(superiority.sides == Sides::two ? alpha / 2 : alpha);
        if (effect.value > needed) {
            return Verdict::shown;
        }
        return superiority.sides == Sides::two && effect.value < -needed ? Verdict::opposite
                                                                         : Verdict::not_shown;
    }
    Verdict operator()(NonInferiority const& claim) const {
        double const inside =
            claim.margin < 0 ? effect.value - claim.margin : claim.margin - effect.value;
        return inside > bound(alpha) ? Verdict::shown : Verdict::not_shown;
    }
    Verdict operator()(Equivalence const& claim) const {
        double const inside = std::min(effect.value - claim.low, claim.high - effect.value);
        return inside > bound(alpha) ? Verdict::shown : Verdict::not_shown;
    }
};

} // namespace

TrialGroups simulate_trial(EventTable const& variant, EventTable const& baseline,
                           SimulatedTrial const& trial, std::uint64_t seed, std::uint32_t number) {
    return {draw(variant, trial.people.variant, trial, seed, number, Group::variant),
            draw(baseline, trial.people.baseline, trial, seed, number, Group::baseline)};
}

TrialEffect analyse(TrialGroups const& groups, TrialAnalysis const& analysis) {
    return std::visit(Analyse{groups}, analysis);
}

Verdict verdict(PlannedTest const& test, TrialEffect const& effect) {
    return std::visit(Judge{effect, test.alpha}, test.claim);
}

} // namespace analysis
