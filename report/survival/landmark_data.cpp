#include "report/survival/landmark_data.hpp"

#include "analysis/contrasts/landmark.hpp"
#include "core/mistakes.hpp"
#include "report/options.hpp"

#include <fmt/format.h>

namespace report {
namespace {

NamedGroups of_rows(NamedGroups const& groups, std::vector<std::size_t> const& rows) {
    NamedGroups kept{{{}, groups.rows.groups}, groups.names, groups.column};
    if (groups.divided()) {
        for (auto const row : rows) {
            kept.rows.of.push_back(groups.rows.of[row]);
        }
    }
    return kept;
}

EventData after_landmark(EventData const& data, double landmark) {
    auto kept = analysis::landmark(data.table, landmark, analysis::TimeOrigin::kept);
    EventData after = data;
    after.table = std::move(kept.table);
    after.groups = of_rows(data.groups, kept.rows);
    after.strata = of_rows(data.strata, kept.rows);
    after.covariates.values.resize(static_cast<Eigen::Index>(kept.rows.size()),
                                   data.covariates.values.cols());
    for (std::size_t i = 0; i < kept.rows.size(); ++i) {
        after.covariates.values.row(static_cast<Eigen::Index>(i)) =
            data.covariates.values.row(static_cast<Eigen::Index>(kept.rows[i]));
    }
    after.notes.push_back(
        fmt::format("Landmark {}: {} rows had the event and {} were censored by then, {} enter "
                    "later; all of these are left out.",
                    landmark, kept.had_event, kept.censored, kept.not_entered));
    return after;
}

} // namespace

EventData at_landmark(EventData data, std::optional<double> landmark) {
    if (!landmark) {
        return data;
    }
    if (!(*landmark >= 0)) {
        throw core::ConfigError(
            {choice_mistake("--landmark", fmt::format("{} is no time", *landmark), "0 or more")});
    }
    auto after = after_landmark(data, *landmark);
    if (after.table.size() == 0) {
        throw core::ConfigError({choice_mistake(
            "--landmark", fmt::format("nobody is at risk after {}", *landmark), "")});
    }
    return after;
}

} // namespace report
