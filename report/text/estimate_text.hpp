#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <string>

namespace report {

/// "12.30 (12.10 to 12.50)" after multiplying by `scale`; without limits where those are undefined;
/// "-" for an undefined value.
[[nodiscard]] std::string estimate_text(analysis::Estimate const& estimate, int decimals,
                                        double scale = 1.0);
/// The same for what is never negative, so that a dash cannot be taken for a minus: "12.30
/// (12.10–12.50)".
[[nodiscard]] std::string positive_text(analysis::Estimate const& estimate, int decimals,
                                        double scale = 1.0);
/// A share as percent: "12.3 (12.1–12.5)".
[[nodiscard]] std::string percent_text(analysis::Estimate const& share);
/// A difference with its sign: "+1.23 (1.10 to 1.36)".
[[nodiscard]] std::string difference_text(analysis::Estimate const& difference, int decimals,
                                          double scale = 1.0);
/// A difference whose interval is symmetric, shortly: "+1.23 ± 0.13".
[[nodiscard]] std::string plus_minus_text(analysis::Estimate const& difference, int decimals,
                                          double scale = 1.0);
/// As many decimals, `least` to two more, as it takes to tell the limits apart.
[[nodiscard]] int decimals_to_tell(analysis::Estimate const& estimate, int least);
/// "0.034", "<0.001", "-" when undefined.
[[nodiscard]] std::string p_text(double p);
/// 1234567 as "1,234,567".
[[nodiscard]] std::string count_text(std::size_t count);
/// The number with so many decimals; never "-0.00".
[[nodiscard]] std::string number_text(double number, int decimals);

} // namespace report
