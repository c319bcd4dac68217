#include "report/usage/course_findings.hpp"

#include "analysis/recurrent/mean_cumulative.hpp"
#include "analysis/recurrent/state_landmark.hpp"
#include "analysis/recurrent/state_occupation.hpp"

#include <fmt/format.h>

namespace report {
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

void add_transition(Section& section, UsageCourse const& course, int from, int day, int later,
                    analysis::Level level) {
    auto const there = analysis::in_state_at(course.states, from, day + 1);
    if (there.size() == 0) {
        return;
    }
    auto const occupied = analysis::state_occupation(there, level);
    Finding finding{.group = course.group,
                    .of = course.states.states[static_cast<std::size_t>(from)],
                    .at = static_cast<double>(day),
                    .values = {plain(occupied.persons)}};
    for (int to = 0; to < static_cast<int>(occupied.states.size()); ++to) {
        finding.values.push_back(occupied.at(to, later + 1));
    }
    section.findings.push_back(std::move(finding));
}

/// Of those in a state on a day, the shares in each state on the last day.
Section transition_section(std::vector<UsageCourse> const& courses, std::vector<int> const& days,
                           analysis::Level level) {
    Section section{"transitions",
                    fmt::format("Of those in a state at the end of a day, where they are on day {}",
                                days.back())};
    section.of_heading = "state";
    section.at_heading = "day";
    auto const& states = courses.front().states.states;
    section.measures = state_measures(states, Shown::share, ", %");
    section.measures.insert(section.measures.begin(), {"users", "users", Shown::count});
    for (auto const& course : courses) {
        for (std::size_t k = 0; k + 1 < days.size(); ++k) {
            // Nobody comes back from the last state, leaving.
            for (int from = 0; from + 1 < static_cast<int>(states.size()); ++from) {
                add_transition(section, course, from, days[k], days.back(), level);
            }
        }
    }
    return section;
}

Section contrast_section(std::vector<UsageCourse> const& courses, int day, double tau,
                         analysis::Pairing pairing, analysis::Level level) {
    auto const& first = courses.front();
    Section section{
        "course_contrasts",
        fmt::format("Against {}{}: lapses a user before day {} as a ratio, expected "
                    "days in each state as differences",
                    first.group,
                    pairing == analysis::Pairing::same_people ? ", the same people" : "", day)};
    section.measures = state_measures(first.states.states, Shown::lag, ", days");
    section.measures.insert(section.measures.begin(),
                            {"lapse_ratio", "lapses, ratio", Shown::ratio});
    for (std::size_t g = 1; g < courses.size(); ++g) {
        Finding finding{.group = courses[g].group, .against = first.group};
        finding.values = analysis::expected_days_difference(courses[g].states, first.states, tau,
                                                            pairing, level);
        finding.values.insert(
            finding.values.begin(),
            analysis::mean_cumulative_ratio(courses[g].lapses, first.lapses, day, pairing, level));
        section.findings.push_back(std::move(finding));
    }
    return section;
}

} // namespace

std::vector<Section> course_findings(std::vector<UsageCourse> const& courses, int gap_days,
                                     std::vector<int> const& days, double tau,
                                     analysis::Pairing pairing, analysis::Level level) {
    std::vector<Section> sections{lapse_section(courses, gap_days, days, level),
                                  state_section(courses, gap_days, days, level),
                                  expected_section(courses, tau, level)};
    if (days.size() > 1) {
        sections.push_back(transition_section(courses, days, level));
    }
    if (courses.size() > 1) {
        sections.push_back(contrast_section(courses, days.back(), tau, pairing, level));
    }
    return sections;
}

} // namespace report
