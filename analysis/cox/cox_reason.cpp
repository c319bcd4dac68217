#include "analysis/cox/cox_reason.hpp"

#include <fmt/format.h>

namespace analysis {

std::string cox_reason(FitStatus status, std::string const& covariate) {
    switch (status) {
    case FitStatus::converged:
        return {};
    case FitStatus::collinear:
        return fmt::format("{} is constant, or a sum of other covariates, among those at risk "
                           "together: leave it out",
                           covariate);
    case FitStatus::no_maximum:
        return fmt::format("the likelihood has no maximum: {} separates those with events from "
                           "those at risk with them",
                           covariate);
    default:
        return std::string(explain(status));
    }
}

} // namespace analysis
