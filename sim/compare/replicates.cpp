#include "sim/compare/replicates.hpp"

#include "analysis/replicates.hpp"
#include "sim/compare/contrast_verdict.hpp"
#include "sim/compare/design_verdict.hpp"
#include "sim/compare/observations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sim {
namespace {

using Estimates = std::vector<analysis::Estimate*>;

/// Every estimate, in an order that depends on nothing but sizes.
Estimates estimates_of(Measures& measures) {
    Estimates all;
    auto const add = [&all](std::vector<analysis::Estimate>& some) {
        for (auto& one : some) {
            all.push_back(&one);
        }
    };
    std::for_each(measures.retention.begin(), measures.retention.end(), add);
    add(measures.survival);
    std::for_each(measures.incidence.begin(), measures.incidence.end(), add);
    for (auto* const one : {&measures.restricted_mean, &measures.open_rate,
                            &measures.distress_change, &measures.alliance_end}) {
        all.push_back(one);
    }
    add(measures.components_end);
    return all;
}

Estimates estimates_of(DesignVerdict& verdict) {
    auto all = estimates_of(verdict.measures);
    all.insert(all.end(), {&verdict.median, &verdict.distress_start, &verdict.installed});
    for (auto& instrument : verdict.instruments) {
        all.push_back(&instrument.mean);
    }
    return all;
}

/// One replicate of all designs.
struct Replicate {
    std::vector<DesignVerdict> designs;
    std::vector<double> log_ratios; ///< of the hazards against the baseline, shape (designs)
};

class ReplicatesJudge {
public:
    ReplicatesJudge(Record const& record, std::span<std::size_t const> users,
                    Judgement const& judgement, double follow_up)
        : record_(record), users_(users), judgement_(judgement), follow_up_(follow_up) {}

    [[nodiscard]] GroupVerdict verdict() {
        replicates_.push_back(judged(record_.designs));
        for (auto const& designs : record_.more_replicates) {
            replicates_.push_back(judged(designs));
        }
        GroupVerdict group;
        group.users = users_.size();
        for (std::size_t d = 0; d < record_.designs.size(); ++d) {
            group.designs.push_back(mean_of(d));
            if (d != judgement_.baseline) {
                group.contrasts.push_back(contrast_of(d));
            }
        }
        adjust_for_many(group.contrasts);
        return group;
    }

private:
    [[nodiscard]] Observations observed(DesignRecord const& design) const {
        return observe(design.outcomes, judgement_.attrition, record_.causes.size(),
                       installers(design.outcomes, users_));
    }

    [[nodiscard]] Replicate judged(std::vector<DesignRecord> const& designs) const {
        Replicate replicate;
        auto const baseline = observed(designs[judgement_.baseline]);
        for (auto const& design : designs) {
            auto const seen = observed(design);
            auto const who = installers(design.outcomes, users_);
            replicate.designs.push_back(
                judge_design(record_, design.outcomes, seen, who, judgement_, follow_up_));
            replicate.designs.back().installed.value =
                static_cast<double>(who.size()) / static_cast<double>(users_.size());
            auto const ratio = analysis::hazard_ratio(
                seen.attrition, baseline.attrition, analysis::Pairing::unpaired, judgement_.level);
            replicate.log_ratios.push_back(std::log(ratio.ratio.value));
        }
        return replicate;
    }

    [[nodiscard]] analysis::Estimate over(std::vector<double> const& values) const {
        return analysis::over_replicates(values, judgement_.level);
    }

    /// Estimate i of design d in every replicate.
    [[nodiscard]] std::vector<double> values(std::size_t d, std::size_t i) {
        std::vector<double> all;
        for (auto& replicate : replicates_) {
            all.push_back(estimates_of(replicate.designs[d])[i]->value);
        }
        return all;
    }

    /// The curve is that of the first replicate, without limits.
    [[nodiscard]] DesignVerdict mean_of(std::size_t d) {
        DesignVerdict mean = replicates_.front().designs[d];
        mean.design = d;
        auto const all = estimates_of(mean);
        for (std::size_t i = 0; i < all.size(); ++i) {
            *all[i] = over(values(d, i));
        }
        std::fill(mean.curve.log_variance.begin(), mean.curve.log_variance.end(),
                  analysis::undefined);
        return mean;
    }

    [[nodiscard]] ContrastVerdict contrast_of(std::size_t d) {
        ContrastVerdict contrast;
        contrast.design = d;
        contrast.differences = replicates_.front().designs[d].measures;
        auto const all = estimates_of(contrast.differences); // they come first in a design's
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto differences = values(d, i);
            auto const of_baseline = values(judgement_.baseline, i);
            for (std::size_t r = 0; r < differences.size(); ++r) {
                differences[r] -= of_baseline[r];
            }
            *all[i] = over(differences);
        }
        std::vector<double> logs;
        for (auto const& replicate : replicates_) {
            logs.push_back(replicate.log_ratios[d]);
        }
        auto const log_ratio = over(logs);
        contrast.hazard_ratio.converged = !std::isnan(log_ratio.value);
        contrast.hazard_ratio.ratio = {std::exp(log_ratio.value), std::exp(log_ratio.low),
                                       std::exp(log_ratio.high), log_ratio.standard_error};
        contrast.hazard_ratio.p = analysis::p_over_replicates(logs);
        return contrast;
    }

    Record const& record_;
    std::span<std::size_t const> users_;
    Judgement const& judgement_;
    double follow_up_;
    std::vector<Replicate> replicates_;
};

} // namespace

GroupVerdict judge_over_replicates(Record const& record, std::span<std::size_t const> users,
                                   Judgement const& judgement, double follow_up) {
    return ReplicatesJudge(record, users, judgement, follow_up).verdict();
}

} // namespace sim
