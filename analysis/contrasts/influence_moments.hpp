#pragma once

#include "analysis/contrasts/influence.hpp"
#include "analysis/pairing.hpp"

namespace analysis {

/// Variances of two estimates and their covariance, from the influences of the rows.
struct InfluenceMoments {
    double variant = 0;
    double baseline = 0;
    double covariance = 0;

    /// Variance of a variant + b baseline.
    [[nodiscard]] double of(double a, double b) const {
        return a * a * variant + b * b * baseline + 2 * a * b * covariance;
    }
};

/// sum over clusters of products of sum w U. Without clusters each row is one (each of its copies,
/// when weighted): then unpaired estimates have no covariance, and have Greenwood's variances where
/// there are any. With clusters, the same number in
/// both tables is the same cluster, paired or not.
[[nodiscard]] InfluenceMoments moments(EventTable const& variant, Influence const& of_variant,
                                       EventTable const& baseline, Influence const& of_baseline,
                                       Pairing pairing);

} // namespace analysis
