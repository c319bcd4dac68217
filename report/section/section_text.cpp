#include "report/section/section_formats.hpp"
#include "report/text/estimate_text.hpp"
#include "report/text/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace report {

bool has_limits(Shown shown) noexcept {
    return shown != Shown::count && shown != Shown::statistic && shown != Shown::p;
}

namespace {

constexpr double percent = 100.0;

/// Enough decimals for about four digits of a number.
int decimals_of(double number, int digits = 4) {
    double const size = std::abs(number);
    if (std::isnan(size) || size == 0 || std::isinf(size)) {
        return 2;
    }
    return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 6);
}

std::string count_shown(double count) {
    if (std::isnan(count)) {
        return "-";
    }
    bool const whole = count == std::floor(count) && std::abs(count) < 1e15;
    return whole ? count_text(static_cast<std::size_t>(count))
                 : number_text(count, decimals_of(count));
}

/// None where a time and its limits are whole days.
int time_decimals(analysis::Estimate const& time) {
    auto const whole = [](double t) { return std::isnan(t) || t == std::floor(t); };
    return whole(time.value) && whole(time.low) && whole(time.high) ? 0 : decimals_of(time.value);
}

std::string shown_as(Shown shown, analysis::Estimate const& estimate) {
    switch (shown) {
    case Shown::count:
        return count_shown(estimate.value);
    case Shown::statistic:
        return number_text(estimate.value, std::min(3, decimals_of(estimate.value, 5)));
    case Shown::p:
        return p_text(estimate.value);
    case Shown::share:
        return percent_text(estimate);
    case Shown::shift:
        return difference_text(estimate, 1, percent);
    case Shown::time:
        return positive_text(estimate, time_decimals(estimate));
    case Shown::lag:
        return difference_text(estimate, std::min(3, decimals_of(estimate.value)));
    case Shown::ratio:
        return positive_text(estimate, decimals_to_tell(estimate, 2));
    case Shown::index:
        return estimate_text(estimate, 3);
    case Shown::number:
        return estimate_text(estimate, decimals_of(estimate.value));
    }
    return "";
}

/// A column that names what a row is about, when any row has something in it.
struct KeyColumn {
    std::string heading;
    std::string (*text)(Finding const&);
    Align align = Align::left;
};

std::string time_text(double at) {
    return std::isnan(at) ? "" : fmt::format("{}", at);
}

std::vector<KeyColumn> key_columns(Section const& section) {
    std::vector<KeyColumn> const possible{
        {section.group_heading, [](Finding const& finding) { return finding.group; }},
        {"against", [](Finding const& finding) { return finding.against; }},
        {section.of_heading, [](Finding const& finding) { return finding.of; }},
        {section.at_heading, [](Finding const& finding) { return time_text(finding.at); },
         Align::right}};
    std::vector<KeyColumn> used;
    for (auto const& column : possible) {
        if (std::any_of(section.findings.begin(), section.findings.end(),
                        [&](auto const& finding) { return !column.text(finding).empty(); })) {
            used.push_back(column);
        }
    }
    return used;
}

/// Whether long names of groups rather stand above their rows.
bool groups_above(Section const& section) {
    constexpr std::size_t long_name = 24; ///< of several rows each
    constexpr std::size_t too_long = 48;
    std::size_t groups = 0;
    std::size_t longest = 0;
    std::string group;
    for (auto const& finding : section.findings) {
        groups += std::exchange(group, finding.group) != finding.group ? 1U : 0U;
        longest = std::max(longest, display_width(finding.group));
    }
    return longest > too_long || (longest > long_name && section.findings.size() >= 2 * groups);
}

std::string section_table(Section const& section, std::size_t width) {
    auto keys = key_columns(section);
    bool const above = groups_above(section);
    if (above) {
        keys.erase(keys.begin());
    }
    std::vector<TextTable::Column> columns;
    for (auto const& key : keys) {
        columns.push_back({key.heading, key.align});
    }
    for (auto const& measure : section.measures) {
        columns.push_back({measure.heading, Align::right});
    }
    bool const noted = std::any_of(section.findings.begin(), section.findings.end(),
                                   [](auto const& finding) { return !finding.note.empty(); });
    if (noted) {
        columns.push_back({"", Align::left});
    }
    TextTable table(columns, 2);
    std::string group;
    for (auto const& finding : section.findings) {
        std::vector<std::string> cells;
        for (auto const& key : keys) {
            cells.push_back(key.text(finding));
        }
        bool const again = std::exchange(group, finding.group) == finding.group;
        if (above && !again) {
            table.add_heading(finding.group);
        } else if (!above && again && !finding.group.empty()) {
            cells.front().clear(); // a name that stands a line above is not said again
        }
        for (std::size_t m = 0; m < section.measures.size(); ++m) {
            cells.push_back(shown_as(section.measures[m].shown, finding.values[m]));
        }
        if (noted) {
            cells.push_back(finding.note);
        }
        table.add_row(std::move(cells));
    }
    return table.empty() ? "" : table.str(width);
}

} // namespace

std::string sections_text(std::vector<Section> const& sections, std::size_t width) {
    std::string text;
    for (auto const& section : sections) {
        text += text.empty() ? "" : "\n";
        text += wrapped(section.title, width);
        text += section_table(section, width);
        for (auto const& note : section.notes) {
            text += wrapped(note, width, 4, 2);
        }
    }
    return text;
}

} // namespace report
