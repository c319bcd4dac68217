#include "cli/show_design_file.hpp"

#include "core/mistakes.hpp"
#include "report/text/text_table.hpp"
#include "sim/reading/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cli {
namespace {

std::size_t position(agents::Theory const& theory, std::string const& feature) {
    auto const found =
        std::find_if(theory.features.begin(), theory.features.end(),
                     [&](agents::Feature const& known) { return known.name == feature; });
    return static_cast<std::size_t>(found - theory.features.begin());
}

void add_features_of(sim::DesignFile const& design, agents::Theory& theory) {
    auto const add = [&theory](sim::FeaturesByName const& features) {
        for (auto const& [name, value] : features) {
            if (position(theory, name) == theory.features.size()) {
                theory.features.push_back({name, {}, {}});
            }
        }
    };
    add(design.features);
    std::for_each(design.features_of_stages.begin(), design.features_of_stages.end(), add);
}

/// The features laid over `numbers`, which are in the theory's order; a mistake for each that the
/// theory does not have.
std::vector<double> under(agents::Theory const& theory, sim::FeaturesByName const& features,
                          std::vector<double> numbers, std::string const& file,
                          core::Mistakes& mistakes) {
    std::vector<std::string> known;
    for (auto const& feature : theory.features) {
        known.push_back(feature.name);
    }
    for (auto const& [name, value] : features) {
        auto const at = position(theory, name);
        if (at == known.size()) {
            mistakes.add({{file, 0, 0},
                          "features." + name,
                          "unknown feature",
                          fmt::format("the theory defines {}", known.size()),
                          core::nearest(name, known)});
        } else {
            numbers[at] = value;
        }
    }
    return numbers;
}

agents::Design under(agents::Theory const& theory, sim::DesignFile const& read,
                     std::string const& file, core::Mistakes& mistakes) {
    auto design = read.design;
    design.features =
        under(theory, read.features, std::vector<double>(theory.features.size()), file, mistakes);
    for (std::size_t s = 0; s < design.stages.size(); ++s) {
        design.stages[s].features =
            under(theory, read.features_of_stages[s], design.features, file, mistakes);
    }
    return design;
}

} // namespace

std::string show_design_file(std::string const& file, std::string const& theory_file,
                             std::string const& against, sim::ShowFormat format) {
    auto const read = sim::read_design(file);
    std::optional<sim::DesignFile> other;
    if (!against.empty()) {
        other = sim::read_design(against);
    }
    agents::Theory theory;
    if (theory_file.empty()) {
        add_features_of(read, theory);
        add_features_of(other.value_or(sim::DesignFile{}), theory);
    } else {
        theory = sim::read_theory(theory_file);
    }
    core::Mistakes mistakes;
    auto const design = under(theory, read, file, mistakes);
    std::optional<agents::Design> extended;
    if (other) {
        extended = under(theory, *other, against, mistakes);
    }
    mistakes.throw_if_any();
    return sim::show_design(design, theory, extended ? &*extended : nullptr, format,
                            report::terminal_width(100));
}

} // namespace cli
