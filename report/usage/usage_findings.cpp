#include "report/usage/usage_findings.hpp"

#include "analysis/curves/kaplan_meier.hpp"
#include "analysis/recurrent/usage_lapses.hpp"
#include "analysis/recurrent/usage_states.hpp"
#include "analysis/usage/retention.hpp"
#include "report/usage/course_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace report {
namespace {

/// Indices of the users of each group.
std::vector<std::vector<std::size_t>> users_by_group(UsageLog const& log) {
    std::vector<std::vector<std::size_t>> groups(log.groups.size());
    for (std::size_t user = 0; user < log.users.size(); ++user) {
        auto const group =
            log.groups.divided() ? static_cast<std::size_t>(log.groups.rows.of[user]) : 0;
        groups[group].push_back(user);
    }
    return groups;
}

Section people(UsageLog const& log, std::vector<std::vector<std::size_t>> const& groups) {
    Section section{"people", fmt::format("People in {}, followed from enrolment", log.source)};
    section.measures = {{"users", "users", Shown::count},
                        {"never_used", "never used", Shown::count},
                        {"shortest_follow_up", "days, least", Shown::count},
                        {"longest_follow_up", "most", Shown::count},
                        {"user_days", "in all", Shown::count}};
    auto const view = log.view();
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::size_t never = 0;
        std::size_t days = 0;
        int shortest = log.horizon_days;
        int longest = 0;
        for (auto const user : groups[g]) {
            never += analysis::last_use(view, user) == analysis::no_day ? 1U : 0U;
            days += static_cast<std::size_t>(view.followed_to(user)) + 1;
            shortest = std::min(shortest, view.followed_to(user));
            longest = std::max(longest, view.followed_to(user));
        }
        section.findings.push_back(
            {.group = log.groups.names[g],
             .values = {plain(groups[g].size()), plain(never), plain(static_cast<double>(shortest)),
                        plain(static_cast<double>(longest)), plain(days)}});
    }
    section.notes = log.notes;
    return section;
}

/// A row for every group and day, a column for every read-out.
Section retention(UsageLog const& log, std::vector<std::vector<std::size_t>> const& groups,
                  UsageQuestions const& questions) {
    Section section{"retention",
                    "Retention by day since enrolment (day 0), of those followed to that day. Four "
                    "read-outs, never to be mixed: used it on the day; last use on the day or "
                    "after; returned, that is used it on one of days 1 to N; number of days used "
                    "up to the day"};
    section.at_heading = "day";
    section.measures = {{"followed", "followed", Shown::count},
                        {"on_day", "on day, %", Shown::share},
                        {"last_use", "last use, %", Shown::share},
                        {"returned", "returned, %", Shown::share},
                        {"days_used", "days used", Shown::number}};
    std::vector<analysis::ReadOut> asked{analysis::ReadOut::on_day, analysis::ReadOut::last_use,
                                         analysis::ReadOut::returned, analysis::ReadOut::days_used};
    if (log.leaving_known) {
        asked.push_back(analysis::ReadOut::not_left);
        section.measures.push_back({"not_left", "not left, %", Shown::share});
    }
    auto const view = log.view();
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (int const day : questions.days) {
            Finding finding{.group = log.groups.names[g], .at = static_cast<double>(day)};
            finding.values.push_back(plain(analysis::followed(view, groups[g], day)));
            for (auto const read_out : asked) {
                finding.values.push_back(
                    analysis::retention(view, groups[g], read_out, day, questions.level));
            }
            section.findings.push_back(std::move(finding));
        }
    }
    return section;
}

