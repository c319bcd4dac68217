#include "agents/wide_edges.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace agents {

namespace {

/// Slope of the logistic function at its middle.
constexpr double slope = 0.25;
/// What only grows is counted after 30 days with use every other day.
constexpr double days_of_use = 15.0;

class WideBuilder {
public:
    explicit WideBuilder(Theory const& theory) : theory_(theory) {
        for (auto const& subtheme : theory.subthemes) {
            node(subtheme.name, NodeKind::subtheme);
        }
        for (auto const& component : theory.components) {
            node(component.name, NodeKind::component);
        }
    }

    [[nodiscard]] WideEdges build() {
        map_and_targets();
        alliance();
        predictor(theory_.engagement, state("engagement"), 1.0);
        predictor(theory_.session.quality, state("quality"), 1.0);
        for (auto const& cause : theory_.causes) {
            predictor(cause.hazard, node(cause.name, NodeKind::cause), 1.0);
        }
        mechanisms();
        return finished();
    }

private:
    std::size_t node(std::string const& name, NodeKind kind) {
        auto const at =
            std::find_if(wide_.nodes.begin(), wide_.nodes.end(), [&](MapNode const& known) {
                return known.name == name && known.kind == kind;
            });
        if (at != wide_.nodes.end()) {
            return static_cast<std::size_t>(at - wide_.nodes.begin());
        }
        wide_.nodes.push_back({name, kind});
        return wide_.nodes.size() - 1;
    }
    /// A name of the state vocabulary: a subtheme, a component, or one of the built-in ones.
    std::size_t state(std::string const& name) {
        for (std::size_t i = 0; i < theory_.subthemes.size() + theory_.components.size(); ++i) {
            if (wide_.nodes[i].name == name) {
                return i;
            }
        }
        return node(name, NodeKind::state);
    }

    void edge(std::size_t from, std::size_t to, double weight, Quantity const& source = {}) {
        // What weighs nothing was left out, and must not lend its support to another relation.
        if (weight == 0.0) {
            return;
        }
        auto const at =
            std::find_if(wide_.edges.begin(), wide_.edges.end(), [&](MapEdge const& known) {
                return known.from == from && known.to == to;
            });
        if (at == wide_.edges.end()) {
            wide_.edges.push_back({from, to, weight, source.id, source.said_by});
            return;
        }
        at->weight += weight;
        at->said_by = std::min(at->said_by, source.said_by);
        if (!source.id.empty()) {
            at->id += (at->id.empty() ? "" : ", ") + source.id;
        }
    }

    void predictor(LinearPredictor const& source, std::size_t to, double scale) {
        for (auto const& term : source.features) {
            edge(node(term.name, NodeKind::feature), to, scale * term.weight.value, term.weight);
        }
        for (auto const& term : source.traits) {
            edge(node(term.name, NodeKind::trait), to, scale * term.weight.value, term.weight);
        }
        for (auto const& term : source.state) {
            edge(state(term.name), to, scale * term.weight.value, term.weight);
        }
    }

    void map_and_targets() {
        for (auto const& influence : theory_.map) {
            edge(influence.from, influence.to, influence.strength.value, influence.strength);
        }
        for (std::size_t k = 0; k < theory_.subthemes.size(); ++k) {
            predictor(theory_.subthemes[k].target, k, slope);
        }
    }

    void alliance() {
        std::vector<double> total(theory_.components.size(), 0.0);
        for (auto const& subtheme : theory_.subthemes) {
            total[subtheme.component] += std::abs(subtheme.weight.value);
        }
        double all = 0.0;
        for (auto const& component : theory_.components) {
            all += component.weight.value;
        }
        auto const first_component = theory_.subthemes.size();
        for (std::size_t k = 0; k < theory_.subthemes.size(); ++k) {
            auto const& subtheme = theory_.subthemes[k];
            edge(k, first_component + subtheme.component,
                 subtheme.weight.value / total[subtheme.component], subtheme.weight);
        }
        for (std::size_t j = 0; j < theory_.components.size(); ++j) {
            auto const& weight = theory_.components[j].weight;
            edge(first_component + j, state("alliance"), weight.value / all, weight);
        }
    }

    void mechanisms() {
        auto const use = state("use");
        edge(state("engagement"), use, slope);
        double const gain = theory_.habit.gain.value;
        double const loss = theory_.habit.loss.value;
        if (gain + loss > 0.0) {
            edge(use, state("habit"), 4.0 * gain * loss / ((gain + loss) * (gain + loss)));
        }
        edge(use, state("idle_days"), -4.0);
        edge(use, state("used_yesterday"), 1.0);

        auto const quality = state("quality");
        edge(quality, state("disappointment"), -slope);
        edge(quality, state("expectation"), slope);
        edge(quality, state("distress"), -slope * theory_.relief.per_session.value);
        auto const& profile = theory_.need.profile;
        edge(state("distress"), state("need"),
             std::accumulate(profile.begin(), profile.end(), 0.0) / double{day_parts});

        auto const goals = theory_.subthemes.size() + theory_.goals.component;
        edge(goals, state("goal_progress"), days_of_use * theory_.goals.progress.value);
        edge(state("goal_progress"), state("goals_reached"), 1.0);
        edge(goals, state("distress"), -theory_.relief.from_goals.value);
    }

    [[nodiscard]] WideEdges finished() {
        std::erase_if(wide_.edges, [](MapEdge const& edge) { return edge.weight == 0.0; });
        return std::move(wide_);
    }

    Theory const& theory_;
    WideEdges wide_;
};

} // namespace

WideEdges wide_edges(Theory const& theory) {
    return WideBuilder(theory).build();
}

} // namespace agents
