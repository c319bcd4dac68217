#include "sim/report/table_parts.hpp"

#include "sim/report/headline.hpp"

#include <fmt/format.h>

namespace sim {

std::string titled(std::string const& title, Comparison const& comparison, TextTable const& table) {
    return fmt::format("\n{}\n({})\n{}", title, small_print(comparison), table.str());
}

ContrastVerdict const* contrast_of(GroupVerdict const& group, std::size_t design) {
    for (auto const& contrast : group.contrasts) {
        if (contrast.design == design) {
            return &contrast;
        }
    }
    return nullptr;
}

std::string const& baseline_name(Comparison const& comparison) {
    return comparison.designs[comparison.judgement.baseline];
}

} // namespace sim
