#pragma once

#include <variant>

namespace analysis {

/// w = S(t-)^rho (1 - S(t-))^gamma, S the Kaplan-Meier estimate of all groups of the stratum
/// together, left-continuous. (0, 0) is the log-rank test, which is best when hazards are
/// proportional; rho > 0 looks at early differences, gamma > 0 at late ones. rho alone as
/// survdiff's rho in R. Source: Fleming & Harrington 1991, chapter 7; Harrington & Fleming 1982.
struct FlemingHarrington {
    double rho = 0;   ///< >= 0
    double gamma = 0; ///< >= 0
};

/// w = n, all at risk: early differences, and the more so the more are censored, which differs
/// between studies. Source: Gehan 1965; Breslow 1970.
struct Gehan {};

/// w = sqrt(n). Source: Tarone & Ware 1977.
struct TaroneWare {};

/// How much the difference between observed and expected events counts at each time.
using LogRankWeight = std::variant<FlemingHarrington, Gehan, TaroneWare>;

inline constexpr FlemingHarrington plain_log_rank{};
/// The Peto & Peto form of the Gehan-Wilcoxon test, as survdiff(rho = 1) in R; weighting by
/// survival, it does not depend on censoring.
inline constexpr FlemingHarrington peto_peto{.rho = 1, .gamma = 0};

/// @param survival  S(t-), [0,1]; @param at_risk  n at t
[[nodiscard]] double weight_at(LogRankWeight const& weight, double survival, double at_risk);

} // namespace analysis
