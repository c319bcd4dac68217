#include "sim/compare/tables/tables.hpp"

#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

#include <numeric>

namespace sim {
namespace {

double sum(std::vector<std::int64_t> const& days) {
    return static_cast<double>(std::accumulate(days.begin(), days.end(), std::int64_t{0}));
}

} // namespace

std::string prompt_table(Comparison const& comparison, std::size_t width) {
    if (comparison.prompting.empty()) {
        return {};
    }
    report::TextTable table({{"design"},
                             {"prompts a person", report::Align::right},
                             {"answered in their day-part", report::Align::right}});
    for (auto const& course : comparison.prompting) {
        table.add_row(
            {comparison.designs[course.design],
             fmt::format("{:.1f}", sum(course.sent) / static_cast<double>(comparison.users)),
             fmt::format("{:.1f}%", 100.0 * sum(course.answered) / sum(course.sent))});
    }
    return "\nPrompts, counted over everybody\n" + table.str(width);
}

std::string stage_table(Comparison const& comparison, std::size_t width) {
    if (comparison.staged.empty()) {
        return {};
    }
    report::TextTable table({{"design, stage"},
                             {"entered, times a person", report::Align::right},
                             {"days in it, of all days with the app", report::Align::right}});
    for (auto const& staged : comparison.staged) {
        add_heading(table, comparison.designs[staged.design]);
        for (auto const& stage : staged.stages) {
            table.add_row(
                {below_heading(stage.name),
                 fmt::format("{:.2f}", sum(stage.entered) / static_cast<double>(comparison.users)),
                 fmt::format("{:.1f}%", 100.0 * sum(stage.in) / sum(staged.active))});
        }
    }
    return "\nStages, counted over everybody\n" + table.str(width);
}

} // namespace sim
