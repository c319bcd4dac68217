#pragma once

#include <string>
#include <string_view>

namespace report {

struct Point {
    double x = 0.0;
    double y = 0.0;

    friend Point operator+(Point a, Point b) noexcept { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) noexcept { return {a.x - b.x, a.y - b.y}; }
    friend Point operator*(double f, Point a) noexcept { return {f * a.x, f * a.y}; }
};

/// How a text stands at its point.
enum class Anchor { start, middle, end };

struct TextStyle {
    double size = 13.0; ///< [px]
    Anchor anchor = Anchor::start;
    std::string_view colour = "#222222";
    bool bold = false;
    bool halo = false;   ///< a white rim, to stand out on lines
    bool upward = false; ///< turned to be read from bottom to top
};

/// Text with what XML reserves escaped.
[[nodiscard]] std::string xml_escaped(std::string_view text);

/// A picture that needs nothing outside itself: no script, no style sheet, no font but the reader's
/// sans-serif.
class Svg {
public:
    /// @param title        what screen readers say
    /// @param description  what they say of what is to be seen; empty: nothing
    Svg(double width, double height, std::string_view title, std::string_view description = "");

    void text(Point at, std::string_view what, TextStyle const& style = {});
    /// @param dash  lengths drawn and not drawn [px], empty: solid
    void line(Point from, Point to, std::string_view colour, double width = 1.0,
              std::string_view dash = "");
    void rectangle(Point corner, double width, double height, std::string_view fill);
    void circle(Point centre, double radius, std::string_view fill, std::string_view rim);
    /// Any element, as it is.
    void raw(std::string_view element);

    [[nodiscard]] std::string str() const;

private:
    std::string text_;
};

} // namespace report
