#include "sim/reading/cohort_file.hpp"

#include "core/schema_mapping.hpp"
#include "sim/reading/quantity.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace sim::reading {

using namespace core::schema;
using namespace agents;

namespace {

/// The key that says how a trait is distributed, "" when none does.
std::string kind_of(core::Node const& trait) {
    for (auto const& key : marginal_keys()) {
        if (trait.find(key) != nullptr) {
            return key;
        }
    }
    return {};
}

CohortContext context_of(File const& file) {
    CohortContext context;
    context.path = file.path;
    context.traits = names_in(*file.tree, "traits");
    if (auto const* traits = file.tree->find("traits")) {
        for (auto const& entry : traits->value.entries) {
            context.kinds.push_back(kind_of(entry.value));
        }
    }
    return context;
}

Type<Trait> trait(CohortContext& context) {
    Mapping<Trait> record("trait", "Something about a person that does not change. Exactly one key "
                                   "says how it is distributed.");
    record.optional("describes", "nothing", text(), &Trait::describes, "what it is")
        .optional("unit", "none", text(), &Trait::unit, "of its numbers")
        .optional("source", "an assumption", text(), &Trait::source, "where its numbers come from");
    add_marginals(record, context);
    return record.type();
}

struct CorrelationWritten {
    std::vector<std::size_t> between;
    double r = 0.0;
};

bool is_same_pair(Correlation const& a, Correlation const& b) {
    return (a.first == b.first && a.second == b.second) ||
           (a.first == b.second && a.second == b.first);
}

/// Tells pairs that cannot be correlated.
void check_pair(Correlation const& pair, CohortContext const& context, Cursor const& cursor) {
    for (std::size_t end = 0; end < 2; ++end) {
        auto const trait = end == 0 ? pair.first : pair.second;
        if (context.kinds[trait] == "constant" || context.kinds[trait] == "people") {
            cursor.at("between").item(end).complain(
                fmt::format("the trait \"{}\" cannot be correlated", context.traits[trait]),
                fmt::format("it is given as {}", context.kinds[trait]));
        }
    }
    if (pair.first == pair.second) {
        cursor.at("between").complain("a trait cannot be correlated with itself");
    }
}

std::vector<Correlation> to_correlations(std::vector<std::optional<Correlation>> const& read,
                                         Cursor const& cursor) {
    std::vector<Correlation> correlations;
    for (std::size_t n = 0; n < read.size(); ++n) {
        if (!read[n]) {
            continue;
        }
        bool const again =
            std::any_of(correlations.begin(), correlations.end(),
                        [&](Correlation const& c) { return is_same_pair(c, *read[n]); });
        if (again) {
            cursor.item(n).complain("this pair has a correlation already");
        }
        correlations.push_back(*read[n]);
    }
    return correlations;
}

Type<std::vector<Correlation>> correlations(CohortContext& context) {
    auto const written =
        Mapping<CorrelationWritten>(
            "correlation", "How two traits go together: the correlation of their normal scores "
                           "(a Gaussian copula). All together must be positive definite.")
            .required("between",
                      list_of(reference("trait", context.traits, "the cohort defines"), {2, 2}),
                      &CorrelationWritten::between,
                      "two traits that are neither constant nor from people")
            .required("r", number({-1.0, 1.0, true, true}), &CorrelationWritten::r,
                      "their correlation")
            .type();
    auto const checked = converted<std::optional<Correlation>>(
        written, [&context](CorrelationWritten const& c, Cursor const& cursor) {
            std::optional<Correlation> pair;
            if (c.between.size() == 2) {
                pair = Correlation{c.between[0], c.between[1], c.r};
                check_pair(*pair, context, cursor);
            }
            return pair;
        });
    return converted<std::vector<Correlation>>(list_of(checked), to_correlations);
}

struct PeopleWritten {
    std::string file;
    PeopleOrder order = PeopleOrder::as_listed;
};

Type<PeopleOrder> people(CohortContext& context) {
    auto const written =
        Mapping<PeopleWritten>("people", "A CSV file of real people, one a row.")
            .required("file", file_name("CSV file"), &PeopleWritten::file, "where they stand")
            .required("order", one_of<PeopleOrder>({"as_listed", "with_replacement"}),
                      &PeopleWritten::order, "user i is row i, or rows are drawn")
            .type();
    return converted<PeopleOrder>(
        written, [&context](PeopleWritten const& p, Cursor const& cursor) {
            if (!p.file.empty()) {
                context.people.table = open_csv(cursor.at("file"), context.path);
            }
            return p.order;
        });
}

/// Tells traits whose odds depend on themselves in the end.
void check_order(Cohort const& cohort, Cursor const& root) {
    try {
        static_cast<void>(drawing_order(cohort));
    } catch (CyclicTraits const& cyclic) {
        std::string circle;
        for (auto const t : cyclic.cycle) {
            circle += (circle.empty() ? "" : " -> ") + cohort.traits[t].name;
        }
        root.at("traits")
            .at(cohort.traits[cyclic.cycle.front()].name)
            .complain("its odds depend on itself", circle);
    }
}

void check_correlations(Cohort const& cohort, Cursor const& root) {
    for (auto const& [first, second, eigenvalue] : offending_pairs(cohort)) {
        auto const at = std::find_if(cohort.correlations.begin(), cohort.correlations.end(),
                                     [a = first, b = second](Correlation const& c) {
                                         return is_same_pair(c, {a, b, 0.0});
                                     });
        auto const n = static_cast<std::size_t>(at - cohort.correlations.begin());
        root.at("correlations")
            .item(n)
            .complain(
                fmt::format("{} and {} cannot be correlated by {} beside the other correlations",
                            cohort.traits[first].name, cohort.traits[second].name, at->r),
                fmt::format(
                    "the matrix must be positive definite, its smallest eigenvalue is {:.4g}",
                    eigenvalue));
    }
}

std::vector<KnownTrait> known_traits(CohortContext const& context, Cohort const& cohort,
                                     bool valid) {
    std::vector<KnownTrait> known;
    for (auto const& name : context.traits) {
        known.push_back({name, std::nullopt});
        auto const trait = std::find_if(cohort.traits.begin(), cohort.traits.end(),
                                        [&name](Trait const& t) { return t.name == name; });
        if (!valid || trait == cohort.traits.end()) {
            continue;
        }
        if (auto const* categorical = std::get_if<Categorical>(&trait->marginal)) {
            known.back().levels = categorical->levels;
        } else if (auto const* people = std::get_if<FromPeople>(&trait->marginal)) {
            known.back().levels = people->levels;
        } else {
            known.back().levels.emplace();
        }
    }
    return known;
}

} // namespace

