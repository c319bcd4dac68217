#include "analysis/parametric/support.hpp"

#include <fmt/format.h>

#include <cmath>

namespace analysis {

namespace {

bool is_whole(Moment const& at) {
    return std::isinf(at.time) || at.time == std::floor(at.time);
}

bool is_event_at_0(Observation const& row) {
    return row.kind != Observation::Kind::censored && !(row.right.time > 0);
}

} // namespace

std::optional<std::string> outside_support(std::vector<Observation> const& rows, Family family) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& row = rows[i];
        if (is_event_at_0(row)) {
            return fmt::format("row {} has its event at time 0, where no event can be", i + 1);
        }
        bool const whole = is_whole(row.left) && is_whole(row.right) && is_whole(row.entry);
        if (!is_continuous(family) && !whole) {
            return fmt::format("row {} has a time that is not whole: the {} counts whole days",
                               i + 1, name_of(family));
        }
    }
    return std::nullopt;
}

std::string runaway_reason(ParametricModel model, std::string const& parameter) {
    if (parameter == "log(sigma)") {
        return "the likelihood has no maximum: sigma runs to 0 or infinity, as when all event "
               "times are equal or follow from the covariates";
    }
    if (parameter == "Q") {
        return "the likelihood has no maximum: Q runs to infinity; fit the weibull, the log-normal "
               "or the log-logistic";
    }
    if (parameter == "log(a + b)") {
        return "the likelihood has no maximum: a + b runs to infinity (everybody has the same "
               "daily hazard) or to 0";
    }
    if (parameter == "cure: (intercept)") {
        return "the likelihood has no maximum: the cured fraction runs to 0 or 1; fit the " +
               std::string(name_of(model.family)) + " without cure";
    }
    return fmt::format("the likelihood has no maximum: {} runs to infinity, as when it separates "
                       "those with events from those without",
                       parameter);
}

} // namespace analysis
