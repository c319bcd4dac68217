#include "sim/reading/trait_checks.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sim::reading {

namespace {

/// All that a predictor may say: "age", "connection_style.personifier".
std::vector<std::string> usable_names(std::vector<KnownTrait> const& known) {
    std::vector<std::string> names;
    for (auto const& trait : known) {
        if (!trait.levels || trait.levels->empty()) {
            names.push_back(trait.name);
            continue;
        }
        for (auto const& level : *trait.levels) {
            names.push_back(trait.name + "." + level);
        }
    }
    return names;
}

class Check {
public:
    Check(std::vector<TraitUse> const& uses, std::vector<KnownTrait> const& known,
          TraitOwner const& owner, core::Mistakes& mistakes)
        : uses_(uses), known_(known), owner_(owner), mistakes_(mistakes) {}

    void run() {
        for (std::size_t n = 0; n < uses_.size(); ++n) {
            check(n);
        }
    }

private:
    static std::string base_of(std::string const& name) { return name.substr(0, name.find('.')); }

    void complain(TraitUse const& use, std::string what, std::string allowed,
                  std::string suggestion = {}) {
        mistakes_.add({use.name.place, use.name.path, std::move(what), std::move(allowed),
                       std::move(suggestion)});
    }

    void check(std::size_t n) {
        auto const& use = uses_[n];
        auto const base = base_of(use.name.value);
        auto const trait = std::find_if(known_.begin(), known_.end(),
                                        [&base](KnownTrait const& k) { return k.name == base; });
        if (trait == known_.end()) {
            complain_of_missing(n, base);
        } else if (trait->levels) {
            check_level(use, *trait->levels);
        }
    }

    void complain_of_missing(std::size_t n, std::string const& base) {
        auto const same = [&base](TraitUse const& other) {
            return base_of(other.name.value) == base;
        };
        auto const first = std::find_if(uses_.begin(), uses_.end(), same);
        if (first != uses_.begin() + static_cast<std::ptrdiff_t>(n)) {
            return;
        }
        auto const others = std::count_if(uses_.begin(), uses_.end(), same) - 1;
        auto const& use = uses_[n];
        auto known = usable_names(known_);
        if (use.role == TraitRole::factor) {
            known.insert(known.end(), owner_.features.begin(), owner_.features.end());
        }
        complain(use,
                 fmt::format("unknown {} \"{}\"",
                             use.role == TraitRole::factor ? "feature or trait" : "trait",
                             use.name.value),
                 fmt::format("{} defines {} traits, none of this name{}", owner_.cohort_path,
                             known_.size(),
                             others == 0 ? ""
                                         : fmt::format("; used in {} more place{}", others,
                                                       others == 1 ? "" : "s")),
                 core::nearest(use.name.value, known));
    }

    void check_level(TraitUse const& use, std::vector<std::string> const& levels) {
        auto const base = base_of(use.name.value);
        bool const names_level = use.name.value.size() > base.size();
        if (levels.empty() && names_level) {
            complain(use, fmt::format("the trait \"{}\" is a number, it has no levels", base),
                     owner_.cohort_path);
        } else if (!levels.empty() && use.role == TraitRole::number) {
            complain(use, fmt::format("the trait \"{}\" is a category, a number is needed", base),
                     owner_.cohort_path);
        } else if (!levels.empty() && !names_level) {
            complain(use, fmt::format("the trait \"{}\" is a category: say which level", base),
                     fmt::format("{}.{}", base, fmt::join(levels, fmt::format(", {}.", base))));
        } else if (!levels.empty()) {
            check_level_is_known(use, base, levels);
        }
    }

    void check_level_is_known(TraitUse const& use, std::string const& base,
                              std::vector<std::string> const& levels) {
        auto const level = use.name.value.substr(base.size() + 1);
        if (std::find(levels.begin(), levels.end(), level) == levels.end()) {
            auto const meant = core::nearest(level, levels);
            complain(use, fmt::format("the trait \"{}\" has no level \"{}\"", base, level),
                     fmt::format("{} defines {}", owner_.cohort_path, fmt::join(levels, ", ")),
                     meant.empty() ? "" : base + "." + meant);
        }
    }

    std::vector<TraitUse> const& uses_;
    std::vector<KnownTrait> const& known_;
    TraitOwner const& owner_;
    core::Mistakes& mistakes_;
};

} // namespace

void check_trait_uses(std::vector<TraitUse> const& uses, std::vector<KnownTrait> const& known,
                      TraitOwner const& owner, core::Mistakes& mistakes) {
    Check(uses, known, owner, mistakes).run();
}

} // namespace sim::reading
