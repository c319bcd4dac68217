#include "sim/compare/subgroups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sim {
namespace {

/// Users by the number of their group, the empty groups left out.
template <class GroupOf>
std::vector<Subgroup> split(agents::TraitColumn const& trait, std::vector<std::string> names,
                            GroupOf group_of) {
    std::vector<Subgroup> groups;
    for (auto& name : names) {
        groups.push_back({std::move(name), {}});
    }
    for (std::size_t user = 0; user < trait.values.size(); ++user) {
        groups[group_of(trait.values[user])].users.push_back(user);
    }
    std::erase_if(groups, [](Subgroup const& group) { return group.users.empty(); });
    return groups;
}

/// The value below or at which lie at least a third (two thirds) of the users.
float cut(std::vector<float>& values, std::size_t thirds) {
    auto const rank = (values.size() * thirds + 2) / 3;
    auto const at = values.begin() + static_cast<std::ptrdiff_t>(rank > 0 ? rank - 1 : 0);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

std::vector<Subgroup> split_in_thirds(agents::TraitColumn const& trait) {
    auto values = trait.values;
    float const low = cut(values, 1);
    float const high = cut(values, 2);
    return split(trait,
                 {fmt::format("<= {:.4g}", low), fmt::format("{:.4g} to {:.4g}", low, high),
                  fmt::format("> {:.4g}", high)},
                 [=](float value) -> std::size_t {
                     return value <= low ? 0 : value <= high ? 1 : 2;
                 });
}

} // namespace

std::vector<Subgroup> subgroups(agents::TraitColumn const& trait) {
    if (trait.values.empty()) {
        return {};
    }
    if (!trait.levels.empty()) {
        return split(trait, trait.levels,
                     [](float value) { return static_cast<std::size_t>(value); });
    }
    bool const binary = std::all_of(trait.values.begin(), trait.values.end(),
                                    [](float value) { return value == 0.0F || value == 1.0F; });
    if (binary) {
        return split(trait, {"0", "1"},
                     [](float value) { return static_cast<std::size_t>(value); });
    }
    return split_in_thirds(trait);
}

} // namespace sim
