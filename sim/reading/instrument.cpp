#include "sim/reading/instrument.hpp"

#include "core/schema_mapping.hpp"
#include "sim/reading/quantity.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sim::reading {

using namespace core::schema;

namespace {

struct ItemWeight {
    std::size_t component = 0;
    double weight = 0.0;
};

Type<std::vector<double>> item_weights(std::vector<std::string> const& components) {
    auto const weight = converted<ItemWeight>(number(), [](double x, Cursor const&) {
        return ItemWeight{0, x};
    });
    auto const weights = map_of(reference("component", components, "the theory defines"), weight,
                                &ItemWeight::component);
    return converted<std::vector<double>>(
        weights, [count = components.size()](std::vector<ItemWeight> const& given, Cursor const&) {
            std::vector<double> all(count, 0.0);
            for (auto const& [component, value] : given) {
                all[component] = value;
            }
            return all;
        });
}

Type<agents::Item> item(std::vector<std::string> const& components) {
    using agents::Item;
    return Mapping<Item>(
               "item",
               "A question: intercept + sum of weight x component + noise, mapped from 0..1 "
               "onto the instrument's low..high.")
        .required("text", text(), &Item::text, "the question")
        .defaulted("intercept", "0", number(), &Item::intercept,
                   "the answer where all components are 0")
        .optional("components", "all 0", item_weights(components), &Item::weights,
                  "weights of the components")
        .check(
            [count = components.size()](Item& i, Cursor const&) { i.weights.resize(count, 0.0); })
        .type();
}

void check_days(agents::Instrument const& instrument, Cursor const& cursor) {
    for (std::size_t n = 1; n < instrument.days.size(); ++n) {
        if (instrument.days[n] <= instrument.days[n - 1]) {
            cursor.at("days").item(n).complain(fmt::format(
                "day {} does not come after day {}", instrument.days[n], instrument.days[n - 1]));
        }
    }
}

} // namespace

Type<agents::Instrument> instrument(std::vector<std::string> const& components) {
    using agents::Instrument;
    // So many items and instruments have random words of their own (docs/odd.md, Draws).
    constexpr std::size_t most_items = 64;
    return Mapping<Instrument>("instrument",
                               "A questionnaire, answered by those who still use the app.")
        .optional("describes", "nothing", text(), &Instrument::describes, "what it measures")
        .optional("source", "an assumption", text(), &Instrument::source,
                  "the paper that it comes from")
        .required("low", number(), &Instrument::low, "the lowest answer")
        .required("high", number(), &Instrument::high, "the highest answer")
        .defaulted("noise", "0", quantity({0.0, 10.0}), &Instrument::noise,
                   "standard deviation of an answer on the scale from 0 to 1")
        .required(
            "days", list_of(count_as<int>(0, 3650, "day"), {1, 366}), &Instrument::days,
            "given at the end of these days, ascending; days beyond the horizon are not given")
        .defaulted("active_within_days", "7", count_as<int>(1, 3650, "days"),
                   &Instrument::active_within_days,
                   "given to who had a session in so many days, that day included")
        .required("items", list_of(item(components), {1, most_items}), &Instrument::items,
                  "the questions")
        .check([](Instrument& i, Cursor const& cursor) {
            if (i.low >= i.high) {
                cursor.at("low").complain(fmt::format("{} is not below high, {}", i.low, i.high));
            }
            check_days(i, cursor);
        })
        .type();
}

} // namespace sim::reading
