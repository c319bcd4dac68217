#pragma once

/// Contracts: mistakes of the programmer, checked in every build but release.
/// A user's mistake is never a contract: see core/mistakes.hpp.

namespace core {

[[noreturn]] void contract_broken(char const* kind, char const* condition, char const* file,
                                  int line) noexcept;

} // namespace core

#if defined(HOLDFAST_CONTRACTS)
#define HOLDFAST_CONTRACT_(kind, condition)                                                        \
    ((condition) ? static_cast<void>(0)                                                            \
                 : ::core::contract_broken(kind, #condition, __FILE__, __LINE__))
#else
// Not evaluated, but named, so that nothing it mentions counts as unused.
#define HOLDFAST_CONTRACT_(kind, condition) static_cast<void>(sizeof((condition) ? 1 : 0))
#endif

/// What the caller must have seen to.
#define HOLDFAST_EXPECT(condition) HOLDFAST_CONTRACT_("expect", condition)
/// What this function promises when it returns.
#define HOLDFAST_ENSURE(condition) HOLDFAST_CONTRACT_("ensure", condition)
