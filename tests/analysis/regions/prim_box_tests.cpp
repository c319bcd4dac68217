#include "analysis/proportion.hpp"
#include "analysis/regions/prim_box.hpp"
#include "analysis/regions/prim_paste.hpp"
#include "tests/analysis/regions/planted.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace analysis;
using tests::Planted;

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

/// Yes in a box of two of six factors: 0.2 <= second < 0.5, fourth >= 0.4; elsewhere at a rate.
Planted boxed(std::uint64_t seed, double inside, double elsewhere) {
    return tests::planted(seed, 2000, 6, [=](auto const& x, tests::Luck& luck) {
        bool const in = x(1) >= 0.2 && x(1) < 0.5 && x(3) >= 0.4;
        return luck.uniform() < (in ? inside : elsewhere) ? 1.0 : 0.0;
    });
}

std::size_t held(std::vector<FactorRange> const& ranges, Eigen::MatrixXd const& factors) {
    std::size_t points = 0;
    for (Eigen::Index row = 0; row < factors.rows(); ++row) {
        points += std::all_of(ranges.begin(), ranges.end(),
                              [&](FactorRange const& range) {
                                  return range.holds(
                                      factors(row, static_cast<Eigen::Index>(range.factor)));
                              })
                      ? 1U
                      : 0U;
    }
    return points;
}

} // namespace

TEST_CASE("A planted box is found, and only its factors are restricted") {
    auto const study = boxed(41, 1.0, 0.0);
    auto const found = prim_box(study.factors, study.outcome, {.least_coverage = 0.9});
    REQUIRE(found.box.ranges.size() == 2);
    CHECK(found.box.ranges[0].factor == 1);
    CHECK(found.box.ranges[0].at_least == Approx(0.2).margin(0.03));
    CHECK(found.box.ranges[0].below == Approx(0.5).margin(0.03));
    CHECK(found.box.ranges[1].factor == 3);
    CHECK(found.box.ranges[1].at_least == Approx(0.4).margin(0.03));
    CHECK(found.box.ranges[1].below == unbounded);
    CHECK(found.box.density.value > 0.97);
    CHECK(found.box.coverage >= 0.9);
    CHECK(found.box.mass == Approx(0.18).margin(0.03));
}

TEST_CASE("A box of mostly yes among few is found in noise") {
    auto const study = boxed(42, 0.85, 0.1);
    auto const found = prim_box(study.factors, study.outcome, {.least_coverage = 0.5});
    CHECK(found.box.density.value > 0.75);
    CHECK(found.box.coverage >= 0.5);
    auto const restricts = [&](std::size_t factor) {
        return std::any_of(found.box.ranges.begin(), found.box.ranges.end(),
                           [&](FactorRange const& range) { return range.factor == factor; });
    };
    CHECK(restricts(1));
    CHECK(restricts(3));
    REQUIRE(found.restrictions.size() == found.box.ranges.size());
    for (auto const& restriction : found.restrictions) {
        bool const planted = restriction.factor == 1 || restriction.factor == 3;
        CHECK((restriction.p < 1e-6) == planted);
        CHECK(restriction.density_without <= found.box.density.value);
    }
}

TEST_CASE("The numbers of each box of the trajectory are those of its points, counted anew") {
    auto study = boxed(43, 0.9, 0.2);
    study.factors.col(0) = (3 * study.factors.col(0).array()).floor();
    auto const found = prim_box(study.factors, study.outcome, {});
    auto const all =
        static_cast<double>(std::count(study.outcome.begin(), study.outcome.end(), 1.0));
    REQUIRE(found.trajectory.size() > 10);
    std::size_t last = 2001;
    for (auto const& box : found.trajectory) {
        CHECK(held(box.ranges, study.factors) == box.points);
        CHECK(box.points < last);
        CHECK(box.mass == static_cast<double>(box.points) / 2000);
        CHECK(box.coverage * all == Approx(box.density.value * static_cast<double>(box.points)));
        last = box.points;
    }
    CHECK(held(found.box.ranges, study.factors) == found.box.points);
    CHECK(found.trajectory.front().ranges.empty());
    CHECK(found.trajectory.front().coverage == 1.0);
    CHECK(found.trajectory.back().points >= 100);
}

