#pragma once

#include "agents/predictor.hpp"
#include "agents/quantity.hpp"
#include "core/schema.hpp"
#include "core/schema_mapping.hpp"

#include <string>
#include <utility>

namespace sim::reading {

[[nodiscard]] core::schema::Type<agents::Range> plausible_range(core::schema::Interval interval);
[[nodiscard]] core::schema::Type<agents::SaidBy> said_by();
/// Tells a range that is upside down or does not hold the value.
void check_range(agents::Quantity const& quantity, std::string const& key,
                 core::schema::Cursor const& cursor);

/// Declares the keys of a quantity in a record that holds one.
/// @param key  of the value, "value" or "strength"   @param of  T& -> Quantity&
template <class T, class Of>
void add_quantity_keys(core::schema::Mapping<T>& record, std::string const& key,
                       core::schema::Interval interval, Of of) {
    auto value = core::schema::number(interval);
    auto range = plausible_range(interval);
    record
        .required(
            key, value, [of](T& t, double x) { of(t).value = x; }, "the number itself")
        .optional(
            "range", "none", range, [of](T& t, agents::Range x) { of(t).range = x; },
            "lowest and highest plausible value, for sweeps and calibration")
        .optional(
            "id", "none", core::schema::text(),
            [of](T& t, std::string x) { of(t).id = std::move(x); },
            "the relation of the evidence that it stands for, such as R1")
        .defaulted(
            "said_by", "inferred", said_by(), [of](T& t, agents::SaidBy x) { of(t).said_by = x; },
            "who said so, best supported first")
        .optional(
            "source", "an assumption", core::schema::text(),
            [of](T& t, std::string x) { of(t).source = std::move(x); }, "paper and table")
        .check([of, key](T& t, core::schema::Cursor const& cursor) {
            check_range(of(t), key, cursor);
        });
}

/// A number, or a number with what is known of it.
[[nodiscard]] core::schema::Type<agents::Quantity>
quantity(core::schema::Interval interval = core::schema::any_number, std::string_view unit = {});

/// A weight in a linear predictor, with what its value is measured from. The name is the key that
/// holds it.
[[nodiscard]] core::schema::Type<agents::Term> term();
/// The same for a state, which may count only as far as the design has a feature.
[[nodiscard]] core::schema::Type<agents::Term>
state_term(core::schema::Type<std::string> const& feature);

} // namespace sim::reading
