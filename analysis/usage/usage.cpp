#include "analysis/usage/usage.hpp"

#include <bit>

namespace analysis {

namespace {

constexpr int bits_a_byte = 8;

std::span<std::uint8_t const> days_of(UsageView const& usage, std::size_t user) {
    return usage.use.subspan(user * usage.bytes_a_user(), usage.bytes_a_user());
}

} // namespace

int next_use(UsageView const& usage, std::size_t user, int from) {
    auto const days = days_of(usage, user);
    auto byte = static_cast<std::size_t>(from / bits_a_byte);
    auto mask = static_cast<std::uint8_t>(0xFF << (from % bits_a_byte));
    for (; byte < days.size(); ++byte) {
        if (auto const left = static_cast<std::uint8_t>(days[byte] & mask); left != 0) {
            return static_cast<int>(byte) * bits_a_byte + std::countr_zero(left);
        }
        mask = 0xFF;
    }
    return no_day;
}

int last_use(UsageView const& usage, std::size_t user) {
    if (!usage.last_used.empty()) {
        return usage.last_used[user];
    }
    auto const days = days_of(usage, user);
    for (std::size_t byte = days.size(); byte-- > 0;) {
        if (days[byte] != 0) {
            return static_cast<int>(byte) * bits_a_byte +
                   static_cast<int>(std::bit_width(days[byte])) - 1;
        }
    }
    return no_day;
}

int days_used(UsageView const& usage, std::size_t user, int through) {
    auto const days = days_of(usage, user);
    auto const whole = static_cast<std::size_t>((through + 1) / bits_a_byte);
    int count = 0;
    for (std::size_t byte = 0; byte < whole; ++byte) {
        count += std::popcount(days[byte]);
    }
    if (int const rest = (through + 1) % bits_a_byte; rest != 0) {
        count += std::popcount(static_cast<std::uint8_t>(days[whole] & ((1 << rest) - 1)));
    }
    return count;
}

} // namespace analysis
