#include "sim/reading/variations.hpp"

#include "core/digest.hpp"
#include "core/mistakes.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/memory.hpp"
#include "sim/reading/scenario_file.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

namespace sim {

struct Variations::Known {
    reading::Memory memory;
};

Variations::Variations(std::string path)
    : path_(std::move(path)), known_(std::make_unique<Known>()) {}
Variations::~Variations() = default;
Variations::Variations(Variations&&) noexcept = default;
Variations& Variations::operator=(Variations&&) noexcept = default;

namespace {

/// Files of real people and their friends are no part of any tree, so what was read of them is.
void add_people(Scenario const& scenario, core::Digest& digest) {
    for (auto const& trait : scenario.cohort.traits) {
        if (auto const* people = std::get_if<agents::FromPeople>(&trait.marginal)) {
            digest.add(std::span<double const>(people->rows));
        }
    }
    auto const* listed =
        scenario.peers ? std::get_if<agents::ListedPeers>(&scenario.peers->rule) : nullptr;
    if (listed != nullptr) {
        for (auto const& [one, other] : listed->edges) {
            digest.add(std::span<std::uint32_t const>(std::array{one, other}));
        }
    }
}

std::string fingerprint_of(Scenario const& scenario, reading::Files const& files,
                           reading::Memory& memory) {
    core::Digest digest;
    for (auto const* file : files.all()) {
        digest.add(*reading::remember(&memory.fingerprints, *file, files, [file] {
            core::Digest content;
            reading::add_content(*file->tree, content);
            return content.hex();
        }));
    }
    add_people(scenario, digest);
    return digest.hex();
}

} // namespace

Variation Variations::with(std::vector<Override> const& overrides) {
    core::Mistakes mistakes;
    reading::Files files(mistakes, &known_->memory.files);
    Variation varied;
    if (auto* const file = files.open(path_)) {
        varied.scenario = reading::read_scenario_file(*file, overrides, files, &known_->memory);
    }
    mistakes.throw_if_any();
    varied.fingerprint = fingerprint_of(varied.scenario, files, known_->memory);
    return varied;
}

} // namespace sim
