#pragma once

#include "report/picture/svg.hpp"

#include <string>
#include <vector>

namespace report::picture {

/// A length in pixels with at most two decimals, the same on all machines.
/// @param value  finite
[[nodiscard]] std::string pixels(double value);

/// The data of an SVG path. Points are rounded to hundredths of a pixel and written relative to
/// each other, so that rounding does not add up.
class PathData {
public:
    void move_to(Point to);
    void line_to(Point to);
    void close();
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    [[nodiscard]] std::string const& str() const noexcept { return text_; }

private:
    long x_ = 0; ///< [hundredths of a pixel]
    long y_ = 0;
    std::string text_;
};

/// Corners of steps (each point the start of a level) with those left out that move less than a
/// tenth of a pixel up or down, and those within a tenth of a pixel to the right of another put
/// into one.
[[nodiscard]] std::vector<Point> thinned_steps(std::vector<Point> const& levels);

/// Appends the points joined by steps, from the first, where the path is taken up anew; the last
/// level goes on to `end`.
/// @param levels  at least one
void add_steps(PathData& path, std::vector<Point> const& levels, double end);
/// The same from `end` back to the first point, to close a band.
void add_steps_back(PathData& path, std::vector<Point> const& levels, double end);

} // namespace report::picture
