#include "agents/theory.hpp"

#include "agents/relations.hpp"
#include "agents/state_layout.hpp"

#include <algorithm>

namespace agents {

namespace {

std::string name_of(Product const& product) {
    std::string name;
    for (auto const& factor : product.of) {
        name += (name.empty() ? "" : " x ") + factor;
    }
    return name;
}

/// Calls visit(from, source, to, kind, weight) for every relation of a predictor; theories and
/// constant theories alike.
template <class Predictor, class Visit>
void visit_predictor(Predictor& predictor, std::string const& to, RelationKind kind,
                     Visit const& visit) {
    for (auto& term : predictor.features) {
        visit(term.name, RelationSource::feature, to, kind, term.weight);
    }
    for (auto& term : predictor.traits) {
        visit(term.name, RelationSource::trait, to, kind, term.weight);
    }
    for (auto& product : predictor.products) {
        visit(name_of(product), RelationSource::product, to, kind, product.weight);
    }
    for (auto& term : predictor.state) {
        auto const name = term.times.empty() ? term.name : term.name + " x " + term.times;
        visit(name, RelationSource::state, to, kind, term.weight);
    }
}

template <class AnyTheory, class Visit>
void visit_relations(AnyTheory& theory, Visit const& visit) {
    auto const& subthemes = theory.subthemes;
    for (auto& subtheme : theory.subthemes) {
        visit_predictor(subtheme.first, subtheme.name, RelationKind::first, visit);
        visit_predictor(subtheme.target, subtheme.name, RelationKind::target, visit);
    }
    for (auto& edge : theory.map) {
        visit(subthemes[edge.from].name, RelationSource::subtheme, subthemes[edge.to].name,
              RelationKind::map, edge.strength);
    }
    for (auto& event : theory.events) {
        visit_predictor(event.chance, event.name, RelationKind::chance, visit);
        for (auto& jump : event.jumps) {
            visit(event.name, RelationSource::event, subthemes[jump.subtheme].name,
                  RelationKind::jump, jump.size);
        }
    }
    visit_predictor(theory.engagement, "engagement", RelationKind::engagement, visit);
    visit_predictor(theory.session.quality, "quality", RelationKind::quality, visit);
    visit_predictor(theory.session.expectation, "expectation", RelationKind::expectation, visit);
    for (auto& cause : theory.causes) {
        visit_predictor(cause.hazard, cause.name, RelationKind::hazard, visit);
    }
}

} // namespace

std::vector<Relation> relations(Theory const& theory) {
    std::vector<Relation> all;
    visit_relations(theory,
                    [&all](std::string const& from, RelationSource source, std::string const& to,
                           RelationKind kind, Quantity const& weight) {
                        all.push_back({from, source, to, kind, weight});
                    });
    return all;
}

std::vector<std::string> features_of_peers(Theory const& theory) {
    std::vector<std::string> features;
    StateLayout const layout(theory);
    auto const look = [&](LinearPredictor const& predictor) {
        for (auto const& term : predictor.state) {
            auto const row = layout.find(term.name);
            bool const known =
                std::find(features.begin(), features.end(), term.times) != features.end();
            if (row && layout.of_peers(*row) && !term.times.empty() && !known) {
                features.push_back(term.times);
            }
        }
    };
    look(theory.engagement);
    look(theory.session.quality);
    for (auto const& cause : theory.causes) {
        look(cause.hazard);
    }
    for (auto const& event : theory.events) {
        look(event.chance);
    }
    return features;
}

bool kept(Quantity const& weight, SaidBy least) noexcept {
    return weight.id.empty() || weight.said_by <= least;
}

Theory supported_at_least(Theory theory, SaidBy least) {
    visit_relations(theory, [least](std::string const&, RelationSource, std::string const&,
                                    RelationKind, Quantity& weight) {
        if (!kept(weight, least)) {
            weight.value = 0.0;
        }
    });
    return theory;
}

std::vector<int> days_given(Instrument const& instrument, int horizon_days) {
    auto days = instrument.days;
    std::erase_if(days, [horizon_days](int day) { return day > horizon_days; });
    return days;
}

} // namespace agents
