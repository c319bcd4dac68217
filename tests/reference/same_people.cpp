#include "tests/reference/same_people.hpp"

#include "tests/reference/cohort_reference.hpp"

#include <cmath>
#include <fmt/format.h>

namespace reference {

std::string difference_of_people(agents::Cohort const& cohort, std::uint64_t seed,
                                 std::size_t users) {
    agents::Population const expected = people(cohort, seed, users);
    agents::Synthesis const synthesis(cohort, seed);
    agents::Population drawn = synthesis.blank(users);
    synthesis.fill(drawn, users / 3, users);
    synthesis.fill(drawn, 0, users / 3);
    if (drawn.traits.size() != expected.traits.size()) {
        return fmt::format("{} traits against {}", drawn.traits.size(), expected.traits.size());
    }
    for (std::size_t j = 0; j < expected.traits.size(); ++j) {
        agents::TraitColumn const& a = drawn.traits[j];
        agents::TraitColumn const& b = expected.traits[j];
        if (a.name != b.name || a.levels != b.levels || a.values.size() != users) {
            return fmt::format("trait {}: another column", b.name);
        }
        for (std::size_t i = 0; i < users; ++i) {
            double const x = static_cast<double>(a.values[i]);
            double const y = static_cast<double>(b.values[i]);
            double const allowed = b.levels.empty() ? 2e-7 * std::abs(y) + 1e-12 : 0.0;
            if (!(std::abs(x - y) <= allowed)) {
                return fmt::format("trait {} of user {}: {} against {}", b.name, i, x, y);
            }
        }
    }
    return {};
}

} // namespace reference
