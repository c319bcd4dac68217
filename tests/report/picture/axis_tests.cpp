#include "report/picture/axis.hpp"
#include "report/picture/curve_picture.hpp"
#include "report/picture/surround.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace report::picture;

TEST_CASE("an axis of time begins at 0 and has round steps, of the calendar where time has one") {
    CHECK(axis_times(90.0) == std::vector<double>{0, 15, 30, 45, 60, 75, 90});
    CHECK(axis_times(91.0) == std::vector<double>{0, 15, 30, 45, 60, 75, 90});
    CHECK(axis_times(28.0) == std::vector<double>{0, 7, 14, 21, 28});
    CHECK(axis_times(12.0, "months") == std::vector<double>{0, 2, 4, 6, 8, 10, 12});
    CHECK(axis_times(5000.0) == std::vector<double>{0, 1000, 2000, 3000, 4000, 5000});
}

TEST_CASE("an axis of any length has two to nine ticks, none behind its end") {
    for (double horizon = 0.003; horizon < 1e5; horizon *= 1.037) {
        for (auto const* const unit : {"days", "months", "years"}) {
            auto const times = axis_times(horizon, unit);
            CHECK(times.front() == 0.0);
            CHECK_FALSE(std::signbit(times.front()));
            CHECK(times.back() <= horizon * (1.0 + 1e-9));
            CHECK(times.size() >= 4);
            CHECK(times.size() <= 9);
        }
    }
}

TEST_CASE("ticks have as many decimals as they need, and zero no sign") {
    CHECK(tick_labels({0.0, 15.0}) == std::vector<std::string>{"0", "15"});
    CHECK(tick_labels({0.0, 0.25, 0.5}) == std::vector<std::string>{"0.00", "0.25", "0.50"});
    CHECK(tick_labels({-1.0, -0.0}) == std::vector<std::string>{"-1", "0"});
}

TEST_CASE("ratios are ticked at powers of two where there is room") {
    CHECK(log_ticks({0.2, 5.0}) == std::vector<double>{0.25, 0.5, 1.0, 2.0, 4.0});
    for (double high = 1.05; high < 1e5; high *= 1.3) {
        auto const ticks = log_ticks({1.0 / high, high});
        CHECK(ticks.size() >= 2);
        CHECK(ticks.size() <= 9);
    }
}

TEST_CASE("an interval of values is widened to round ends, a single value to some room") {
    CHECK(rounded_out({0.0, 11.4}).high == Approx(12.0));
    CHECK(rounded_out({0.0, 11.4}).low == 0.0);
    auto const point = rounded_out({2.0, 2.0});
    CHECK(point.low < 2.0);
    CHECK(point.high > 2.0);
}

TEST_CASE("labels that would touch are moved apart as little as can be, the others not at all") {
    auto const heights = spread_apart({10.0, 100.0, 102.0}, 12.0, 0.0, 200.0);
    CHECK(heights[0] == 10.0);
    CHECK(heights[1] == Approx(95.0));
    CHECK(heights[2] == Approx(107.0));
    auto const low = spread_apart({200.0, 200.0}, 12.0, 0.0, 200.0);
    CHECK(low[0] == Approx(188.0));
    CHECK(low[1] == Approx(200.0));
}
