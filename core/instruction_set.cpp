#include "core/instruction_set.hpp"

#include "core/contract.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace core {

namespace {

struct Known {
    InstructionSet set;
    std::string_view name;
    std::int64_t target; ///< Highway's bit
};

constexpr std::array<Known, 5> known{{{InstructionSet::scalar, "scalar", HWY_SCALAR},
                                      {InstructionSet::neon, "neon", HWY_NEON},
                                      {InstructionSet::sse4, "sse4", HWY_SSE4},
                                      {InstructionSet::avx2, "avx2", HWY_AVX2},
                                      {InstructionSet::avx3, "avx3", HWY_AVX3}}};

Known const& entry_of(InstructionSet set) noexcept {
    return *std::find_if(known.begin(), known.end(),
                         [set](Known const& entry) { return entry.set == set; });
}

/// What the CPU has. Every one can do without vectors.
std::int64_t targets_here() {
    return hwy::SupportedTargets() | HWY_SCALAR;
}

/// Makes the next dispatch choose among these.
void offer(std::int64_t targets) {
    hwy::GetChosenTarget().Update(targets);
}

std::string names_here() {
    std::vector<std::string_view> names;
    for (auto const set : instruction_sets_here()) {
        names.push_back(name_of(set));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

std::string_view name_of(InstructionSet set) noexcept {
    return entry_of(set).name;
}

std::vector<InstructionSet> instruction_sets_here() {
    std::int64_t const here = targets_here();
    std::vector<InstructionSet> sets;
    for (auto const& entry : known) {
        if ((here & entry.target) != 0) {
            sets.push_back(entry.set);
        }
    }
    return sets;
}

InstructionSet instruction_set(std::string_view name) {
    auto const at = std::find_if(known.begin(), known.end(),
                                 [name](Known const& entry) { return entry.name == name; });
    if (at == known.end()) {
        throw NoSuchInstructionSet{
            fmt::format("no instruction set \"{}\" (this machine has {})", name, names_here())};
    }
    if ((targets_here() & at->target) == 0) {
        throw NoSuchInstructionSet{
            fmt::format("this machine's CPU lacks {} (it has {})", name, names_here())};
    }
    return at->set;
}

void use(InstructionSet set) {
    auto const& entry = entry_of(set);
    HOLDFAST_EXPECT((targets_here() & entry.target) != 0);
    offer(entry.target);
}

void use_widest_instruction_set() {
    offer(targets_here());
}

} // namespace core
