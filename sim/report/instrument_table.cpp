#include "sim/report/tables.hpp"

#include "sim/report/estimate_text.hpp"
#include "sim/report/headline.hpp"
#include "sim/report/table_parts.hpp"

#include <fmt/format.h>

namespace sim {
std::string instrument_table(Comparison const& comparison) {
    TextTable table({{"questionnaire"},
                     {"day", Align::right},
                     {"design"},
                     {"answered", Align::right},
                     {"mean score", Align::right}});
    auto const& designs = comparison.everybody.designs;
    std::size_t const given = designs.front().instruments.size();
    for (std::size_t n = 0; n < given; ++n) {
        if (n > 0) {
            table.add_rule();
        }
        for (auto const& design : designs) {
            auto const& score = design.instruments[n];
            bool const first = &design == &designs.front();
            table.add_row({first ? comparison.instruments[score.instrument] : "",
                           first ? std::to_string(score.day) : "",
                           comparison.designs[design.design], count_text(score.answered),
                           estimate_text(score.mean, 2)});
        }
    }
    return given == 0 ? std::string()
                      : titled("Questionnaires, filled in only by who still used the app",
                               comparison, table);
}

} // namespace sim
