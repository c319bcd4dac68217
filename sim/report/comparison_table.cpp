#include "sim/report/comparison_table.hpp"

#include "sim/report/headline.hpp"
#include "sim/report/survival_plot.hpp"
#include "sim/report/tables.hpp"
#include "sim/report/text_table.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

std::string headline_text(Comparison const& comparison, std::size_t width) {
    std::string text;
    for (auto const& line : headlines(comparison)) {
        text += wrapped(line, width, 4);
    }
    text += text.empty() ? "" : "\n";
    for (auto const& line : preamble(comparison)) {
        text += wrapped(line, width);
    }
    return text;
}

} // namespace

std::string comparison_table(Comparison const& comparison, TableOptions const& options) {
    auto text = headline_text(comparison, options.width);
    if (options.width >= narrowest_plot) {
        text += fmt::format("\nShare who have not yet {}, by day\n",
                            in_words(comparison.judgement.attrition));
        text += survival_plot(comparison, options.width);
    }
    text += time_table(comparison);
    text += group_table(comparison);
    text += retention_table(comparison);
    if (options.detail == Detail::full) {
        text += retention_difference_table(comparison);
        text += cause_table(comparison);
        text += alliance_table(comparison);
        text += instrument_table(comparison);
    }
    return text;
}

} // namespace sim
