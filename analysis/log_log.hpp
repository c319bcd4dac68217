#pragma once

#include "analysis/estimate.hpp"

namespace analysis {

/// A probability with limits that are symmetric on the scale log(-log p): p^exp(+-z se / |p log
/// p|). They stay within (0,1) and hold their level better than p +- z se in small samples. At p =
/// 0 and p = 1 the scale is infinite and the limits are NaN, as in R's survival.
/// @param probability [0,1]; @param standard_error of the probability, >= 0
/// Source: Kalbfleisch & Prentice 2002, section 1.4.1.
[[nodiscard]] Estimate log_log_interval(double probability, double standard_error, Level level);

} // namespace analysis
