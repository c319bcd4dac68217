#pragma once

#include "core/lane_gamma.hpp"
#include "core/lane_mathematics.hpp"

#include <array>

/// The single-precision functions of the daily kernel for one number; see
/// core/lane_mathematics.hpp and core/lane_gamma.hpp.
namespace core {

[[nodiscard]] inline float uniform(std::uint32_t word) noexcept {
    return HWY_NAMESPACE::uniform(word);
}
[[nodiscard]] inline float hold(float x, float low, float high) noexcept {
    return HWY_NAMESPACE::hold(x, low, high);
}
[[nodiscard]] inline float hold_unit(float x) noexcept {
    return HWY_NAMESPACE::hold_unit(x);
}
[[nodiscard]] inline float exp(float x) noexcept {
    return HWY_NAMESPACE::exp(x);
}
[[nodiscard]] inline float logistic(float x) noexcept {
    return HWY_NAMESPACE::logistic(x);
}
[[nodiscard]] inline float log(float x) noexcept {
    return HWY_NAMESPACE::log(x);
}
[[nodiscard]] inline float normal_quantile(float u) noexcept {
    return HWY_NAMESPACE::normal_quantile(u);
}
[[nodiscard]] inline float log_gamma_draw(float shape,
                                          std::array<std::uint32_t, 4> const& w) noexcept {
    return HWY_NAMESPACE::log_gamma_draw(shape, w[0], w[1], w[2], w[3]);
}

} // namespace core
