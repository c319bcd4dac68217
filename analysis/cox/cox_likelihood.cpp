#include "analysis/cox/cox_likelihood.hpp"

#include <cmath>

namespace analysis {

CoxTime::Step CoxTime::efron(double ratio, std::size_t step) const {
    double const gone = static_cast<double>(step) / static_cast<double>(events);
    double const variant = ratio * (at_risk_variant - gone * events_variant);
    double const baseline = at_risk_baseline - gone * events_baseline;
    return {gone, variant + baseline, variant / (variant + baseline)};
}

std::vector<CoxTime> cox_times(RiskTable const& variant, RiskTable const& baseline) {
    std::vector<CoxTime> times;
    for (std::size_t row = 0; row < variant.events.size(); ++row) {
        auto const events = variant.rows_with_event[row] + baseline.rows_with_event[row];
        if (events > 0) {
            times.push_back({row, variant.at_risk[row], baseline.at_risk[row], variant.events[row],
                             baseline.events[row], events});
        }
    }
    return times;
}

CoxSlope cox_slope(std::vector<CoxTime> const& times, double beta) {
    double const ratio = std::exp(beta);
    CoxSlope slope;
    for (auto const& time : times) {
        double const weight = time.weight();
        slope.score += time.events_variant;
        for (std::size_t step = 0; step < time.events; ++step) {
            double const mean = time.efron(ratio, step).mean_covariate;
            slope.score -= weight * mean;
            slope.information += weight * mean * (1 - mean);
        }
    }
    return slope;
}

bool has_maximum(std::vector<CoxTime> const& times) {
    bool rises_on_the_left = false;
    bool falls_on_the_right = false;
    for (auto const& time : times) {
        rises_on_the_left |= time.events_variant > 0 && time.at_risk_baseline > 0;
        falls_on_the_right |= time.events_baseline > 0 && time.at_risk_variant > 0;
    }
    return rises_on_the_left && falls_on_the_right;
}

} // namespace analysis
