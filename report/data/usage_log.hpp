#pragma once

#include "analysis/usage/usage.hpp"
#include "core/csv.hpp"
#include "report/data/event_data.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace report {

/// Which columns of a log hold what; an empty name: no such column.
struct UsageColumns {
    std::string user = {};
    std::string day = {};      ///< of a use; an empty cell: only says that the user is enrolled
    std::string enrolled = {}; ///< without it, `day` counts from enrolment (0 is the first day)
    std::string left = {};     ///< when the user left the app for good; empty cells: did not
    std::string cause = {};    ///< of leaving
    std::string group = {};
    std::string baseline = {}; ///< the group that comes first; default: the lowest
    /// Last day of the record, as `day` is written; default: the last day in the file.
    std::string until = {};
};

/// Days of use of people, each from enrolment (day 0) to the end of the record.
struct UsageLog {
    std::string source;
    std::vector<std::string> users; ///< by first appearance in the file
    int horizon_days = 0;           ///< of who was followed longest
    std::vector<std::uint8_t> use;  ///< as in analysis::UsageView
    std::vector<std::int16_t> leave_day;
    std::vector<std::uint8_t> cause;
    std::vector<std::int16_t> last_day;
    std::vector<std::string> causes; ///< of leaving; one of them, "left", when no column tells
    NamedGroups groups;
    bool leaving_known = false; ///< a column tells who left
    std::vector<std::string> notes;

    [[nodiscard]] analysis::UsageView view() const {
        return {users.size(), horizon_days, use, leave_day, cause, last_day};
    }
};

/// Reads a log with a row for every use (several a day count once). Days are whole numbers or dates
/// (2026-11-22, a time after it does not matter); what was enrolled, left and until is written the
/// same way. Tells every mistake: no whole day, a use before enrolment, after leaving or after
/// `until`, a user with two days of enrolment, of leaving, two causes or two groups, more than
/// 32,766 days.
[[nodiscard]] UsageLog read_usage_log(core::CsvTable const& table, UsageColumns const& columns,
                                      core::Mistakes& mistakes);

} // namespace report
