#include "analysis/sensitivity/luck.hpp"

#include "analysis/sensitivity/linear_fit.hpp"

#include <cmath>

namespace analysis {

Estimate with_luck(Estimate estimate, double error, Eigen::Index replicates, Level level) {
    double const reach =
        students_quantile(level.value, static_cast<double>(replicates - 1)) * error;
    estimate.low = estimate.value - std::hypot(estimate.value - estimate.low, reach);
    estimate.high = estimate.value + std::hypot(estimate.high - estimate.value, reach);
    estimate.standard_error = std::hypot(estimate.standard_error, error);
    return estimate;
}

} // namespace analysis
