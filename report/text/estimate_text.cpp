#include "report/text/estimate_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace report {
namespace {

std::string limits_text(analysis::Estimate const& estimate, int decimals, double scale) {
    if (std::isnan(estimate.low) && std::isnan(estimate.high)) {
        return {};
    }
    return fmt::format(" ({} to {})", number_text(estimate.low * scale, decimals),
                       number_text(estimate.high * scale, decimals));
}

} // namespace

std::string number_text(double number, int decimals) {
    if (std::isnan(number)) {
        return "-";
    }
    auto text = fmt::format("{:.{}f}", number, decimals);
    bool const zero = text.find_first_not_of("-0.") == std::string::npos;
    return zero && text.front() == '-' ? text.substr(1) : text;
}

std::string estimate_text(analysis::Estimate const& estimate, int decimals, double scale) {
    if (std::isnan(estimate.value)) {
        return "-";
    }
    return number_text(estimate.value * scale, decimals) + limits_text(estimate, decimals, scale);
}

std::string positive_text(analysis::Estimate const& estimate, int decimals, double scale) {
    auto text = estimate_text(estimate, decimals, scale);
    if (auto const to = text.find(" to "); to != std::string::npos) {
        text.replace(to, 4, "\u2013");
    }
    return text;
}

std::string percent_text(analysis::Estimate const& share) {
    return positive_text(share, 1, 100.0);
}

int decimals_to_tell(analysis::Estimate const& estimate, int least) {
    int decimals = least;
    double unit = std::pow(10.0, -least);
    while (decimals < least + 2 && estimate.high - estimate.low < 1.5 * unit) {
        ++decimals;
        unit /= 10.0;
    }
    return decimals;
}

std::string difference_text(analysis::Estimate const& difference, int decimals, double scale) {
    auto const text = estimate_text(difference, decimals, scale);
    auto const shown = text.substr(0, text.find(' '));
    bool const zero = shown.find_first_not_of("-0.") == std::string::npos;
    return text.front() == '-' || zero ? text : "+" + text;
}

std::string plus_minus_text(analysis::Estimate const& difference, int decimals, double scale) {
    auto const shown = difference_text(difference, decimals, scale);
    double const half = (difference.high - difference.low) / 2.0 * scale;
    return std::isnan(half) ? shown
                            : fmt::format("{} \u00b1 {}", shown.substr(0, shown.find(' ')),
                                          number_text(half, decimals));
}

std::string p_text(double p) {
    if (std::isnan(p)) {
        return "-";
    }
    return p < 0.001 ? "<0.001" : number_text(p, 3);
}

std::string count_text(std::size_t count) {
    auto text = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

} // namespace report
