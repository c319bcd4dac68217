#include "sim/show/bars.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace sim {

namespace {
constexpr std::array<std::string_view, 9> eighths{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
}

std::string bar(double share, std::size_t length) {
    auto const full = static_cast<std::size_t>(
        std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(length)));
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        text += i < full ? "█" : "·";
    }
    return text;
}

std::string sparkline(std::vector<double> const& heights) {
    double const highest =
        heights.empty() ? 0.0 : *std::max_element(heights.begin(), heights.end());
    std::string line;
    for (double const height : heights) {
        double const eighth = highest > 0.0 ? 8.0 * height / highest : 0.0;
        line += eighths[static_cast<std::size_t>(std::lround(eighth))];
    }
    return line;
}

} // namespace sim