Section attrition(UsageLog const& log, analysis::Attrition const& definition,
                  UsageQuestions const& questions) {
    auto const name = analysis::to_string(definition);
    Section section{
        fmt::format("attrition_{}", name),
        fmt::format("Attrition by the definition {}: Kaplan-Meier, S(N) the share to whom "
                    "it had not happened before day N; time in days lived (what "
                    "happens on day d has time d + 1)",
                    name)};
    section.measures = {{"users", "users", Shown::count},
                        {"events", "events", Shown::count},
                        {"median", "median", Shown::time}};
    for (int const day : questions.days) {
        section.measures.push_back(
            {fmt::format("survival_{}", day), fmt::format("S({}), %", day), Shown::share});
    }
    auto const data = events_of(log, definition);
    for (std::size_t g = 0; g < log.groups.size(); ++g) {
        auto const table = rows_of_group(data, g);
        auto const curve = analysis::kaplan_meier(table, questions.level);
        auto const events = std::count_if(table.status.begin(), table.status.end(),
                                          [](int status) { return status > 0; });
        Finding finding{.group = log.groups.names[g]};
        finding.values = {plain(table.size()), plain(static_cast<double>(events)), curve.median()};
        for (int const day : questions.days) {
            finding.values.push_back(curve.at(day));
        }
        section.findings.push_back(std::move(finding));
    }
    return section;
}

/// The rows of some persons.
template <class Table>
std::vector<std::size_t> rows_of(Table const& table, UsageLog const& log, std::size_t group) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.size(); ++row) {
        auto const user = static_cast<std::size_t>(table.person[row]);
        if (!log.groups.divided() || log.groups.rows.of[user] == static_cast<int>(group)) {
            rows.push_back(row);
        }
    }
    return rows;
}

template <class Value>
std::vector<Value> picked(std::vector<Value> const& column, std::vector<std::size_t> const& rows) {
    std::vector<Value> part;
    part.reserve(rows.size());
    for (auto const row : rows) {
        part.push_back(column[row]);
    }
    return part;
}

std::vector<UsageCourse> courses_of(UsageLog const& log, int gap_days) {
    auto const lapses = analysis::lapses(log.view(), gap_days, analysis::LapseRisk::while_followed);
    auto const states = analysis::usage_states(log.view(), gap_days);
    std::vector<UsageCourse> courses;
    for (std::size_t g = 0; g < log.groups.size(); ++g) {
        auto const of_lapses = rows_of(lapses, log, g);
        auto const of_states = rows_of(states, log, g);
        courses.push_back({log.groups.names[g],
                           {picked(lapses.person, of_lapses), picked(lapses.start, of_lapses),
                            picked(lapses.stop, of_lapses), picked(lapses.status, of_lapses)},
                           {states.states, picked(states.person, of_states),
                            picked(states.start, of_states), picked(states.stop, of_states),
                            picked(states.from, of_states), picked(states.to, of_states)}});
    }
    return courses;
}

/// To which everybody is followed [days lived].
double common_time(UsageLog const& log) {
    int shortest = log.horizon_days;
    for (std::size_t user = 0; user < log.users.size(); ++user) {
        shortest = std::min(shortest, log.view().followed_to(user));
    }
    return shortest + 1;
}

} // namespace

EventData events_of(UsageLog const& log, analysis::Attrition const& attrition) {
    EventData data;
    data.source = log.source;
    data.table = analysis::events(log.view(), attrition, static_cast<int>(log.causes.size()));
    data.causes = log.causes;
    if (!std::holds_alternative<analysis::Left>(attrition)) {
        data.causes.emplace_back("lapsed");
    }
    data.groups = log.groups;
    data.strata = {{{}, 1}, {""}, ""};
    return data;
}

std::vector<Section> usage_findings(UsageLog const& log, UsageQuestions const& questions) {
    auto const groups = users_by_group(log);
    std::vector<Section> sections{people(log, groups), retention(log, groups, questions)};
    for (auto const& definition : questions.attritions) {
        sections.push_back(attrition(log, definition, questions));
    }
    auto course =
        course_findings(courses_of(log, questions.gap_days), questions.gap_days, questions.days,
                        common_time(log), analysis::Pairing::unpaired, questions.level);
    std::move(course.begin(), course.end(), std::back_inserter(sections));
    for (auto& section : sections) {
        section.group_heading = log.groups.divided() ? log.groups.column : section.group_heading;
    }
    return sections;
}

} // namespace report
