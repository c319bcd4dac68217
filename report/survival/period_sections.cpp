#include "analysis/cox/piecewise_hazard_ratios.hpp"
#include "report/survival/regression_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report {
namespace {

/// The rows of the first group and of another one, with 1 for those of the other.
struct Two {
    analysis::EventTable table;
    std::vector<int> group;
};

void take(analysis::EventTable& to, analysis::EventTable const& from, std::size_t row) {
    to.time.push_back(from.time[row]);
    to.status.push_back(from.status[row]);
    if (!from.entry.empty()) {
        to.entry.push_back(from.entry[row]);
    }
    if (!from.weight.empty()) {
        to.weight.push_back(from.weight[row]);
    }
    if (!from.cluster.empty()) {
        to.cluster.push_back(from.cluster[row]);
    }
}

Two two_groups(EventData const& data, std::size_t other) {
    Two two;
    two.table.causes = data.table.causes;
    for (std::size_t row = 0; row < data.table.size(); ++row) {
        int const group = data.groups.rows.of[row];
        if (group == 0 || group == static_cast<int>(other)) {
            take(two.table, data.table, row);
            two.group.push_back(group == 0 ? 0 : 1);
        }
    }
    return two;
}

std::vector<double> cuts_within(std::vector<double> const& breaks, double last) {
    std::vector<double> cuts;
    std::copy_if(breaks.begin(), breaks.end(), std::back_inserter(cuts),
                 [&](double at) { return at > 0 && at < last; });
    return cuts;
}

std::string period_text(analysis::PiecewiseHazardRatios::Period const& period) {
    return std::isinf(period.until) ? fmt::format("after {}", period.from)
                                    : fmt::format("{} to {}", period.from, period.until);
}

} // namespace

Section period_ratio_section(SurvivalSample const& sample, SurvivalQuestions const& questions) {
    auto const& names = sample.data.groups.names;
    Section section{"hazard_ratios_by_period",
                    fmt::format("Hazard ratios by period against {}, each among those still at "
                                "risk at its beginning",
                                names[0])};
    section.of_heading = "period";
    section.measures = {{"hazard_ratio", "hazard ratio", Shown::ratio}, {"p", "p", Shown::p}};
    analysis::CoxOptions options;
    options.level = questions.level;
    options.cause = questions.cause;
    auto const cuts = cuts_within(questions.periods, sample.last_time);
    for (std::size_t g = 1; g < names.size(); ++g) {
        auto const two = two_groups(sample.data, g);
        auto const fit = analysis::piecewise_hazard_ratios(two.table, two.group, cuts, {}, options);
        if (fit.status != analysis::FitStatus::converged) {
            section.notes.push_back(fmt::format("{}: no fit: {}.", names[g], fit.reason));
            continue;
        }
        for (auto const& period : fit.periods) {
            section.findings.push_back({.group = names[g],
                                        .against = names[0],
                                        .of = period_text(period),
                                        .values = {period.ratio, plain(period.p)}});
        }
        section.findings.push_back({.group = names[g],
                                    .against = names[0],
                                    .of = "all equal?",
                                    .values = {{}, plain(fit.equality.p)}});
    }
    return section;
}

} // namespace report
