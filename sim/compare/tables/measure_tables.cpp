#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/recorded.hpp"
#include "sim/compare/tables/headline.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

#include <functional>

namespace sim {
namespace {

/// The estimate of a design or, as a difference, of a contrast.
using EstimateOf = std::function<analysis::Estimate const&(Measures const&)>;

/// A measure of every design beside its difference from the baseline, in groups of one measure.
class MeasureTable {
public:
    explicit MeasureTable(Comparison const& comparison)
        : comparison_(comparison),
          table_({{"design"},
                  {"estimate", report::Align::right},
                  {fmt::format("difference from {}", baseline_name(comparison)),
                   report::Align::right}}) {}

    void add_group(std::string const& label, EstimateOf const& of, int decimals, double scale) {
        add_heading(table_, label);
        auto const& group = comparison_.everybody;
        for (auto const& design : group.designs) {
            auto const* const contrast = contrast_of(group, design.design);
            table_.add_row({below_heading(comparison_.designs[design.design]),
                            report::estimate_text(of(design.measures), decimals, scale),
                            contrast == nullptr ? ""
                                                : report::difference_text(of(contrast->differences),
                                                                          decimals, scale)});
        }
    }

    [[nodiscard]] bool empty() const { return table_.empty(); }
    [[nodiscard]] std::string str(std::string const& title, std::size_t width) const {
        return titled(title, comparison_, table_, width);
    }

private:
    Comparison const& comparison_;
    report::TextTable table_;
};

/// The last of the days that is within follow-up; days.size() when none is.
std::size_t last_day_followed(Comparison const& comparison) {
    auto const& days = comparison.judgement.days;
    for (std::size_t k = days.size(); k > 0; --k) {
        if (days[k - 1] <= comparison.follow_up) {
            return k - 1;
        }
    }
    return days.size();
}

} // namespace

std::string cause_table(Comparison const& comparison, std::size_t width) {
    auto const k = last_day_followed(comparison);
    if (k == comparison.judgement.days.size()) {
        return {};
    }
    MeasureTable table(comparison);
    for (std::size_t cause = 0; cause < comparison.causes.size(); ++cause) {
        table.add_group(
            comparison.causes[cause] + ", %",
            [=](Measures const& measures) -> auto const& { return measures.incidence[cause][k]; },
            2, 100.0);
    }
    return table.str(fmt::format("Why: share who {} before day {}, by cause (Aalen-Johansen)",
                                 in_words(comparison.judgement.attrition),
                                 comparison.judgement.days[k]),
                     width);
}

std::string alliance_table(Comparison const& comparison, std::size_t width) {
    using agents::Recorded;
    auto const can = [&](Recorded group) { return can_tell(comparison.kept, group); };
    MeasureTable table(comparison);
    if (can(Recorded::alliance)) {
        table.add_group(
            "alliance", [](Measures const& m) -> auto const& { return m.alliance_end; }, 3, 1.0);
    }
    for (std::size_t j = 0; j < comparison.components.size() && can(Recorded::components); ++j) {
        table.add_group(
            comparison.components[j],
            [j](Measures const& m) -> auto const& { return m.components_end[j]; }, 3, 1.0);
    }
    if (can(Recorded::distress)) {
        table.add_group(
            "change of distress",
            [](Measures const& m) -> auto const& { return m.distress_change; }, 4, 1.0);
    }
    if (can(Recorded::use) && can(Recorded::leaving)) {
        table.add_group(
            "daily open rate, %", [](Measures const& m) -> auto const& { return m.open_rate; }, 2,
            100.0);
    }
    if (table.empty()) {
        return {};
    }
    return table.str(
        fmt::format("Alliance and components on the last day with the app, 0 to 1; distress from "
                    "installing to day {}, 0 to 1; everybody",
                    comparison.horizon_days),
        width);
}

} // namespace sim
