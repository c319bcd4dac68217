#include "report/text/json_writer.hpp"
#include "sim/show/relation_words.hpp"
#include "sim/show/theory_sections.hpp"

#include <cmath>

namespace sim {

namespace {

/// The members of a quantity, inside an object that is open.
void quantity_members(report::JsonWriter& json, std::string_view name,
                      agents::Quantity const& quantity) {
    json.member(name, quantity.value).member("id", quantity.id);
    json.key("said_by");
    quantity.id.empty() ? json.null() : json.value(name_of(quantity.said_by));
    json.member("source", quantity.source);
    json.key("low");
    quantity.range ? json.value(quantity.range->low) : json.null();
    json.key("high");
    quantity.range ? json.value(quantity.range->high) : json.null();
}

void relation_list(report::JsonWriter& json, std::vector<agents::Relation> const& relations) {
    json.begin_array();
    for (auto const& relation : relations) {
        json.begin_object().member("from", relation.from).member("to", relation.to);
        json.member("kind", name_of(relation.kind));
        quantity_members(json, "weight", relation.weight);
        json.end_object();
    }
    json.end_array();
}

/// Intercept of a predictor; its terms are among the relations.
void predictor(report::JsonWriter& json, std::string_view name,
               agents::LinearPredictor const& what) {
    json.key(name).begin_object().member("intercept", what.intercept.value);
    json.key("by_day_part").begin_object();
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        json.member(agents::day_part_names[p], what.by_day_part[p]);
    }
    json.end_object().end_object();
}

void alliance(report::JsonWriter& json, agents::Theory const& theory) {
    json.key("components").begin_array();
    for (auto const& component : theory.components) {
        json.begin_object().member("name", component.name).member("describes", component.describes);
        quantity_members(json, "weight", component.weight);
        json.end_object();
    }
    json.end_array();
    json.key("subthemes").begin_array();
    for (auto const& subtheme : theory.subthemes) {
        json.begin_object().member("name", subtheme.name).member("describes", subtheme.describes);
        json.member("component", theory.components[subtheme.component].name);
        json.member("weight", subtheme.weight.value);
        json.member("learning_rate", subtheme.learning_rate.value);
        json.member("fading_rate", subtheme.fading_rate.value);
        json.member("surprise", subtheme.surprise.value);
        predictor(json, "first", subtheme.first);
        predictor(json, "target", subtheme.target);
        json.end_object();
    }
    json.end_array();
    json.key("features").begin_array();
    for (auto const& feature : theory.features) {
        json.begin_object().member("name", feature.name).member("describes", feature.describes);
        json.member("source", feature.source).end_object();
    }
    json.end_array();
}

void nodes(report::JsonWriter& json, std::vector<std::size_t> const& nodes,
           agents::ThematicMap const& map) {
    json.begin_array();
    for (auto const node : nodes) {
        json.value(map.nodes()[node].name);
    }
    json.end_array();
}

void paths(report::JsonWriter& json, std::vector<agents::MapPath> const& paths,
           agents::ThematicMap const& map) {
    json.begin_array();
    for (auto const& path : paths) {
        json.begin_object().member("strength", path.strength).key("nodes");
        nodes(json, path.nodes, map);
        json.key("weights").begin_array();
        for (double const weight : path.weights) {
            json.value(weight);
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void map_and_cycles(report::JsonWriter& json, ShownTheory const& shown) {
    json.key("map").begin_array();
    for (auto const& edge : shown.map.influences()) {
        json.begin_object().member("from", shown.map.nodes()[edge.from].name);
        json.member("to", shown.map.nodes()[edge.to].name).member("strength", edge.weight);
        json.member("id", edge.id).member("said_by", name_of(edge.said_by)).end_object();
    }
    json.end_array();
    json.member("spectral_radius", agents::spectral_radius(shown.theory));

    auto const cycles = shown.map.cycles();
    json.key("cycles").begin_object().member("complete", cycles.complete).key("all").begin_array();
    for (auto const& cycle : cycles.all) {
        json.begin_object().key("subthemes");
        nodes(json, cycle.subthemes, shown.map);
        json.member("gain", cycle.gain).end_object();
    }
    json.end_array().end_object();

    auto const reach = shown.map.reach();
    json.key("reach").begin_object();
    for (std::size_t k = 0; k < reach.size(); ++k) {
        json.key(shown.theory.subthemes[k].name);
        nodes(json, reach[k], shown.map);
    }
    json.end_object();
}

void strongest_paths(report::JsonWriter& json, ShownTheory const& shown, std::size_t strongest) {
    json.key("strongest_paths").begin_object();
    for (auto const& cause : shown.theory.causes) {
        auto const node = shown.map.find(cause.name, agents::NodeKind::cause);
        json.key(cause.name).begin_object().key("from_subthemes");
        paths(json, shown.map.strongest_paths(agents::NodeKind::subtheme, node, strongest),
              shown.map);
        json.key("from_features");
        paths(json, shown.map.strongest_paths(agents::NodeKind::feature, node, strongest),
              shown.map);
        json.end_object();
    }
    json.end_object();
}

void rates(report::JsonWriter& json, agents::Theory const& theory) {
    json.key("rates").begin_array();
    for (auto const& rate : rates_in_days(theory)) {
        json.begin_object().member("what", rate.what).member("rate", rate.value);
        json.member("takes", rate.days).member("of", rate.of_what);
        json.member("share", rate.share).end_object();
    }
    json.end_array();
}

void happenings(report::JsonWriter& json, agents::Theory const& theory) {
    json.key("events").begin_array();
    for (auto const& event : theory.events) {
        json.begin_object().member("name", event.name).member("describes", event.describes);
        json.member("exposure", name_of(event.exposure));
        predictor(json, "chance", event.chance);
        json.end_object();
    }
    json.end_array();
    predictor(json, "engagement", theory.engagement);
    predictor(json, "quality", theory.session.quality);
    json.key("causes").begin_array();
    for (auto const& cause : theory.causes) {
        json.begin_object().member("name", cause.name).member("describes", cause.describes);
        predictor(json, "hazard", cause.hazard);
        json.end_object();
    }
    json.end_array();
}

void instruments(report::JsonWriter& json, agents::Theory const& theory) {
    json.key("instruments").begin_array();
    for (auto const& instrument : theory.instruments) {
        json.begin_object().member("name", instrument.name);
        json.member("describes", instrument.describes).member("source", instrument.source);
        json.member("low", instrument.low).member("high", instrument.high);
        json.member("active_within_days", instrument.active_within_days);
        json.key("days").begin_array();
        for (int const day : instrument.days) {
            json.value(day);
        }
        json.end_array().key("items").begin_array();
        for (auto const& item : instrument.items) {
            json.value(item.text);
        }
        json.end_array().end_object();
    }
    json.end_array();
    json.key("left_out").begin_array();
    for (auto const& left_out : theory.left_out) {
        json.begin_object().member("id", left_out.id).member("why", left_out.why).end_object();
    }
    json.end_array();
}

} // namespace

std::string theory_json(ShownTheory const& shown, ShowTheoryOptions const& options) {
    report::JsonWriter json;
    json.begin_object().member("name", shown.theory.name);
    json.member("describes", shown.theory.describes).member("source", shown.theory.source);
    json.key("at_least");
    options.at_least ? json.value(name_of(*options.at_least)) : json.null();
    json.key("relations").begin_object().key("kept");
    relation_list(json, shown.relations);
    json.key("dropped");
    relation_list(json, shown.dropped);
    json.end_object();
    alliance(json, shown.theory);
    map_and_cycles(json, shown);
    strongest_paths(json, shown, options.strongest);
    rates(json, shown.theory);
    happenings(json, shown.theory);
    instruments(json, shown.theory);
    return json.end_object().str();
}

} // namespace sim
