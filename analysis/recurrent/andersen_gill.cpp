#include "analysis/recurrent/andersen_gill.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <utility>

namespace analysis {

namespace {

CoxFit robust_over_persons(EventTable const& rows, Covariates const& covariates,
                           CoxOptions options) {
    options.cause = RecurrentStatus::event;
    options.errors = CoxErrors::robust;
    return cox(rows, covariates, options);
}

/// Event numbers as strata, those from the last on together.
Grouping strata_of(std::vector<int> number, int last) {
    Grouping strata;
    for (int& k : number) {
        k = std::min(k, last) - 1;
        strata.groups = std::max(strata.groups, static_cast<std::size_t>(k) + 1);
    }
    strata.of = std::move(number);
    return strata;
}

} // namespace

CoxFit andersen_gill(RecurrentTable const& table, Covariates const& covariates,
                     CoxOptions options) {
    return robust_over_persons(event_table(table), covariates, std::move(options));
}

CoxFit prentice_williams_peterson(RecurrentTable const& table, Covariates const& covariates,
                                  EventClock clock, int last_stratum, CoxOptions options) {
    HOLDFAST_EXPECT(last_stratum >= 1);
    options.strata = strata_of(event_numbers(table), last_stratum);
    auto const rows = clock == EventClock::total ? event_table(table) : since_last_event(table);
    return robust_over_persons(rows, covariates, std::move(options));
}

} // namespace analysis
