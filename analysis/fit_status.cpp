#include "analysis/fit_status.hpp"

namespace analysis {

std::string_view explain(FitStatus status) {
    switch (status) {
    case FitStatus::converged:
        return "converged";
    case FitStatus::no_rows:
        return "there are no rows to fit";
    case FitStatus::no_events:
        return "there are no events: everybody is censored";
    case FitStatus::outside_support:
        return "a time lies where the model gives no chance to it, as an event at time 0";
    case FitStatus::collinear:
        return "a covariate is constant or a sum of others: leave it out";
    case FitStatus::no_maximum:
        return "the likelihood has no maximum: a covariate separates those with events from those "
               "without";
    case FitStatus::not_converged:
        return "the search for the maximum ran out of steps: rescale the covariates or leave some "
               "out";
    }
    return "";
}

} // namespace analysis
