#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

namespace sim {

std::string instrument_table(Comparison const& comparison, std::size_t width) {
    auto const& designs = comparison.everybody.designs;
    std::size_t const given = designs.front().instruments.size();
    if (given == 0) {
        return {};
    }
    report::TextTable table(
        {{"design"}, {"answered", report::Align::right}, {"mean score", report::Align::right}});
    for (std::size_t n = 0; n < given; ++n) {
        auto const& asked = designs.front().instruments[n];
        add_heading(table,
                    fmt::format("{}, day {}", comparison.instruments[asked.instrument], asked.day));
        for (auto const& design : designs) {
            auto const& score = design.instruments[n];
            table.add_row({below_heading(comparison.designs[design.design]),
                           report::count_text(score.answered),
                           report::estimate_text(score.mean, 2)});
        }
    }
    return titled("Questionnaires, filled in only by who still used the app", comparison, table,
                  width);
}

} // namespace sim
