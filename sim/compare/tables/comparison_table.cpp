#include "sim/compare/tables/comparison_table.hpp"

#include "report/section/section_formats.hpp"
#include "report/text/text_table.hpp"
#include "sim/compare/tables/headline.hpp"
#include "sim/compare/tables/survival_plot.hpp"
#include "sim/compare/tables/tables.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

std::string headline_text(Comparison const& comparison, std::size_t width) {
    std::string text;
    for (auto const& line : headlines(comparison)) {
        text += report::wrapped(line, width, 4);
    }
    text += text.empty() ? "" : "\n";
    for (auto const& line : preamble(comparison)) {
        text += report::wrapped(line, width);
    }
    return text;
}

} // namespace

std::string comparison_table(CompareReport const& report, TableOptions const& options) {
    auto const& comparison = report.comparison;
    auto text = headline_text(comparison, options.width);
    if (options.width >= report::picture::narrowest_canvas) {
        text += fmt::format(
            "\nKaplan-Meier: share to whom attrition ({}) has not come yet, by time{}\n",
            analysis::to_string(comparison.options.attrition),
            comparison.replicates > 1 ? "; first replicate" : "");
        text += survival_plot(
            comparison,
            {.width = options.width, .letters = options.letters, .colours = options.colours});
    }
    text += time_table(comparison, options.width);
    text += group_table(comparison, options.width);
    text += retention_table(comparison, options.width);
    if (options.detail == Detail::full) {
        text += retention_difference_table(comparison, options.width);
        text += cause_table(comparison, options.width);
        text += state_table(comparison, options.width);
        text += scale_table(comparison, options.width);
        text += prompt_table(comparison, options.width);
        text += stage_table(comparison, options.width);
    }
    if (!report.sections.empty()) {
        text += "\n" + report::sections_text(report.sections, options.width);
    }
    return text;
}

} // namespace sim
