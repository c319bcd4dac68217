#include "study/report/report_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace study {
namespace {

constexpr std::size_t shown = 25;

/// Around a value and all limits.
void set_axis(report::picture::ForestPicture& forest, double around) {
    forest.axis_low = around;
    forest.axis_high = around;
    for (auto const& row : forest.rows) {
        for (double const end : {row.estimate, row.low, row.high}) {
            if (std::isfinite(end)) {
                forest.axis_low = std::min(forest.axis_low, end);
                forest.axis_high = std::max(forest.axis_high, end);
            }
        }
    }
    if (!(forest.axis_low < forest.axis_high)) {
        forest.axis_low = forest.axis_high = report::picture::not_given;
    }
}

} // namespace

std::string short_name(std::string name) {
    constexpr std::size_t longest = 37;
    for (std::string_view const start : {"theory.", "subthemes."}) {
        if (name.size() > longest && name.starts_with(start)) {
            name.erase(0, start.size());
        }
    }
    auto const last = name.rfind('.');
    if (name.size() <= longest || last == std::string::npos) {
        return name;
    }
    auto const tail = name.substr(last + 1);
    auto const room = longest - std::min(longest, tail.size() + 1);
    auto const dot = name.rfind('.', room);
    return dot == std::string::npos || dot >= last ? "\u2026" + tail
                                                   : name.substr(0, dot) + "\u2026" + tail;
}

report::picture::ForestPicture ranking_of(report::Section const& section,
                                          std::string const& output) {
    report::picture::ForestPicture forest;
    forest.words.title = fmt::format("What moves {}", output);
    forest.words.subtitle = section.title;
    forest.scale = report::picture::ForestScale::linear;
    forest.null_value = 0.0;
    // Of a factor with all its interactions, where the section tells that.
    bool const total = section.measures.size() > 1 && section.measures[1].name == "total";
    std::size_t const which = total ? 1 : 0;
    auto const& heading = section.measures[which].heading;
    forest.measure = heading.substr(0, heading.find(" ("));
    auto const factors = std::count_if(
        section.findings.begin(), section.findings.end(),
        [&output](report::Finding const& finding) { return finding.group == output; });
    bool const many = static_cast<std::size_t>(factors) > shown;
    for (auto const& finding : section.findings) {
        auto const& value = finding.values[which];
        // Of many factors most do nothing, which fills no picture.
        bool const nothing = value.value == 0.0 && !(value.standard_error > 0.0) && many;
        if (finding.group == output && forest.rows.size() < shown && !nothing) {
            forest.rows.push_back({.name = short_name(finding.of),
                                   .estimate = value.value,
                                   .low = value.low,
                                   .high = value.high});
        }
    }
    set_axis(forest, 0.0);
    return forest;
}

report::picture::ForestPicture tornado_of(report::Section const& section,
                                          std::string const& output) {
    // Of the tornado's section: factor low, high, output at low, at high, swing.
    constexpr std::size_t at_low = 2;
    constexpr std::size_t at_high = 3;
    report::picture::ForestPicture forest;
    forest.words.title = fmt::format("{}: what one factor does", output);
    forest.words.subtitle = section.title;
    forest.words.caption =
        "Bars go from the output where the factor is low to where it is high, which is their dark "
        "end; the dashes stand at the mean of all. They are no intervals.";
    forest.scale = report::picture::ForestScale::linear;
    forest.measure = "Low to high";
    forest.interval = "";
    forest.null_value = 0.0;
    for (auto const& finding : section.findings) {
        if (finding.group != output || forest.rows.size() == shown) {
            continue;
        }
        double const low = finding.values[at_low].value;
        double const high = finding.values[at_high].value;
        if (!std::isfinite(low) || !std::isfinite(high)) {
            continue;
        }
        forest.null_value = 0.5 * (low + high); // the same of all, but for rounding
        forest.rows.push_back({.name = short_name(finding.of),
                               .estimate = high,
                               .low = std::min(low, high),
                               .high = std::max(low, high),
                               .kind = report::picture::ForestRowKind::bar});
    }
    set_axis(forest, forest.null_value);
    return forest;
}

} // namespace study
