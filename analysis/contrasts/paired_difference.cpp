#include "analysis/contrasts/paired_difference.hpp"

#include "analysis/contrasts/influence.hpp"
#include "analysis/contrasts/influence_moments.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// sum (U variant - U baseline)^2 itself: from the moments it would cancel where pairs agree.
double paired_variance(EventTable const& variant, Influence of_variant, EventTable const& baseline,
                       Influence const& of_baseline) {
    for (std::size_t i = 0; i < of_variant.of.size(); ++i) {
        of_variant.of[i] -= of_baseline.of[i];
    }
    return moments(variant, of_variant, baseline, of_baseline, Pairing::same_people).variant;
}

PairedDifference difference(EventTable const& variant, Influence const& of_variant,
                            EventTable const& baseline, Influence const& of_baseline, Level level) {
    HOLDFAST_EXPECT(variant.size() == baseline.size());
    PairedDifference found;
    found.variant = of_variant.value;
    found.baseline = of_baseline.value;
    double const value = of_variant.value - of_baseline.value;
    if (std::isnan(value)) {
        return found;
    }
    auto const sums = moments(variant, of_variant, baseline, of_baseline, Pairing::same_people);
    double const paired = paired_variance(variant, of_variant, baseline, of_baseline);
    double const unpaired = sums.variant + sums.baseline;
    found.paired = normal_interval(value, std::sqrt(paired), level);
    found.unpaired = normal_interval(value, std::sqrt(unpaired), level);
    if (paired > 0) {
        found.p = normal_p_value(value / found.paired.standard_error);
        found.variance_ratio = unpaired / paired;
    }
    if (sums.variant > 0 && sums.baseline > 0) {
        found.correlation =
            std::clamp(sums.covariance / std::sqrt(sums.variant * sums.baseline), -1.0, 1.0);
    }
    return found;
}

} // namespace

PairedDifference paired_survival_difference(EventTable const& variant, EventTable const& baseline,
                                            double t, Level level) {
    return difference(variant, influence_on_survival(variant, t), baseline,
                      influence_on_survival(baseline, t), level);
}

PairedDifference paired_restricted_mean_difference(EventTable const& variant,
                                                   EventTable const& baseline, double tau,
                                                   Level level) {
    return difference(variant, influence_on_restricted_mean(variant, tau), baseline,
                      influence_on_restricted_mean(baseline, tau), level);
}

PairedDifference paired_incidence_difference(EventTable const& variant, EventTable const& baseline,
                                             int cause, double t, Level level) {
    return difference(variant, influence_on_incidence(variant, cause, t), baseline,
                      influence_on_incidence(baseline, cause, t), level);
}

} // namespace analysis
