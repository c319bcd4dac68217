#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace agents {

/// night 00-06, morning 06-12, afternoon 12-18, evening 18-24. Source: docs/odd.md.
enum class DayPart { night, morning, afternoon, evening };

inline constexpr std::size_t day_parts = 4;
inline constexpr std::array<std::string_view, day_parts> day_part_names{"night", "morning",
                                                                        "afternoon", "evening"};

template <class T>
using PerDayPart = std::array<T, day_parts>;

} // namespace agents
