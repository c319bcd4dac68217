#include "report/picture/measure.hpp"
#include "report/picture/path.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace report::picture;
using report::Point;

TEST_CASE("lengths have two decimals at most, and no zeros that say nothing") {
    CHECK(pixels(12.345678) == "12.35");
    CHECK(pixels(12.30) == "12.3");
    CHECK(pixels(-0.05) == "-.05");
    CHECK(pixels(0.001) == "0");
    CHECK(pixels(7.0) == "7");
}

TEST_CASE("a path of steps goes right and up or down, from its first point to the end") {
    PathData path;
    add_steps(path, {{1.0, 5.0}, {2.0, 7.5}}, 4.0);
    CHECK(path.str() == "M1 5h1v2.5h2");
}

TEST_CASE("rounding does not add up along a path") {
    PathData path;
    path.move_to({0.0, 0.0});
    for (int i = 1; i <= 300; ++i) {
        path.line_to({i / 300.0, 0.0});
    }
    double x = 0.0;
    auto const text = path.str().substr(4);
    for (std::size_t at = 0; at != std::string::npos && at < text.size();
         at = text.find('h', at + 1)) {
        x += std::stod(text.substr(at + 1));
    }
    CHECK(x == Approx(1.0));
}

TEST_CASE("thinned steps stay within a tenth of a pixel of all steps") {
    std::vector<report::Point> levels;
    for (int i = 0; i < 20000; ++i) {
        levels.push_back({0.03 * i, 300.0 * (1.0 - std::exp(-i / 4000.0))});
    }
    auto const kept = thinned_steps(levels);
    CHECK(kept.size() < 4000);
    std::size_t k = 0;
    for (auto const& level : levels) {
        while (k + 1 < kept.size() && kept[k + 1].x <= level.x) {
            ++k;
        }
        // Steps within a tenth of a pixel to the right of a kept one may have been put into it.
        double const reach = 300.0 / 4000.0 / 0.03 * 0.1;
        CHECK(std::abs(kept[k].y - level.y) < 0.1 + reach);
    }
    CHECK(kept.front().x == levels.front().x);
    CHECK(kept.front().y == levels.front().y);
}

TEST_CASE("a text too wide for its room ends in an ellipsis, between characters") {
    std::string const name = "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9";
    CHECK(shortened(name, 1000.0, 12.0) == name);
    auto const cut = shortened(name, 50.0, 12.0);
    CHECK(text_width(cut, 12.0) <= 51.0);
    CHECK(cut.substr(cut.size() - 3) == "\u2026");
    CHECK((cut.size() - 3) % 2 == 0);
}
