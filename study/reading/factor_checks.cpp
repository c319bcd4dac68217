#include "study/reading/factor_checks.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace study::reading {
namespace {

constexpr std::array<std::string_view, 3> names_of_columns{"point", "replicate", "failure"};

void check_name(Factor const& factor, core::Mistakes& mistakes) {
    auto const found =
        std::find(names_of_columns.begin(), names_of_columns.end(), std::string_view(factor.name));
    if (found != names_of_columns.end()) {
        mistakes.add({factor.place, "vary." + factor.name,
                      "is the name of another column of the study's table", "another name", ""});
    }
}

void check_levels(Factor const& factor, core::Mistakes& mistakes) {
    std::set<std::string> labels;
    for (auto const& level : factor.levels) {
        if (!labels.insert(level.label).second) {
            auto const place = level.overrides.empty() ? factor.place : level.overrides[0].place;
            mistakes.add({place, "vary." + factor.name,
                          fmt::format("{} is there twice", level.label), "each level once", ""});
        }
    }
}

/// Conditions of a factor, those of the factors that they name included.
std::vector<Condition> all_conditions(std::vector<Factor> const& factors, Factor const& factor) {
    auto all = factor.when;
    for (auto const& condition : factor.when) {
        auto const more = all_conditions(factors, factors[condition.factor]);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

bool disjoint(Condition const& a, Condition const& b) {
    return a.factor == b.factor &&
           std::none_of(a.levels.begin(), a.levels.end(), [&b](std::size_t level) {
               return std::find(b.levels.begin(), b.levels.end(), level) != b.levels.end();
           });
}

/// Whether no condition of one shuts out a condition of the other.
bool may_count_together(std::vector<Factor> const& factors, Factor const& a, Factor const& b) {
    auto const of_a = all_conditions(factors, a);
    auto const of_b = all_conditions(factors, b);
    return std::none_of(of_a.begin(), of_a.end(), [&of_b](Condition const& x) {
        return std::any_of(of_b.begin(), of_b.end(),
                           [&x](Condition const& y) { return disjoint(x, y); });
    });
}

/// Each key that a factor changes, once, and where.
std::map<std::string, core::Place> keys_of(Factor const& factor) {
    std::map<std::string, core::Place> keys;
    for (auto const& path : factor.paths) {
        keys.emplace(path.path, path.place);
    }
    for (auto const& level : factor.levels) {
        for (auto const& change : level.overrides) {
            keys.emplace(change.path, change.place);
        }
    }
    return keys;
}

} // namespace

void check_factors(std::vector<Factor> const& factors, core::Mistakes& mistakes) {
    std::map<std::string, std::vector<Factor const*>> changed_by;
    for (auto const& factor : factors) {
        check_name(factor, mistakes);
        check_levels(factor, mistakes);
        for (auto const& [key, place] : keys_of(factor)) {
            auto& others = changed_by[key];
            for (auto const* other : others) {
                if (may_count_together(factors, *other, factor)) {
                    mistakes.add(
                        {place, "vary." + factor.name,
                         fmt::format("{} is changed by the factor {} too", key, other->name),
                         "one factor, or `when` that keep them apart", ""});
                }
            }
            others.push_back(&factor);
        }
    }
}

} // namespace study::reading
