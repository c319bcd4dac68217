#include "sim/compare/tables/record_csv.hpp"

#include "analysis/usage/usage.hpp"
#include "core/csv_writer.hpp"
#include "sim/compare/people.hpp"

#include <fmt/format.h>

#include <sstream>

namespace sim {
namespace {

void usage_row(core::CsvWriter& csv, Record const& record, DesignRecord const& design,
               std::size_t user, int day) {
    auto const& outcomes = design.outcomes;
    csv.cell(design.name).cell(fmt::format("{}/{}", design.name, user));
    day == analysis::no_day ? csv.cell("") : csv.cell(day);
    if (outcomes.leave_day[user] == agents::never) {
        csv.cell("").cell("");
    } else {
        csv.cell(static_cast<int>(outcomes.leave_day[user]));
        csv.cell(record.causes[outcomes.cause[user]]);
    }
    csv.end_row();
}

void usage_rows(core::CsvWriter& csv, Record const& record, DesignRecord const& design) {
    auto const usage = usage_of(design.outcomes);
    for (std::size_t const user : installers(design.outcomes)) {
        int day = analysis::next_use(usage, user, 0);
        if (day == analysis::no_day) {
            usage_row(csv, record, design, user, day);
        }
        for (; day != analysis::no_day; day = analysis::next_use(usage, user, day + 1)) {
            usage_row(csv, record, design, user, day);
        }
    }
}

void trait_cells(core::CsvWriter& csv, agents::Population const& people, std::size_t user) {
    for (auto const& trait : people.traits) {
        float const value = trait.values[user];
        // As single precision, since its digits as a double would suggest more than was drawn.
        trait.levels.empty() ? csv.cell(fmt::format("{}", value))
                             : csv.cell(trait.levels[static_cast<std::size_t>(value)]);
    }
}

/// Of the status of an event table under a definition of attrition.
std::string cause_name(Record const& record, int status) {
    auto const cause = static_cast<std::size_t>(status) - 1;
    return status == 0                    ? "censored"
           : cause < record.causes.size() ? record.causes[cause]
                                          : "lapsed";
}

} // namespace

std::string usage_csv(Record const& record, std::span<std::size_t const> designs) {
    std::ostringstream out;
    core::CsvWriter csv(out);
    csv.cell("design").cell("user").cell("day").cell("left_day").cell("cause");
    csv.end_row();
    for (auto const design : designs) {
        usage_rows(csv, record, record.designs[design]);
    }
    return std::move(out).str();
}

std::string events_csv(Record const& record, std::span<std::size_t const> designs,
                       analysis::Attrition const& attrition) {
    std::ostringstream out;
    core::CsvWriter csv(out);
    csv.cell("user").cell("design").cell("time").cell("status").cell("cause");
    for (auto const& trait : record.population.traits) {
        csv.cell(trait.name);
    }
    csv.end_row();
    for (auto const design : designs) {
        auto const& outcomes = record.designs[design].outcomes;
        auto const last = last_days(outcomes);
        auto const users = installers(outcomes);
        auto const table = analysis::events(usage_of(outcomes, last), attrition,
                                            static_cast<int>(record.causes.size()), users);
        for (std::size_t row = 0; row < users.size(); ++row) {
            std::size_t const user = users[row];
            int const status = table.status[row];
            csv.cell(std::uint64_t{user}).cell(record.designs[design].name);
            csv.cell(table.time[row]).cell(status == 0 ? 0 : 1).cell(cause_name(record, status));
            trait_cells(csv, record.population, user);
            csv.end_row();
        }
    }
    return std::move(out).str();
}

} // namespace sim
