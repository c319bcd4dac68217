#include "sim/reading/quantity.hpp"

#include <fmt/format.h>
#include <vector>

namespace sim::reading {

using namespace core::schema;

namespace {

std::vector<std::string> said_by_words() {
    return {agents::said_by_names.begin(), agents::said_by_names.end()};
}

/// Every quantity has the same section in the reference; its bounds stand where it is used.
template <class T>
Type<T> without_bounds(Type<T> type) {
    type.shape.allowed = "as where it is used";
    return type;
}

} // namespace

Type<agents::Range> plausible_range(Interval interval) {
    auto ends = list_of(number(interval), {2, 2});
    ends.shape.type = "[low, high]";
    return converted<agents::Range>(
        without_bounds(ends), [](std::vector<double> const& x, Cursor const&) {
            return x.size() == 2 ? agents::Range{x[0], x[1]} : agents::Range{};
        });
}

Type<agents::SaidBy> said_by() {
    return one_of<agents::SaidBy>(said_by_words());
}

void check_range(agents::Quantity const& quantity, std::string const& key, Cursor const& cursor) {
    if (!quantity.range) {
        return;
    }
    auto const [low, high] = *quantity.range;
    if (low > high) {
        cursor.at("range").complain(
            fmt::format("its low end {} lies above its high end {}", low, high));
    } else if (quantity.value < low || quantity.value > high) {
        cursor.at(key).complain(fmt::format("{} lies outside its own range", quantity.value),
                                fmt::format("{} to {}", low, high));
    }
}

Type<agents::Quantity> quantity(Interval interval, std::string_view unit) {
    Mapping<agents::Quantity> record("quantity",
                                     "A number and where it comes from. Where a quantity may "
                                     "stand, a plain number may stand too.");
    add_quantity_keys(record, "value", interval,
                      [](agents::Quantity& q) -> agents::Quantity& { return q; });
    auto const plain =
        converted<agents::Quantity>(number(interval, unit), [](double x, Cursor const&) {
            return agents::Quantity{.value = x};
        });
    return short_or_long(plain, record.type());
}

namespace {

/// A weight's keys, and the short form.
Type<agents::Term> weight_or(Mapping<agents::Term> record) {
    add_quantity_keys(record, "value", any_number,
                      [](agents::Term& t) -> agents::Quantity& { return t.weight; });
    record.defaulted("centre", "0", number(), &agents::Term::centre,
                     "what the value is measured from");
    auto const plain = converted<agents::Term>(number(), [](double x, Cursor const&) {
        return agents::Term{{}, {.value = x}, 0.0};
    });
    return short_or_long(plain, record.type());
}

} // namespace

Type<agents::Term> term() {
    return weight_or({"term", "A weight of a linear predictor: weight x (value - centre). "
                              "Where a term may stand, a plain number may stand too: the weight."});
}

Type<agents::Term> state_term(Type<std::string> const& feature) {
    Mapping<agents::Term> record("term of a state",
                                 "The weight of a state: weight x (value - centre). "
                                 "Where it may stand, a plain number may stand too: the weight.");
    record.optional("times", "always in full", feature, &agents::Term::times,
                    "the weight counts as far as the design has this feature");
    return weight_or(std::move(record));
}

} // namespace sim::reading
