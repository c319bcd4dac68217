#include "sim/reading/predictor.hpp"

#include "agents/state_layout.hpp"
#include "core/schema_mapping.hpp"
#include "core/text_file.hpp"
#include "sim/reading/quantity.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace sim::reading {

using namespace core::schema;

namespace {

/// The vocabulary of states, of a theory that has names only.
std::vector<std::string> state_names(TheoryNames const& names) {
    agents::Theory theory;
    for (auto const& name : names.subthemes) {
        theory.subthemes.emplace_back().name = name;
    }
    for (auto const& name : names.components) {
        theory.components.emplace_back().name = name;
    }
    return agents::StateLayout(theory).names();
}

bool is_trait_name(std::string_view name) {
    auto const lower = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const plain = [lower](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; };
    auto const trait = name.substr(0, name.find('.'));
    bool const level_is_missing = name.ends_with('.');
    return !trait.empty() && lower(trait[0]) && std::all_of(trait.begin(), trait.end(), plain) &&
           !level_is_missing;
}

Type<std::string> feature_name(TheoryNames const& names) {
    return converted<std::string>(
        reference("feature", names.features, "the theory defines"),
        [known = names.features](std::size_t index, Cursor const&) { return known[index]; });
}

/// A feature or a trait: what the theory does not know as a feature must be a trait.
Type<std::string> factor_name(TheoryNames& names) {
    auto const trait = trait_name(TraitRole::factor, names.trait_uses);
    return {{"feature or trait name", "", "", {}},
            [&names, trait](Cursor const& cursor) -> std::optional<std::string> {
                auto const& known = names.features;
                bool const is_feature =
                    cursor.node().kind == core::Node::Kind::scalar &&
                    std::find(known.begin(), known.end(), cursor.node().text) != known.end();
                return is_feature ? std::optional(cursor.node().text) : trait.read(cursor);
            }};
}

bool differs_by_day_part(std::string_view state) {
    return state == "need" || state == "prompted";
}

Type<std::string> state_name(Looks looks, TheoryNames const& names) {
    auto const known = reference("state", names.states, "the theory and the model define");
    return {
        {"state name", "", "", {}},
        [looks, known, states = names.states](Cursor const& cursor) -> std::optional<std::string> {
            if (looks != Looks::each_day_part && differs_by_day_part(cursor.node().text)) {
                cursor.complain(fmt::format("{} differs by day-part", cursor.node().text),
                                "only engagement and session.quality may use it");
                return std::nullopt;
            }
            auto const index = known.read(cursor);
            return index ? std::optional(states[*index]) : std::nullopt;
        }};
}

Type<agents::Product> product(TheoryNames& names) {
    Mapping<agents::Product> record("product",
                                    "A weight of several features and traits multiplied.");
    record.required("of", list_of(factor_name(names), {2, 4}), &agents::Product::of,
                    "what is multiplied");
    add_quantity_keys(record, "value", any_number,
                      [](agents::Product& p) -> agents::Quantity& { return p.weight; });
    return record.type();
}

struct Title {
    std::string name;
    std::string describes;
};

Title title_of(Looks looks) {
    switch (looks) {
    case Looks::once:
        return {"predictor at installing",
                "A linear predictor that is computed once for a user and a design."};
    case Looks::every_day:
        return {"daily predictor", "A linear predictor that is computed every day."};
    case Looks::each_day_part:
        return {"day-part predictor", "A linear predictor that is computed in each day-part."};
    }
    return {};
}

} // namespace

TheoryNames names_of(core::Node const& theory) {
    TheoryNames names;
    names.features = names_in(theory, "features");
    names.components = names_in(theory, "components");
    names.subthemes = names_in(theory, "subthemes");
    names.states = state_names(names);
    return names;
}

Type<std::string> trait_name(TraitRole role, std::vector<TraitUse>& uses) {
    auto const allowed = role == TraitRole::number ? "" : "of a category: trait.level";
    return {{"trait name", allowed, "", {}},
            [role, &uses](Cursor const& cursor) -> std::optional<std::string> {
                auto const& name = cursor.node().text;
                if (cursor.node().kind != core::Node::Kind::scalar) {
                    cursor.complain_of_kind("the name of a trait");
                    return std::nullopt;
                }
                if (!is_trait_name(name)) {
                    cursor.complain(
                        fmt::format("\"{}\" cannot be the name of a trait", core::excerpt(name)),
                        "lower-case letters, digits and _, and .level for one level of a category");
                    return std::nullopt;
                }
                uses.push_back({cursor.located(name), role});
                return name;
            }};
}

Type<agents::LinearPredictor> predictor(Looks looks, TheoryNames& names) {
    using P = agents::LinearPredictor;
    auto const [title, describes] = title_of(looks);
    Mapping<P> record(title, describes);
    record.defaulted("intercept", "0", quantity(), &P::intercept, "its value where all else is 0");
    if (looks == Looks::each_day_part) {
        record.optional("by_day_part", "0 in all",
                        per_day_part("added by day-part", any_number, "0"), &P::by_day_part,
                        "added in that day-part");
    } else {
        record.refused("by_day_part",
                       "is not known here: only engagement and session.quality differ by day-part");
    }
    record
        .optional("features", "none", map_of(feature_name(names), term(), &agents::Term::name),
                  &P::features, "weights of the design's features")
        .optional(
            "traits", "none",
            map_of(trait_name(TraitRole::term, names.trait_uses), term(), &agents::Term::name),
            &P::traits, "weights of the user's traits")
        .optional("products", "none", list_of(product(names)), &P::products,
                  "weights of features and traits multiplied");
    if (looks == Looks::once) {
        record.refused("state", "takes no state: it is computed once, at installing");
    } else {
        record.optional(
            "state", "none",
            map_of(state_name(looks, names), state_term(feature_name(names)), &agents::Term::name),
            &P::state, "weights of what changes from day to day");
    }
    return record.type();
}

Type<agents::PerDayPart<double>> per_day_part(std::string name, Interval interval,
                                              std::string const& otherwise) {
    Mapping<agents::PerDayPart<double>> record(std::move(name), "A number for each day-part.");
    static constexpr std::array hours{"00-06", "06-12", "12-18", "18-24"};
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        std::string const key(agents::day_part_names[p]);
        auto const put = [p](agents::PerDayPart<double>& parts, double x) { parts[p] = x; };
        if (otherwise.empty()) {
            record.required(key, number(interval), put, hours[p]);
        } else {
            record.defaulted(key, otherwise, number(interval), put, hours[p]);
        }
    }
    return record.type();
}

} // namespace sim::reading
