#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core {

/// The instruction sets that the daily kernel is compiled for, from the plainest to the widest.
enum class InstructionSet {
    scalar, ///< one user at a time
    neon,   ///< 4 users, ARM
    sse4,   ///< 4 users, x86 with SSE 4.2
    avx2,   ///< 8 users, x86 with AVX2
    avx3,   ///< 16 users, x86 with AVX-512 F, BW, CD, DQ and VL
};

[[nodiscard]] std::string_view name_of(InstructionSet set) noexcept;

/// Those that this CPU has, from the plainest to the widest; never empty.
[[nodiscard]] std::vector<InstructionSet> instruction_sets_here();

/// What is asked for by name is none, or none that this CPU has.
struct NoSuchInstructionSet {
    std::string message;
};

/// The one of that name. Throws NoSuchInstructionSet.
[[nodiscard]] InstructionSet instruction_set(std::string_view name);

/// From here on the process uses this one, which must be here (contract), instead of the widest. To
/// be called while no kernel runs. Results have the same bits on all of them.
void use(InstructionSet set);

/// Lets the process choose the widest again.
void use_widest_instruction_set();

} // namespace core
