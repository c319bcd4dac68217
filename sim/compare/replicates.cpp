#include "sim/compare/replicates.hpp"

#include "analysis/replicates.hpp"
#include "sim/compare/contrast.hpp"
#include "sim/compare/people.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace sim {
namespace {

/// One replicate of all designs.
struct Replicate {
    std::vector<DesignEstimates> designs;
    std::vector<double> log_ratios; ///< of the hazards against the baseline, shape (designs)
};

class OverReplicates {
public:
    OverReplicates(Record const& record, std::span<std::size_t const> users,
                   Comparison const& frame)
        : record_(record), users_(users), frame_(frame) {}

    [[nodiscard]] GroupEstimates group() {
        replicates_.push_back(replicate_of(record_.designs));
        for (auto const& designs : record_.more_replicates) {
            replicates_.push_back(replicate_of(designs));
        }
        GroupEstimates group;
        group.users = users_.size();
        for (std::size_t d = 0; d < record_.designs.size(); ++d) {
            group.designs.push_back(mean_of(d));
            if (d != frame_.options.baseline) {
                group.contrasts.push_back(contrast_with_baseline(d));
            }
        }
        adjust_for_many(group.contrasts);
        return group;
    }

private:
    [[nodiscard]] Replicate replicate_of(std::vector<DesignRecord> const& designs) const {
        Replicate replicate;
        auto const installed = installers_under(designs);
        auto const people_under = [&](std::size_t d) {
            return std::make_unique<People const>(record_, designs[d].outcomes, installed[d],
                                                  frame_.options, frame_.follow_up);
        };
        auto const baseline = people_under(frame_.options.baseline);
        for (std::size_t d = 0; d < designs.size(); ++d) {
            auto const people = people_under(d);
            replicate.designs.push_back({.design = d,
                                         .estimates = estimates_of(*people, frame_.names),
                                         .curve = people->attrition.survival});
            replicate.designs.back().installed.value =
                static_cast<double>(installed[d].size()) / static_cast<double>(users_.size());
            auto const ratio =
                analysis::hazard_ratio(people->attrition.events, baseline->attrition.events,
                                       analysis::Pairing::unpaired, frame_.options.level);
            replicate.log_ratios.push_back(std::log(ratio.ratio.value));
        }
        return replicate;
    }

    /// Shape (designs, users who installed).
    [[nodiscard]] std::vector<std::vector<std::size_t>>
    installers_under(std::vector<DesignRecord> const& designs) const {
        std::vector<std::vector<std::size_t>> installed;
        for (auto const& design : designs) {
            installed.push_back(installers(design.outcomes, users_));
        }
        return installed;
    }

    [[nodiscard]] analysis::Estimate over(std::vector<double> const& values) const {
        return analysis::over_replicates(values, frame_.options.level);
    }

    /// Of an estimate of a design, the values in every replicate.
    template <class Pick>
    [[nodiscard]] std::vector<double> values(Pick const& pick) const {
        std::vector<double> all;
        for (auto const& replicate : replicates_) {
            all.push_back(pick(replicate).value);
        }
        return all;
    }

    /// The curve is that of the first replicate, without limits.
    [[nodiscard]] DesignEstimates mean_of(std::size_t d) const {
        DesignEstimates mean = replicates_.front().designs[d];
        for (std::size_t m = 0; m < measures().size(); ++m) {
            mean.estimates.set(
                m, parts_like(d, m, [&](std::size_t part, std::size_t k) {
                    return values([=](Replicate const& replicate) {
                        return replicate.designs[d].estimates.series()[m][part][k].estimate;
                    });
                }));
        }
        mean.installed =
            over(values([d](Replicate const& one) { return one.designs[d].installed; }));
        std::fill(mean.curve.log_variance.begin(), mean.curve.log_variance.end(),
                  analysis::undefined);
        return mean;
    }

    /// Parts of a measure, each estimate being that over replicates of values(part, place).
    template <class Values>
    [[nodiscard]] std::vector<Series> parts_like(std::size_t d, std::size_t m,
                                                 Values const& values) const {
        auto parts = replicates_.front().designs[d].estimates.series()[m];
        for (std::size_t part = 0; part < parts.size(); ++part) {
            for (std::size_t k = 0; k < parts[part].size(); ++k) {
                parts[part][k].estimate = over(values(part, k));
            }
        }
        return parts;
    }

    [[nodiscard]] Contrast contrast_with_baseline(std::size_t d) const {
        Contrast contrast;
        contrast.design = d;
        std::size_t const baseline = frame_.options.baseline;
        for (std::size_t m = 0; m < measures().size(); ++m) {
            if (measures()[m].between_people == nullptr) {
                continue;
            }
            contrast.differences.set(
                m, parts_like(d, m, [&](std::size_t part, std::size_t k) {
                    std::vector<double> differences;
                    for (auto const& [designs, ratios] : replicates_) {
                        auto const& own = designs[d].estimates.series()[m][part][k];
                        auto const& other = designs[baseline].estimates.series()[m][part][k];
                        differences.push_back(own.estimate.value - other.estimate.value);
                    }
                    return differences;
                }));
        }
        contrast.hazard_ratio = hazard_ratio(d);
        return contrast;
    }

    [[nodiscard]] analysis::HazardRatio hazard_ratio(std::size_t d) const {
        std::vector<double> logs;
        for (auto const& replicate : replicates_) {
            logs.push_back(replicate.log_ratios[d]);
        }
        auto const log_ratio = over(logs);
        analysis::HazardRatio ratio;
        ratio.converged = !std::isnan(log_ratio.value);
        ratio.ratio = {std::exp(log_ratio.value), std::exp(log_ratio.low), std::exp(log_ratio.high),
                       log_ratio.standard_error};
        ratio.p = analysis::p_over_replicates(logs);
        return ratio;
    }

    Record const& record_;
    std::span<std::size_t const> users_;
    Comparison const& frame_;
    std::vector<Replicate> replicates_;
};

} // namespace

GroupEstimates compare_over_replicates(Record const& record, std::span<std::size_t const> users,
                                       Comparison const& frame) {
    return OverReplicates(record, users, frame).group();
}

} // namespace sim
