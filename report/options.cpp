#include "report/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <variant>

namespace report {

core::Mistake choice_mistake(std::string option, std::string what, std::string allowed,
                             std::string suggestion) {
    return {core::Place{std::move(option), 0, 0},
            {},
            std::move(what),
            std::move(allowed),
            std::move(suggestion)};
}

analysis::Attrition chosen_attrition(std::string const& text, int horizon_days,
                                     core::Mistakes& mistakes) {
    auto const attrition = analysis::parse_attrition(text);
    if (!attrition) {
        mistakes.add(choice_mistake("--attrition",
                                    fmt::format("\"{}\" is no definition of attrition", text),
                                    "left, last-use, inactive:N, inactive:N:final",
                                    core::nearest(text, {"left", "last-use", "inactive:14"})));
        return analysis::Left{};
    }
    if (follow_up(*attrition, horizon_days) < 1) {
        mistakes.add(choice_mistake(
            "--attrition",
            fmt::format("a gap of {} days cannot be seen in a record that ends on day {}",
                        std::get<analysis::Inactive>(*attrition).days, horizon_days),
            fmt::format("inactive:1 to inactive:{}", horizon_days)));
    }
    return *attrition;
}

std::vector<int> chosen_days(std::vector<int> days, int horizon_days, core::Mistakes& mistakes) {
    for (int const day : days) {
        if (day < 0 || day > horizon_days) {
            mistakes.add(choice_mistake("--days", fmt::format("day {} is not in the record", day),
                                        fmt::format("0 to {}", horizon_days)));
        }
    }
    if (days.empty()) {
        constexpr std::array usual{1, 7, 15, 30, 90};
        std::copy_if(usual.begin(), usual.end(), std::back_inserter(days),
                     [&](int day) { return day <= horizon_days; });
    }
    if (days.empty()) {
        days.push_back(horizon_days);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

analysis::Level chosen_level(double level, core::Mistakes& mistakes) {
    if (!(level > 0.0 && level < 1.0)) {
        mistakes.add(choice_mistake("--level", fmt::format("{} is no confidence level", level),
                                    "above 0, below 1"));
        return {};
    }
    return {level};
}

int follow_up(analysis::Attrition const& attrition, int horizon_days) {
    auto const* const inactive = std::get_if<analysis::Inactive>(&attrition);
    return inactive != nullptr ? horizon_days - inactive->days + 1 : horizon_days + 1;
}

} // namespace report
