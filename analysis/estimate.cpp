#include "analysis/estimate.hpp"

#include "analysis/proportion.hpp"

namespace analysis {

Estimate normal_interval(double value, double standard_error, Level level) {
    double const half_width = normal_quantile_two_sided(level) * standard_error;
    return {value, value - half_width, value + half_width, standard_error};
}

} // namespace analysis
