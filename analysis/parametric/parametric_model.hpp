#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace analysis {

/// A family of distributions of the time T. eta is the linear predictor of a row: intercept +
/// covariates times coefficients; w = (log t - eta) / sigma.
enum class Family {
    exponential,       ///< S = exp(-t e^-eta)
    weibull,           ///< S = exp(-e^w); R's shape is 1 / sigma, scale e^eta
    log_normal,        ///< S = P(Z > w)
    log_logistic,      ///< S = 1 / (1 + e^w)
    generalised_gamma, ///< S = P(W > w), W Prentice's with shape Q: Q = 1 Weibull, 0 log-normal
    gompertz,          ///< hazard e^eta e^(shape t): proportional hazards; shape of either sign
    beta_geometric,    ///< whole days: daily hazard beta-distributed among people, logit of its
                       ///< mean is eta
};

/// Whether a share of people never has the event.
enum class Cure {
    none,
    mixture, ///< S = c + (1 - c) S_family, logit c a linear predictor of its own
};

struct ParametricModel {
    Family family = Family::weibull;
    Cure cure = Cure::none;

    friend bool operator==(ParametricModel const&, ParametricModel const&) = default;
};

/// The families, in the order of the enumeration.
[[nodiscard]] std::span<Family const> all_families();

/// As users write it: "log-normal".
[[nodiscard]] std::string_view name_of(Family family);
/// "weibull", "weibull cure".
[[nodiscard]] std::string name_of(ParametricModel model);

/// Parameters of the family beyond the location, without covariates, as they are estimated:
/// "log(sigma)" and "Q"; "shape"; "log(a + b)".
[[nodiscard]] std::vector<std::string> ancillary_names(Family family);

/// Whether the family's time is real (all but the beta-geometric's).
[[nodiscard]] bool is_continuous(Family family);
/// A mixture cure model needs a continuous family.
[[nodiscard]] bool is_defined(ParametricModel model);

} // namespace analysis
