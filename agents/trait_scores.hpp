#pragma once

#include "core/distributions.hpp"
#include "core/philox.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace agents {

/// How many users are made at a time; rows of what follows are so long.
inline constexpr std::size_t users_at_a_time = 128;

/// The uniforms of users' traits, in (0,1), the midpoints of 2^32 equal cells.
/// @param users     at most users_at_a_time; room for that many must be behind it
/// @param uniforms  shape (traits rounded up to a multiple of 4, users_at_a_time)
void draw_uniforms(core::philox::Key key, std::uint32_t const* users, std::size_t traits,
                   double* uniforms);

/// core::portable::normal_quantile of each, to the same bits.
/// @param scores  shape (users_at_a_time), as `probabilities`
void normal_scores(double const* probabilities, double* scores);

/// The quantile at each score, to the same bits as one by one.
/// @param scores, values  shape (users_at_a_time)
void beta_values(core::portable::BetaOfScore const& beta, double const* scores, double* values);

} // namespace agents
