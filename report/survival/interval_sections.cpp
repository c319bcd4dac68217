#include "report/survival/interval_sections.hpp"

#include "analysis/curves/turnbull.hpp"
#include "report/survival/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report {
namespace {

analysis::IntervalTable rows_of(IntervalData const& data, std::size_t group) {
    analysis::IntervalTable part;
    for (std::size_t i = 0; i < data.table.size(); ++i) {
        if (data.groups.divided() && data.groups.rows.of[i] != static_cast<int>(group)) {
            continue;
        }
        part.left.push_back(data.table.left[i]);
        part.right.push_back(data.table.right[i]);
        if (!data.table.weight.empty()) {
            part.weight.push_back(data.table.weight[i]);
        }
    }
    return part;
}

double last_finite(analysis::IntervalTable const& table) {
    double last = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        last = std::max(last, std::isinf(table.right[i]) ? table.left[i] : table.right[i]);
    }
    return last;
}

void add_bounds(Section& section, std::string const& group, analysis::Turnbull const& fit,
                std::vector<double> const& times) {
    for (double const time : times) {
        auto const bounds = fit.at(time);
        section.findings.push_back({.group = group,
                                    .at = time,
                                    .values = {plain(100 * bounds.low), plain(100 * bounds.high)},
                                    .note = fit.status == analysis::FitStatus::converged
                                                ? ""
                                                : std::string(analysis::explain(fit.status))});
    }
}

void add_mass(Section& section, std::string const& group, analysis::Turnbull const& fit) {
    for (std::size_t j = 0; j < fit.mass.size(); ++j) {
        section.findings.push_back({.group = group,
                                    .of = std::isinf(fit.right[j])
                                              ? fmt::format("after {}", fit.left[j])
                                              : fmt::format("{} to {}", fit.left[j], fit.right[j]),
                                    .values = {plain(100 * fit.mass[j])}});
    }
}

} // namespace

std::vector<Section> interval_sections(IntervalData const& data, std::vector<double> times) {
    if (times.empty()) {
        times = round_times(last_finite(data.table));
    }
    Section survival{"turnbull",
                     fmt::format("Survival from interval-censored times in {} (Turnbull): between "
                                 "these bounds; no standard errors, since none are valid",
                                 data.source)};
    survival.group_heading = data.groups.divided() ? data.groups.column : "group";
    survival.measures = {{"low_percent", "at least, %", Shown::statistic},
                         {"high_percent", "at most, %", Shown::statistic}};
    Section mass{"turnbull_mass", "Where events lie: the data do not tell more"};
    mass.group_heading = survival.group_heading;
    mass.of_heading = "interval";
    mass.measures = {{"mass_percent", "share, %", Shown::statistic}};
    for (std::size_t g = 0; g < data.groups.size(); ++g) {
        auto const fit = analysis::turnbull(rows_of(data, g));
        add_bounds(survival, data.groups.names[g], fit, times);
        add_mass(mass, data.groups.names[g], fit);
    }
    return {std::move(survival), std::move(mass)};
}

} // namespace report
