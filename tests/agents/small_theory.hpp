#pragma once

#include "agents/theory.hpp"

namespace small {

/// Four subthemes, two components, four influences with two cycles, one of them negative, and two
/// causes of leaving: small enough for everything about its graph to be worked out by hand.
///
///   warm = {a, b}, safe = {c, d (against)}
///   a -> b 0.2 (R1, most), b -> a 0.3 (R2, few), b -> c -0.4 (R3, some), c -> a 0.5 (R4, one)
[[nodiscard]] agents::Theory theory();

} // namespace small
