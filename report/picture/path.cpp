#include "report/picture/path.hpp"

#include "core/contract.hpp"

#include <fmt/format.h>

#include <cmath>

namespace report::picture {
namespace {

constexpr double tenth = 0.1; ///< [px]

long hundredths(double value) {
    HOLDFAST_EXPECT(std::isfinite(value));
    return std::lround(100.0 * value);
}

/// 1234 as "12.34", 1230 as "12.3", -5 as "-.05".
std::string decimal(long value) {
    std::string text = value < 0 ? "-" : "";
    long const size = std::abs(value);
    if (size >= 100 || size == 0) {
        text += std::to_string(size / 100);
    }
    if (size % 100 != 0) {
        text += fmt::format(".{:02}", size % 100);
        if (text.back() == '0') {
            text.pop_back();
        }
    }
    return text;
}

} // namespace

std::string pixels(double value) {
    return decimal(hundredths(value));
}

void PathData::move_to(Point to) {
    x_ = hundredths(to.x);
    y_ = hundredths(to.y);
    text_ += fmt::format("M{} {}", decimal(x_), decimal(y_));
}

void PathData::line_to(Point to) {
    long const x = hundredths(to.x);
    long const y = hundredths(to.y);
    if (x != x_ && y != y_) {
        text_ += fmt::format("l{} {}", decimal(x - x_), decimal(y - y_));
    } else if (x != x_) {
        text_ += 'h' + decimal(x - x_);
    } else if (y != y_) {
        text_ += 'v' + decimal(y - y_);
    }
    x_ = x;
    y_ = y;
}

void PathData::close() {
    text_ += 'z';
}

std::vector<Point> thinned_steps(std::vector<Point> const& levels) {
    std::vector<Point> kept;
    for (auto const& level : levels) {
        bool const same_height = !kept.empty() && std::abs(level.y - kept.back().y) < tenth;
        if (same_height) {
            continue;
        }
        // The first level stays as it is: a curve is seen to begin where it does.
        if (kept.size() > 1 && level.x - kept.back().x < tenth) {
            kept.back().y = level.y;
        } else {
            kept.push_back(level);
        }
    }
    return kept;
}

void add_steps(PathData& path, std::vector<Point> const& levels, double end) {
    HOLDFAST_EXPECT(!levels.empty());
    path.move_to(levels.front());
    for (std::size_t i = 1; i < levels.size(); ++i) {
        path.line_to({levels[i].x, levels[i - 1].y});
        path.line_to(levels[i]);
    }
    path.line_to({end, levels.back().y});
}

void add_steps_back(PathData& path, std::vector<Point> const& levels, double end) {
    double right = end;
    for (std::size_t i = levels.size(); i-- > 0;) {
        path.line_to({right, levels[i].y});
        path.line_to(levels[i]);
        right = levels[i].x;
    }
}

} // namespace report::picture
