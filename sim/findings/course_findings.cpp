#include "sim/findings/course_findings.hpp"

#include "analysis/recurrent/mean_cumulative.hpp"
#include "analysis/recurrent/state_occupation.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

std::vector<Measure> state_measures(std::vector<std::string> const& states, Shown shown,
                                    char const* unit) {
    std::vector<Measure> measures;
    for (auto const& state : states) {
        measures.push_back({state, fmt::format("{}{}", state, unit), shown});
    }
    return measures;
}

Section lapse_section(std::vector<UsageCourse> const& courses, int gap_days,
                      std::vector<int> const& days, analysis::Level level) {
    Section section{"lapses",
                    fmt::format("Lapses, gaps of {} days without use with or without a return: "
                                "mean number of a user that began before the day; everybody "
                                "counts, also who left",
                                gap_days)};
    section.at_heading = "day";
    section.measures = {{"mean", "lapses a user", Shown::number}};
    for (auto const& course : courses) {
        auto const curve = analysis::mean_cumulative(course.lapses, level);
        for (int const day : days) {
            section.findings.push_back(
                {.group = course.group, .at = static_cast<double>(day), .values = {curve.at(day)}});
        }
    }
    return section;
}

Section state_section(std::vector<UsageCourse> const& courses, int gap_days,
                      std::vector<int> const& days, analysis::Level level) {
    Section section{"states",
                    fmt::format("Where users are on a day: active, lapsed (no use on this day and "
                                "the {} before it), or left",
                                gap_days - 1)};
    section.at_heading = "day";
    section.measures = state_measures(courses.front().states.states, Shown::share, ", %");
    for (auto const& course : courses) {
        auto const occupied = analysis::state_occupation(course.states, level);
        for (int const day : days) {
            Finding finding{.group = course.group, .at = static_cast<double>(day)};
            for (int state = 0; state < static_cast<int>(occupied.states.size()); ++state) {
                finding.values.push_back(occupied.at(state, day + 1));
            }
            section.findings.push_back(std::move(finding));
        }
    }
    return section;
}

Section expected_section(std::vector<UsageCourse> const& courses, double tau,
                         analysis::Level level) {
    Section section{"expected_days",
                    fmt::format("Expected days in each state, of the first {} lived", tau)};
    section.measures = state_measures(courses.front().states.states, Shown::time, "");
    for (auto const& course : courses) {
        section.findings.push_back(
            {.group = course.group, .values = analysis::expected_days(course.states, tau, level)});
    }
    return section;
}

} // namespace

std::vector<Section> course_findings(std::vector<UsageCourse> const& courses, int gap_days,
                                     std::vector<int> const& days, double tau,
                                     analysis::Level level) {
    return {lapse_section(courses, gap_days, days, level),
            state_section(courses, gap_days, days, level), expected_section(courses, tau, level)};
}

} // namespace sim
