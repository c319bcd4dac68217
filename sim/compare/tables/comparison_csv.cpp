#include "sim/compare/tables/comparison_csv.hpp"

#include "analysis/usage/attrition.hpp"
#include "sim/compare/tables/comparison_rows.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sim {
namespace {

std::string quoted(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string result = "\"";
    for (char const c : text) {
        result += c;
        if (c == '"') {
            result += c;
        }
    }
    return result + '"';
}

/// The shortest text that reads back to the same bits; empty when undefined or infinite.
std::string field(double number) {
    return std::isfinite(number) ? fmt::format("{}", number) : std::string();
}

} // namespace

std::string comparison_csv(CompareReport const& report) {
    std::string csv = "attrition,trait,group,design,contrast_with,measure,day,of,value,low,high,"
                      "standard_error,p\n";
    auto const attrition = analysis::to_string(report.comparison.options.attrition);
    for (auto const& row : comparison_rows(report)) {
        csv +=
            fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", attrition, quoted(row.trait),
                        quoted(row.group), quoted(row.design), quoted(row.contrast_with),
                        row.measure, row.day ? field(*row.day) : "", quoted(row.of),
                        field(row.estimate.value), field(row.estimate.low),
                        field(row.estimate.high), field(row.estimate.standard_error), field(row.p));
    }
    return csv;
}

} // namespace sim
