#include "sim/compare/tables/headline.hpp"

#include "analysis/usage/attrition.hpp"
#include "report/text/estimate_text.hpp"
#include "sim/compare/recorded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

/// "hazard of WHAT"
std::string what_hazard(analysis::Attrition const& attrition) {
    return std::holds_alternative<analysis::Left>(attrition) ? "hazard of leaving"
                                                             : "hazard of stopping";
}

std::string sentence(Comparison const& comparison, Contrast const& contrast) {
    auto const days = contrast.differences.once("restricted_mean");
    auto const& ratio = contrast.hazard_ratio.ratio;
    auto const& name = comparison.designs[contrast.design];
    auto const& baseline = comparison.designs[comparison.options.baseline];
    int const decimals = report::decimals_to_tell(days, 1);
    auto const hazard =
        fmt::format("{} x{}", what_hazard(comparison.options.attrition),
                    report::estimate_text(ratio, report::decimals_to_tell(ratio, 2)));
    if (std::isnan(days.value)) {
        return fmt::format("{}: cannot be told from {}", name, baseline);
    }
    if (std::isnan(days.low)) {
        return fmt::format("{}: {} days against {}, by a single run; {}", name,
                           report::difference_text(days, decimals), baseline, hazard);
    }
    if (days.low > 0.0 || days.high < 0.0) {
        bool const more = days.value > 0.0;
        double const sign = more ? 1.0 : -1.0;
        return fmt::format(
            "{} keeps people {} days {} ({} to {}) than {}; {}", name,
            report::number_text(sign * days.value, decimals), more ? "longer" : "less long",
            report::number_text(more ? days.low : -days.high, decimals),
            report::number_text(more ? days.high : -days.low, decimals), baseline, hazard);
    }
    return fmt::format("{}: no clear difference from {}, {} days; {}", name, baseline,
                       report::difference_text(days, decimals), hazard);
}

} // namespace

std::string in_words(analysis::Attrition const& attrition) {
    if (std::holds_alternative<analysis::Left>(attrition)) {
        return "left the app";
    }
    if (std::holds_alternative<analysis::LastUse>(attrition)) {
        return "used the app for the last time";
    }
    auto const& inactive = std::get<analysis::Inactive>(attrition);
    return fmt::format("began a gap of {} days without use{}", inactive.days,
                       inactive.final ? " that lasted to the end" : "");
}

std::string small_print(Comparison const& comparison) {
    auto const attrition = analysis::to_string(comparison.options.attrition);
    double const level = 100.0 * comparison.options.level.value;
    if (comparison.intervals == Intervals::over_people) {
        return fmt::format("attrition: {}; {:g}% intervals, users independent, designs paired",
                           attrition, level);
    }
    return comparison.replicates > 1
               ? fmt::format("attrition: {}; means and {:g}% intervals over {} replicates",
                             attrition, level, comparison.replicates)
               : fmt::format("attrition: {}; a single replicate: no intervals", attrition);
}

namespace {

/// What the intervals are, and for whom.
std::string about_intervals(Comparison const& comparison) {
    double const level = 100.0 * comparison.options.level.value;
    if (comparison.intervals == Intervals::over_people) {
        return fmt::format(
            "All are followed for {:g} days. Intervals are {:g}%; they take users as "
            "independent people and the designs of one user as paired.",
            comparison.follow_up, level);
    }
    auto const followed =
        comparison.staggered
            ? fmt::format("Those who installed count, by days since then, and followed to the "
                          "last of {:g} days.",
                          comparison.follow_up)
            : fmt::format("All are followed for {:g} days.", comparison.follow_up);
    if (comparison.replicates == 1) {
        return followed + " People feel their peers, so they are not independent, and a single run "
                          "gives no intervals: give `replicates` in the scenario, 8 or more.";
    }
    return fmt::format("{} People feel their peers, so they are not independent: values are means "
                       "over {} replicates (the same people, other luck), intervals are {:g}%, "
                       "Student's over replicates.",
                       followed, comparison.replicates, level);
}

/// How far each design travelled.
std::string who_installed(Comparison const& comparison) {
    std::vector<std::string> shares;
    for (auto const& design : comparison.everybody.designs) {
        shares.push_back(fmt::format("{} {}", comparison.designs[design.design],
                                     report::percent_text(design.installed)));
    }
    return fmt::format("Installed by day {}, %: {}.", comparison.horizon_days,
                       fmt::join(shares, ", "));
}

} // namespace

std::vector<std::string> preamble(Comparison const& comparison) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format(
        "{}: {} {}, {} people, days 0 to {}. The same people with the same luck under each design.",
        comparison.scenario, comparison.designs.size(),
        comparison.designs.size() == 1 ? "design" : "designs", report::count_text(comparison.users),
        comparison.horizon_days));
    if (comparison.users < comparison.users_asked) {
        lines.push_back(fmt::format("The run was interrupted: {} of {} people.",
                                    report::count_text(comparison.users),
                                    report::count_text(comparison.users_asked)));
    }
    if (auto line = in_words(comparison.kept); !line.empty()) {
        lines.push_back(std::move(line));
    }
    lines.push_back(fmt::format(
        "Attrition is \"{}\": {}. {}", analysis::to_string(comparison.options.attrition),
        in_words(comparison.options.attrition), about_intervals(comparison)));
    if (comparison.staggered) {
        lines.push_back(who_installed(comparison));
    }
    return lines;
}

std::vector<std::string> headlines(Comparison const& comparison, std::size_t most) {
    std::vector<Contrast const*> order;
    for (auto const& contrast : comparison.everybody.contrasts) {
        order.push_back(&contrast);
    }
    auto const effect = [](Contrast const* contrast) {
        double const days = contrast->differences.once("restricted_mean").value;
        return std::isnan(days) ? -1e300 : days;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](auto const* a, auto const* b) { return effect(a) > effect(b); });
    std::vector<std::string> lines;
    for (auto const* const contrast : order) {
        if (lines.size() == most) {
            lines.push_back(fmt::format("and {} more designs below", order.size() - most));
            break;
        }
        lines.push_back(sentence(comparison, *contrast));
    }
    return lines;
}

} // namespace sim
