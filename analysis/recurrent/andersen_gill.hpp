#pragma once

#include "analysis/cox/cox.hpp"
#include "analysis/data/covariates.hpp"
#include "analysis/recurrent/recurrent_table.hpp"

namespace analysis {

/// Andersen and Gill's model: every event of a person has the hazard lambda_0(t) exp(x' beta),
/// whatever went before; errors robust over persons, which mends the errors, not the meaning, where
/// one event makes the next more likely. Terminal events end observation. To let the past matter,
/// give it as a covariate (events so far), or take prentice_williams_peterson.
/// @param covariates  shape (rows, covariates)
/// @param options     `cause` and `errors` are set here
/// Source: Andersen & Gill 1982; Lin, Wei, Yang & Ying 2000; as coxph(Surv(start, stop, event) ~ x,
/// cluster = id) in R.
[[nodiscard]] CoxFit andersen_gill(RecurrentTable const& table, Covariates const& covariates,
                                   CoxOptions options = {});

/// What the time of Prentice, Williams and Peterson's model counts from.
enum class EventClock {
    total, ///< from 0
    gap,   ///< from the person's last event, from 0 before the first
};

/// Prentice, Williams and Peterson's conditional model: a person is at risk of event k only after
/// event k - 1, and each k has a baseline hazard of its own; beta is common, errors robust over
/// persons. Who comes to event k was selected by the covariates themselves: not for the effect on
/// all events together, for which see mean_cumulative.hpp.
/// @param last_stratum  events from this number on share a stratum, >= 1, as few come so far
/// @param options       `cause`, `errors` and `strata` are set here
/// Source: Prentice, Williams & Peterson 1981; as coxph(Surv(start, stop, event) ~ x +
/// strata(number), cluster = id) in R, and with the gap clock Surv(stop - start, event).
[[nodiscard]] CoxFit prentice_williams_peterson(RecurrentTable const& table,
                                                Covariates const& covariates, EventClock clock,
                                                int last_stratum = 1000, CoxOptions options = {});

} // namespace analysis
