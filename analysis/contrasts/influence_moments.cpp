#include "analysis/contrasts/influence_moments.hpp"

#include "core/contract.hpp"

#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace analysis {

namespace {

double sum_of_products(EventTable const& table, std::vector<double> const& one,
                       std::vector<double> const& other) {
    double sum = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        sum += table.weight_of(i) * one[i] * other[i];
    }
    return sum;
}

/// An ordered map, so that the sum does not depend on the order of rows.
using OfClusters = std::map<int, std::pair<double, double>>;

void add(OfClusters& clusters, EventTable const& table, std::vector<double> const& of,
         double std::pair<double, double>::*into) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        clusters[table.cluster[i]].*into += table.weight_of(i) * of[i];
    }
}

InfluenceMoments clustered(EventTable const& variant, Influence const& of_variant,
                           EventTable const& baseline, Influence const& of_baseline) {
    OfClusters clusters;
    add(clusters, variant, of_variant.of, &std::pair<double, double>::first);
    add(clusters, baseline, of_baseline.of, &std::pair<double, double>::second);
    InfluenceMoments sums;
    for (auto const& [cluster, of] : clusters) {
        sums.variant += of.first * of.first;
        sums.baseline += of.second * of.second;
        sums.covariance += of.first * of.second;
    }
    return sums;
}

} // namespace

InfluenceMoments moments(EventTable const& variant, Influence const& of_variant,
                         EventTable const& baseline, Influence const& of_baseline,
                         Pairing pairing) {
    bool const paired = pairing == Pairing::same_people;
    HOLDFAST_EXPECT(!paired || variant.size() == baseline.size());
    HOLDFAST_EXPECT(!paired || variant.weight == baseline.weight);
    HOLDFAST_EXPECT(variant.cluster.empty() == baseline.cluster.empty() || variant.size() == 0 ||
                    baseline.size() == 0);
    if (!variant.cluster.empty() && !baseline.cluster.empty()) {
        HOLDFAST_EXPECT(!paired || variant.cluster == baseline.cluster);
        return clustered(variant, of_variant, baseline, of_baseline);
    }
    if (!paired && !std::isnan(of_variant.greenwood) && !std::isnan(of_baseline.greenwood)) {
        return {.variant = of_variant.greenwood, .baseline = of_baseline.greenwood};
    }
    return {.variant = sum_of_products(variant, of_variant.of, of_variant.of),
            .baseline = sum_of_products(baseline, of_baseline.of, of_baseline.of),
            .covariance = paired ? sum_of_products(variant, of_variant.of, of_baseline.of) : 0};
}

} // namespace analysis