TEST_CASE(
    "The chosen box is the densest with the coverage asked for, and pasting makes it no worse") {
    auto const study = boxed(44, 0.8, 0.2);
    double last_density = 0;
    for (double const coverage : {1.0, 0.9, 0.7, 0.5, 0.2, 0.0}) {
        auto const found = prim_box(study.factors, study.outcome, {.least_coverage = coverage});
        auto const& chosen = found.trajectory[found.chosen];
        CHECK(chosen.coverage >= coverage);
        for (auto const& box : found.trajectory) {
            CHECK((box.coverage < coverage || box.density.value <= chosen.density.value));
        }
        CHECK(found.box.density.value >= chosen.density.value);
        CHECK(found.box.coverage >= chosen.coverage);
        CHECK(found.box.ranges.size() <= chosen.ranges.size());
        CHECK(chosen.density.value >= last_density);
        last_density = chosen.density.value;
    }
}

TEST_CASE("Twenty points peeled by hand") {
    // Yes are the five highest. A tenth, two points, goes at a time; from below, as long as there
    // is a no. At the fourth step of two, 12 are left, then 10, 8, 6, and 5 is fewer than six.
    Eigen::MatrixXd factors(20, 1);
    std::vector<double> outcome(20, 0.0);
    for (int i = 0; i < 20; ++i) {
        factors(i, 0) = i;
        outcome[static_cast<std::size_t>(i)] = i >= 15 ? 1.0 : 0.0;
    }
    auto const found =
        prim_box(factors, outcome, {.alpha = 0.1, .smallest_mass = 0.3, .least_coverage = 1.0});
    std::vector<std::size_t> points;
    for (auto const& box : found.trajectory) {
        points.push_back(box.points);
    }
    CHECK(points == std::vector<std::size_t>{20, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6});
    CHECK(found.box.points == 6);
    CHECK(found.box.ranges[0].at_least == 13.5);
    CHECK(found.box.density.value == Approx(5.0 / 6));
    CHECK(found.box.density.low == wilson(5, 6).low);
    REQUIRE(found.restrictions.size() == 1);
    CHECK(found.restrictions[0].density_without == 0.25);
    // Five or six of six at a quarter: (6 x 3 + 1) / 4^6.
    CHECK(found.restrictions[0].p == Approx(19.0 / 4096));
}

TEST_CASE("Pasting gives back what was peeled beyond need, and drops bounds that do nothing") {
    auto const study = tests::planted(
        45, 1000, 2, [](auto const& x, tests::Luck&) { return x(0) >= 0.3 ? 1.0 : 0.0; });
    auto const points = usable_points(study.factors, study.outcome);
    PrimBounds const bounds{{.factor = 0, .at_least = 0.6}, {.factor = 1, .below = 0.5}};
    auto const inside = held(bounds, study.factors);
    auto const wide = paste(points, {bounds, {.points = inside, .yes = inside}}, 0.05);
    CHECK(wide.bounds[1] == FactorRange{.factor = 1});
    CHECK(wide.bounds[0].below == unbounded);
    // A step that would take a no with it is not made: 5% of 700 points are missing at most.
    CHECK(wide.bounds[0].at_least >= 0.3);
    CHECK(wide.bounds[0].at_least < 0.36);
    CHECK(wide.count.density() == 1.0);
    CHECK(held(wide.bounds, study.factors) == wide.count.points);
}

TEST_CASE("Factors on another scale give the same boxes") {
    auto const study = boxed(46, 0.9, 0.1);
    auto const found = prim_box(study.factors, study.outcome, {});
    Eigen::MatrixXd const stretched = (3 * study.factors.array()).exp();
    auto const other = prim_box(stretched, study.outcome, {});
    REQUIRE(other.trajectory.size() == found.trajectory.size());
    for (std::size_t i = 0; i < found.trajectory.size(); ++i) {
        CHECK(other.trajectory[i].points == found.trajectory[i].points);
        CHECK(other.trajectory[i].coverage == found.trajectory[i].coverage);
    }
    CHECK(other.box.points == found.box.points);
}

TEST_CASE("All yes, all no, no points, and missing ones") {
    Eigen::MatrixXd const factors = boxed(47, 1, 0).factors;
    auto const yes = prim_box(factors, std::vector<double>(2000, 1.0), {});
    CHECK(yes.trajectory.size() == 1);
    CHECK(yes.box.coverage == 1.0);
    auto const no = prim_box(factors, std::vector<double>(2000, 0.0), {});
    CHECK(no.trajectory.size() == 1);
    CHECK(std::isnan(no.box.coverage));
    auto const none = prim_box(factors, std::vector<double>(2000, undefined), {});
    CHECK(none.trajectory.empty());
    CHECK(none.missing == 2000);
    std::vector<double> some(2000, undefined);
    some[0] = 1.0;
    CHECK(prim_box(factors, some, {}).points == 1);
}
