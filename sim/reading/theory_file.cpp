#include "sim/reading/theory_file.hpp"

#include "core/schema_mapping.hpp"
#include "sim/reading/instrument.hpp"
#include "sim/reading/quantity.hpp"
#include "sim/reading/theory_checks.hpp"

#include <utility>

namespace sim::reading {

using namespace core::schema;
using namespace agents;

namespace {

/// More than enough for a theory, and few enough for matrices over all of them.
constexpr std::size_t most_names = 128;

Type<std::size_t> component_name(TheoryNames const& names) {
    return reference("component", names.components, "the theory defines");
}

Type<std::size_t> subtheme_name(TheoryNames const& names) {
    return reference("subtheme", names.subthemes, "the theory defines");
}

Type<Feature> feature() {
    return Mapping<Feature>("feature",
                            "Something that a design has to some degree, from 0 (absent) to 1.")
        .optional("describes", "nothing", text(), &Feature::describes, "what it is")
        .optional("source", "an assumption", text(), &Feature::source, "where it comes from")
        .type();
}

Type<Component> component() {
    return Mapping<Component>("component",
                              "A part of the alliance: the weighted mean of its subthemes.")
        .optional("describes", "nothing", text(), &Component::describes, "what it is")
        .required("weight", quantity(positive), &Component::weight,
                  "in the alliance; weights are divided by their sum")
        .type();
}

Type<Subtheme> subtheme(TheoryNames& names) {
    auto const once = predictor(Looks::once, names);
    return Mapping<Subtheme>("subtheme", "A state of the user between 0 and 1, and how it moves.")
        .required("component", component_name(names), &Subtheme::component,
                  "the component that it is part of")
        .optional("describes", "nothing", text(), &Subtheme::describes, "what it is")
        .required("weight", quantity(), &Subtheme::weight,
                  "in its component; negative weighs against it; weights are divided by the sum of "
                  "their sizes")
        .required("first", once, &Subtheme::first,
                  "its value at installing is the logistic of this", "odd.md, Initialisation")
        .required("target", once, &Subtheme::target,
                  "what use moves it towards is the logistic of this", "odd.md, step 5")
        .required("learning_rate", quantity(unit_interval, "1/day of use"),
                  &Subtheme::learning_rate, "share of the way that a day of use moves it",
                  "odd.md, step 5")
        .required("fading_rate", quantity(unit_interval, "1/day without use"),
                  &Subtheme::fading_rate, "share of the way back to its first value",
                  "odd.md, step 5")
        .defaulted("surprise", "0", quantity(), &Subtheme::surprise,
                   "how far a day's mean surprise moves what it aims at", "odd.md, step 5")
        .type();
}

Type<Influence> influence(TheoryNames const& names) {
    Mapping<Influence> record(
        "influence", "An edge of the thematic map: one subtheme moves what another aims at.");
    record.required("from", subtheme_name(names), &Influence::from, "the subtheme that moves")
        .required("to", subtheme_name(names), &Influence::to, "the subtheme that is moved");
    add_quantity_keys(record, "strength", any_number,
                      [](Influence& i) -> Quantity& { return i.strength; });
    return record.type();
}

Type<std::vector<Jump>> jumps(TheoryNames const& names) {
    auto const jump = converted<Jump>(quantity({-1.0, 1.0}), [](Quantity size, Cursor const&) {
        return Jump{0, std::move(size)};
    });
    return map_of(subtheme_name(names), jump, &Jump::subtheme);
}

Type<Event> event(TheoryNames& names) {
    return Mapping<Event>("event", "Something that may happen to a user on a day.")
        .optional("describes", "nothing", text(), &Event::describes, "what it is")
        .required(
            "exposure",
            one_of<Exposure>({"every_day", "use", "prompt", "failed_attempt", "goal_reached"}),
            &Event::exposure, "who is exposed to it", "odd.md, step 5")
        .required("chance", predictor(Looks::every_day, names), &Event::chance,
                  "its probability on a day of exposure is the logistic of this")
        .optional("jumps", "none", jumps(names), &Event::jumps,
                  "added to the subthemes, which are then held in 0 to 1")
        .type();
}

Type<Distress> distress(TheoryNames& names) {
    return Mapping<Distress>("distress", "How distress comes and goes.")
        .required("level", trait_name(TraitRole::number, names.trait_uses), &Distress::level,
                  "the trait that is the user's own level, 0 to 1")
        .required("reversion", quantity(unit_interval, "1/day"), &Distress::reversion,
                  "share of the way back to that level", "odd.md, step 1")
        .required("noise", quantity({0.0, 1.0}), &Distress::noise,
                  "standard deviation of a day's change", "odd.md, step 1")
        .defaulted("natural_recovery", "0", quantity(unit_interval, "1/day"),
                   &Distress::natural_recovery, "share that the level itself loses",
                   "odd.md, step 1")
        .type();
}

Type<Need> need(TheoryNames& names) {
    return Mapping<Need>("need", "When in the day distress calls for help.")
        .required("profile", per_day_part("need by day-part", unit_interval, ""), &Need::profile,
                  "need is distress times this", "odd.md, step 1")
        .optional("night_trait", "none", trait_name(TraitRole::number, names.trait_uses),
                  &Need::night_trait, "the trait that lifts the night")
        .defaulted("night_lift", "0", quantity({-1.0, 1.0}), &Need::night_lift,
                   "added to the night for each 1 of that trait")
        .type();
}

Type<Prompting> prompting() {
    return Mapping<Prompting>("prompting", "How prompts tire.")
        .required("fatigue_per_ignored", quantity(not_negative), &Prompting::fatigue_per_ignored,
                  "fatigue gained by a prompt that no attempt answered", "odd.md, step 6")
        .required("fatigue_decay", quantity(unit_interval, "1/day"), &Prompting::fatigue_decay,
                  "share of it that is lost", "odd.md, step 6")
        .type();
}

Type<Session> session(TheoryNames& names) {
    return Mapping<Session>("session", "What a session is worth, and what had been expected.")
        .required("quality", predictor(Looks::each_day_part, names), &Session::quality,
                  "its quality is the logistic of this, plus noise", "odd.md, step 4")
        .required("quality_noise", quantity({0.0, 1.0}), &Session::quality_noise,
                  "standard deviation of that noise")
        .required("expectation", predictor(Looks::once, names), &Session::expectation,
                  "what is expected at installing is the logistic of this")
        .required("expectation_rate", quantity(unit_interval, "1/session"),
                  &Session::expectation_rate, "share of the way that expectation follows quality",
                  "odd.md, step 4")
        .required("disappointment_decay", quantity(unit_interval, "1/day"),
                  &Session::disappointment_decay, "share that is lost")
        .required("failed_attempt_penalty", quantity(not_negative),
                  &Session::failed_attempt_penalty, "disappointment at an app that does not open")
        .type();
}

Type<Relief> relief() {
    return Mapping<Relief>("relief", "What lowers distress.")
        .required("per_session", quantity(unit_interval, "1/session"), &Relief::per_session,
                  "distress falls by this times quality", "odd.md, step 6")
        .required("from_goals", quantity(unit_interval, "1/day"), &Relief::from_goals,
                  "distress falls by this times the goals component while what was taken from the "
                  "app is practised",
                  "odd.md, step 6")
        .required("practice_days", quantity({0.0, 3650.0}, "days"), &Relief::practice_days,
                  "how long after the last use that is")
        .type();
}

Type<Goals> goals(TheoryNames const& names) {
    return Mapping<Goals>("goals", "How goals are reached.")
        .required("component", component_name(names), &Goals::component,
                  "the component that carries goals")
        .required("progress", quantity(not_negative, "1/day of use"), &Goals::progress,
                  "progress is this times that component; a goal is reached at 1", "odd.md, step 6")
        .type();
}

Type<Habit> habit() {
    return Mapping<Habit>("habit", "How using the app becomes a habit.")
        .required("gain", quantity(unit_interval, "1/day of use"), &Habit::gain,
                  "share of the way to 1", "odd.md, step 6; Lally 2010")
        .required("loss", quantity(unit_interval, "1/day without use"), &Habit::loss,
                  "share that is lost", "odd.md, step 6")
        .type();
}

Type<WaitingList> waiting_list(TheoryNames& names) {
    auto const trait = trait_name(TraitRole::number, names.trait_uses);
    return Mapping<WaitingList>("waiting list",
                                "Being on a waiting list for care, and when that ends.")
        .required("on", trait, &WaitingList::on, "the trait that is 1 for who waits")
        .required("care_starts", trait, &WaitingList::care_starts,
                  "the trait that is the day on which care starts")
        .type();
}

Type<Cause> cause(TheoryNames& names) {
    return Mapping<Cause>("cause", "A cause of leaving. Causes compete.")
        .optional("describes", "nothing", text(), &Cause::describes, "what it is")
        .required("hazard", predictor(Looks::every_day, names), &Cause::hazard,
                  "leaving for this cause has the hazard exp of this, 1/day", "odd.md, step 7")
        .type();
}

Type<LeftOut> left_out() {
    return Mapping<LeftOut>("left out", "A relation of the evidence that the model cannot hold.")
        .required("id", text(), &LeftOut::id, "such as R1")
        .required("why", text(), &LeftOut::why, "the reason")
        .type();
}

/// What the theory is made of.
void add_vocabulary(Mapping<Theory>& record, TheoryNames& names) {
    record
        .required("features",
                  map_of(identifier("feature"), feature(), &Feature::name, {1, most_names}),
                  &Theory::features, "what designs may have")
        .required("components",
                  map_of(identifier("component"), component(), &Component::name, {1, most_names}),
                  &Theory::components, "what the alliance is made of")
        .required("subthemes",
                  map_of(identifier("subtheme"), subtheme(names), &Subtheme::name, {1, most_names}),
                  &Theory::subthemes, "what the components are made of")
        .optional("map", "no influences", list_of(influence(names)), &Theory::map,
                  "the thematic map; its spectral radius must be below 1")
        .optional("events", "none",
                  map_of(identifier("event"), event(names), &Event::name, {0, most_names}),
                  &Theory::events, "what may happen")
        .required("causes", map_of(identifier("cause"), cause(names), &Cause::name, {1, 16}),
                  &Theory::causes, "why people leave");
}

/// How a day goes.
void add_mechanisms(Mapping<Theory>& record, TheoryNames& names) {
    record
        .required("engagement", predictor(Looks::each_day_part, names), &Theory::engagement,
                  "opening the app in a day-part is tried with the logistic of this as probability",
                  "odd.md, step 3")
        .required("distress", distress(names), &Theory::distress, "how distress moves")
        .required("need", need(names), &Theory::need, "when help is needed")
        .required("prompting", prompting(), &Theory::prompting, "how prompts tire")
        .required("session", session(names), &Theory::session, "what sessions are worth")
        .required("relief", relief(), &Theory::relief, "what lowers distress")
        .required("goals", goals(names), &Theory::goals, "how goals are reached")
        .required("habit", habit(), &Theory::habit, "how habit grows and fades")
        .required("novelty_decay", quantity(unit_interval, "1/day"), &Theory::novelty_decay,
                  "share of novelty that is lost", "odd.md, step 6")
        .optional("waiting_list", "nobody waits", waiting_list(names), &Theory::waiting_list,
                  "who waits for care");
}

} // namespace

Type<Theory> theory_type(TheoryNames& names) {
    Mapping<Theory> record("theory", "What people are moved by: `kind: theory`.");
    record
        .required(
            "kind", word({"theory"}), [](Theory&, std::size_t) {}, "the kind of file")
        .required("name", title(), &Theory::name, "how the theory is called")
        .optional("describes", "nothing", text(), &Theory::describes, "what it says")
        .optional("source", "an assumption", text(), &Theory::source,
                  "the paper that it comes from");
    add_vocabulary(record, names);
    add_mechanisms(record, names);
    record
        .optional("instruments", "none",
                  map_of(identifier("instrument"), instrument(names.components), &Instrument::name,
                         {0, 16}),
                  &Theory::instruments, "questionnaires")
        .optional("left_out", "none", list_of(left_out()), &Theory::left_out,
                  "relations that the theory does not hold, and why");
    return record.type();
}

TheoryRead read_theory_file(File const& file, core::Mistakes& mistakes) {
    TheoryRead read;
    auto const before = mistakes.count();
    if (!is_of_kind(file, "theory", mistakes)) {
        return read;
    }
    read.readable = !file.tree->cut_short;
    read.names = names_of(*file.tree);
    Cursor const root(*file.tree, mistakes, "theory.");
    check_names(read.names, root);
    if (auto theory = theory_type(read.names).read(root)) {
        read.theory = std::move(*theory);
    }
    if (mistakes.count() == before) {
        check_theory(read.theory, root);
    }
    return read;
}

} // namespace sim::reading
