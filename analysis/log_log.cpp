#include "analysis/log_log.hpp"

#include "analysis/proportion.hpp"

#include <cmath>

namespace analysis {

Estimate log_log_interval(double probability, double standard_error, Level level) {
    Estimate estimate{.value = probability, .standard_error = standard_error};
    if (probability > 0 && probability < 1) {
        double const logarithm = std::log(probability);
        double const half_width =
            normal_quantile_two_sided(level) * standard_error / (probability * std::abs(logarithm));
        estimate.low = std::exp(logarithm * std::exp(half_width));
        estimate.high = std::exp(logarithm * std::exp(-half_width));
    }
    return estimate;
}

} // namespace analysis