Type<Cohort> cohort_type(CohortContext& context) {
    // Few enough for matrices over all of them.
    constexpr std::size_t most_traits = 128;
    return Mapping<Cohort>("cohort", "Who the people are: `kind: cohort`.")
        .required(
            "kind", word({"cohort"}), [](Cohort&, std::size_t) {}, "the kind of file")
        .required("name", title(), &Cohort::name, "how the cohort is called")
        .optional("describes", "nothing", text(), &Cohort::describes, "who they are")
        .optional("people", "no real people", people(context), &Cohort::people_order,
                  "a file of real people")
        .required("traits",
                  map_of(identifier("trait"), trait(context), &Trait::name, {1, most_traits}),
                  &Cohort::traits, "what is known of a person")
        .optional("correlations", "all 0", correlations(context), &Cohort::correlations,
                  "how traits go together")
        .type();
}

CohortRead read_cohort_file(File const& file, core::Mistakes& mistakes) {
    CohortRead read;
    auto const before = mistakes.count();
    if (!is_of_kind(file, "cohort", mistakes)) {
        return read;
    }
    auto context = context_of(file);
    context.people.named = file.tree->find("people") != nullptr;
    Cursor const root(*file.tree, mistakes, "cohort.");
    if (auto cohort = cohort_type(context).read(root)) {
        read.cohort = std::move(*cohort);
    }
    read.cohort.people_rows = context.people.table ? context.people.table->rows() : 0;
    read.traits = known_traits(context, read.cohort, mistakes.count() == before);
    read.readable = !file.tree->cut_short;
    check_trait_uses(context.trait_uses, read.traits, {"the cohort", {}}, mistakes);
    if (mistakes.count() == before) {
        check_order(read.cohort, root);
        check_correlations(read.cohort, root);
    }
    return read;
}

} // namespace sim::reading
