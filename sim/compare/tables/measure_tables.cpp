#include "sim/compare/tables/tables.hpp"

#include "report/text/estimate_text.hpp"
#include "sim/compare/tables/headline.hpp"
#include "sim/compare/tables/table_parts.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

/// An estimate of a measure for each design beside its difference from the baseline, in groups of
/// one measure and part.
class MeasureTable {
public:
    explicit MeasureTable(Comparison const& comparison)
        : comparison_(comparison),
          table_({{"design"},
                  {"estimate", report::Align::right},
                  {fmt::format("difference from {}", baseline_name(comparison)),
                   report::Align::right}}) {}

    /// Every part of a measure that designs are compared by. @param k  which of its series
    void add(Measure const& measure, std::size_t k = 0) {
        auto const& group = comparison_.everybody;
        auto const& names = comparison_.names.of(measure.breakdown);
        bool const shown =
            group.designs.front().estimates.has(measure.name) && measure.between_people != nullptr;
        for (std::size_t part = 0; shown && part < comparison_.names.count(measure.breakdown);
             ++part) {
            auto const name = names.empty() ? std::string() : names[part];
            add_heading(table_, fmt::format(fmt::runtime(measure.heading), name));
            for (auto const& design : group.designs) {
                add_row(measure, part, k, design);
            }
        }
    }

    [[nodiscard]] bool empty() const { return table_.empty(); }
    [[nodiscard]] std::string str(std::string const& title, std::size_t width) const {
        return titled(title, comparison_, table_, width);
    }

private:
    void add_row(Measure const& measure, std::size_t part, std::size_t k,
                 DesignEstimates const& design) {
        auto const [decimals, scale] = measure.format;
        auto const at = [&, &name = measure.name](Estimates const& estimates) {
            return estimates.of(name, part)[k].estimate;
        };
        auto const* const contrast = contrast_of(comparison_.everybody, design.design);
        table_.add_row({below_heading(comparison_.designs[design.design]),
                        report::estimate_text(at(design.estimates), decimals, scale),
                        contrast == nullptr
                            ? ""
                            : report::difference_text(at(contrast->differences), decimals, scale)});
    }

    Comparison const& comparison_;
    report::TextTable table_;
};

/// The last of the days that is within follow-up; days.size() when none is.
std::size_t last_day_followed(Comparison const& comparison) {
    auto const& days = comparison.options.days;
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
    if (k == comparison.options.days.size()) {
        return {};
    }
    MeasureTable table(comparison);
    for (auto const& measure : measures()) {
        if (measure.table == InTable::causes) {
            table.add(measure, k);
        }
    }
    return table.str(fmt::format("Why: share who {} before day {}, by cause (Aalen-Johansen)",
                                 in_words(comparison.options.attrition),
                                 comparison.options.days[k]),
                     width);
}

std::string state_table(Comparison const& comparison, std::size_t width) {
    MeasureTable table(comparison);
    for (auto const& measure : measures()) {
        if (measure.table == InTable::state) {
            table.add(measure);
        }
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
