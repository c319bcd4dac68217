#include "study/reading/until.hpp"

#include "core/csv.hpp"
#include "core/schema_mapping.hpp"

#include <fmt/format.h>
#include <string_view>

namespace study::reading {

using namespace core::schema;

namespace {

constexpr Interval confidences{0.5, 0.9999};
// Sources: analysis/selection/precision.hpp and best_of.hpp.
constexpr std::uint32_t fewest_for_precision = 5;
constexpr std::uint32_t fewest_for_choice = 10;

/// 0.5, or "0.5 days".
Type<double> amount() {
    auto type = converted<double>(text(), [](std::string words, Cursor const& cursor) {
        std::string_view number = words;
        for (std::string_view const unit : {" days", " day"}) {
            if (number.ends_with(unit)) {
                number.remove_suffix(unit.size());
            }
        }
        auto const value = core::number_in(number);
        if (!value || !(*value > 0.0)) {
            cursor.complain(fmt::format("\"{}\" is no difference to tell", words),
                            "a number above 0, in the unit of the output");
        }
        return value.value_or(1.0);
    });
    type.shape = {"number", "above 0", "of the output", {}};
    return type;
}

UntilBest& best_of(Until& until) {
    if (!std::holds_alternative<UntilBest>(until.goal)) {
        until.goal = UntilBest{};
    }
    return std::get<UntilBest>(until.goal);
}

void check(Until& until, Cursor const& cursor) {
    until.place = cursor.node().place();
    auto const* best = std::get_if<UntilBest>(&until.goal);
    bool const told = cursor.node().find("indifference") != nullptr;
    if (best != nullptr && !told) {
        cursor.complain("does not say from which difference on the best must be told",
                        "`indifference`: a difference worth detecting");
    } else if (best == nullptr) {
        for (auto const* key : {"indifference", "better"}) {
            if (cursor.node().find(key) != nullptr) {
                cursor.at(key).complain("is only for `best`");
            }
        }
    }
    if (until.fewest == 0) {
        until.fewest = best == nullptr ? fewest_for_precision : fewest_for_choice;
    }
}

} // namespace

Type<Until> until_type() {
    return core::schema::Mapping<Until>("until", "When a point has met enough lucks.")
        .alternative(
            "half_width", number(positive), [](Until& u, double x) { u.goal = UntilPrecise{x}; },
            "the mean over replicates is known to within so much, with 95% confidence")
        .alternative(
            "best", number(confidences), [](Until& u, double x) { best_of(u).confidence = x; },
            "the best of all points and designs is known, with this confidence (Kim & Nelson 2001)")
        .optional(
            "indifference", "needed with best", amount(),
            [](Until& u, double x) {
                if (auto* const best = std::get_if<UntilBest>(&u.goal)) {
                    best->indifference = x;
                }
            },
            "a difference worth detecting: where the best is by so much better than all others, it "
            "is found with the confidence asked for")
        .optional(
            "better", "larger", word({"larger", "smaller"}),
            [](Until& u, std::size_t x) {
                if (auto* const best = std::get_if<UntilBest>(&u.goal)) {
                    best->larger = x == 0;
                }
            },
            "which outputs are better")
        .optional("of", "the first output", text(), &Until::of,
                  "which output; without a design, that of each of them")
        .optional("fewest", "5, of best 10", count_as<std::uint32_t>(2, 1000), &Until::fewest,
                  "replicates of every point before anything is decided")
        .check([](Until& u, Cursor const& cursor) { check(u, cursor); })
        .type();
}

} // namespace study::reading
