#pragma once

#include "agents/relations.hpp"
#include "agents/thematic_map.hpp"
#include "agents/theory.hpp"
#include "sim/show/page.hpp"
#include "sim/show/show.hpp"

#include <string>
#include <vector>

namespace sim {

/// A theory as it is shown: the relations below the support asked for weigh nothing in it.
struct ShownTheory {
    agents::Theory theory;
    std::vector<agents::Relation> relations; ///< those that were kept
    std::vector<agents::Relation> dropped;
    agents::ThematicMap map;

    ShownTheory(agents::Theory const& whole, std::optional<agents::SaidBy> at_least);
};

// The parts of the text, in their order.
void write_alliance(Page& page, agents::Theory const& theory);
void write_what_moves_what(Page& page, ShownTheory const& shown);
void write_map(Page& page, ShownTheory const& shown);
void write_support(Page& page, ShownTheory const& shown);
void write_cycles(Page& page, ShownTheory const& shown);
void write_paths(Page& page, ShownTheory const& shown, std::size_t strongest);
void write_rates(Page& page, agents::Theory const& theory);
void write_events(Page& page, ShownTheory const& shown);
void write_instruments(Page& page, agents::Theory const& theory);
void write_left_out(Page& page, agents::Theory const& theory);

/// One rate of the theory in the time it takes.
struct RateInDays {
    std::string what;
    double value = 0.0;
    double days = 0.0; ///< to get as far as `share` of the way; infinite for a rate of 0
    double share = 0.5;
    std::string of_what; ///< "days", "days of use", "sessions"
};
/// Two a subtheme, learning and fading, then the others.
[[nodiscard]] std::vector<RateInDays> rates_in_days(agents::Theory const& theory);

[[nodiscard]] std::string theory_json(ShownTheory const& shown, ShowTheoryOptions const& options);

} // namespace sim
