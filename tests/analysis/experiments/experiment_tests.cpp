#include "tests/analysis/experiments/points_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace analysis;

namespace {

std::vector<Experiment> one_of_each() {
    return {RandomPoints(50, 5, 7),
            LatinHypercube(50, 5, 7),
            SobolPoints(64, 5, 7, Scrambling::owen),
            SobolPoints(64, 5, 7, Scrambling::none),
            SaltelliPoints(8, 5, SecondOrder::no, 7),
            SaltelliPoints(8, 5, SecondOrder::yes, 7),
            MorrisPoints(6, 4, 5, 7),
            FractionalFactorial::full(5),
            FractionalFactorial(5, 8),
            PlackettBurman(5),
            PlackettBurman(5, FoldOver::yes)};
}

} // namespace

TEST_CASE("A point is the same whether those before it were asked for or not") {
    for (auto const& experiment : one_of_each()) {
        auto const forwards = tests::points_of(experiment);
        std::vector<double> unit(experiment.factors());
        for (std::uint64_t i = experiment.size(); i-- > 0;) {
            experiment.point(i, unit);
            CHECK(unit == forwards[i]);
        }
    }
}

TEST_CASE("Every coordinate lies in the unit interval") {
    for (auto const& experiment : one_of_each()) {
        for (auto const& point : tests::points_of(experiment)) {
            CHECK(std::all_of(point.begin(), point.end(),
                              [](double u) { return u >= 0.0 && u <= 1.0; }));
        }
    }
}

TEST_CASE("An experiment tells which design it is") {
    Experiment const experiment = MorrisPoints(6, 4, 5, 7);
    REQUIRE(experiment.as<MorrisPoints>() != nullptr);
    CHECK(experiment.as<MorrisPoints>()->trajectories() == 6);
    CHECK(experiment.as<PlackettBurman>() == nullptr);
    CHECK(experiment.size() == 36);
}

TEST_CASE("The bits of points are those that were written down") {
    // Any machine and any later version: a study that goes on elsewhere relies on it.
    auto const third = [](Experiment const& experiment) {
        std::vector<double> unit(experiment.factors());
        experiment.point(3, unit);
        return unit;
    };
    CHECK(third(RandomPoints(50, 2, 7)) == std::vector{0x1.d6e8cf62597dep-2, 0x1.0b5d57c824807p-1});
    CHECK(third(LatinHypercube(50, 2, 7)) ==
          std::vector{0x1.a9ce7cccccccdp-3, 0x1.02d932e147ae1p-2});
    CHECK(third(SobolPoints(64, 2, 7, Scrambling::owen)) ==
          std::vector{0x1.5245873ap-2, 0x1.100b002p-6});
    CHECK(third(SaltelliPoints(8, 2, SecondOrder::no, 7)) ==
          std::vector{0x1.24c37f93p-1, 0x1.9fa90923p-1});
    CHECK(third(MorrisPoints(6, 4, 2, 7)) == std::vector{0x1p+0, 0x1.5555555555555p-2});
}
