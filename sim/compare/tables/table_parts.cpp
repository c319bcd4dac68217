#include "sim/compare/tables/table_parts.hpp"

#include "sim/compare/tables/headline.hpp"

#include <fmt/format.h>

namespace sim {

std::string titled(std::string const& title, Comparison const& comparison,
                   report::TextTable const& table, std::size_t width) {
    return fmt::format("\n{}\n({})\n{}", title, small_print(comparison), table.str(width));
}

void add_heading(report::TextTable& table, std::string const& label) {
    if (!table.empty()) {
        table.add_rule();
    }
    table.add_heading(label);
}

std::string below_heading(std::string const& design) {
    return "  " + design;
}

Contrast const* contrast_of(GroupEstimates const& group, std::size_t design) {
    for (auto const& contrast : group.contrasts) {
        if (contrast.design == design) {
            return &contrast;
        }
    }
    return nullptr;
}

std::string const& baseline_name(Comparison const& comparison) {
    return comparison.designs[comparison.options.baseline];
}

} // namespace sim
