#include "agents/cohort.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace agents;

namespace {

Trait trait(std::string const& name, Marginal marginal) {
    return {name, "", "", "", std::move(marginal)};
}

Population people_of(Cohort const& cohort, std::size_t users, std::uint64_t seed = 7) {
    Synthesis const synthesis(cohort, seed);
    auto people = synthesis.blank(users);
    synthesis.fill(people, 0, users);
    return people;
}

} // namespace

TEST_CASE("Every marginal stays within its bounds") {
    Cohort cohort;
    cohort.traits = {trait("constant", Constant{3.0}),
                     trait("uniform", Uniform{2.0, 5.0}),
                     trait("normal", Normal{30.0, 20.0, 18.0, 40.0}),
                     trait("lognormal", Lognormal{60.0, 1.0, 10.0, 90.0}),
                     trait("beta", Beta{2.0, 5.0}),
                     trait("bernoulli", Bernoulli{0.3, {}}),
                     trait("empirical", Empirical{{1.0, 2.0, 4.0}, "", ""})};
    auto const people = people_of(cohort, 5000);
    auto const within = [&](std::size_t j, float low, float high) {
        auto const [least, most] =
            std::minmax_element(people.traits[j].values.begin(), people.traits[j].values.end());
        return *least >= low && *most <= high;
    };
    CHECK(within(0, 3.0F, 3.0F));
    CHECK(within(1, 2.0F, 5.0F));
    CHECK(within(2, 18.0F, 40.0F));
    CHECK(within(3, 10.0F, 90.0F));
    CHECK(within(4, 0.0F, 1.0F));
    auto const values = [&](std::size_t j) {
        return std::set<float>(people.traits[j].values.begin(), people.traits[j].values.end());
    };
    CHECK(values(5) == std::set<float>{0.0F, 1.0F});
    CHECK(values(6) == std::set<float>{1.0F, 2.0F, 4.0F});
}

TEST_CASE("A user is the same person however many others there are, and whoever is made first") {
    Cohort cohort;
    cohort.traits = {trait("a", Normal{}), trait("b", Normal{}), trait("c", Uniform{})};
    cohort.correlations = {{0, 1, 0.6}};
    auto const few = people_of(cohort, 10);
    auto const many = people_of(cohort, 1000);
    Synthesis const synthesis(cohort, 7);
    auto backwards = synthesis.blank(10);
    synthesis.fill(backwards, 5, 10);
    synthesis.fill(backwards, 0, 5);
    for (std::size_t j = 0; j < 3; ++j) {
        CHECK(std::equal(few.traits[j].values.begin(), few.traits[j].values.end(),
                         many.traits[j].values.begin()));
        CHECK(few.traits[j].values == backwards.traits[j].values);
    }
}

TEST_CASE("A trait added at the end changes no other trait") {
    Cohort cohort;
    cohort.traits = {trait("a", Normal{}), trait("b", Uniform{})};
    auto const before = people_of(cohort, 100);
    cohort.traits.push_back(trait("c", Beta{2.0, 2.0}));
    auto const after = people_of(cohort, 100);
    CHECK(before.traits[0].values == after.traits[0].values);
    CHECK(before.traits[1].values == after.traits[1].values);
}

TEST_CASE("Odds that depend on a trait that comes later are drawn after it") {
    Cohort cohort;
    Bernoulli certain{0.5, {{"alone", {60.0}, 0.5}}};
    cohort.traits = {trait("style", certain), trait("alone", Bernoulli{0.4, {}})};
    CHECK(drawing_order(cohort) == std::vector<std::size_t>{1, 0});
    auto const people = people_of(cohort, 500);
    CHECK(people.traits[0].values == people.traits[1].values);
}

TEST_CASE("Traits whose odds depend on each other have no order") {
    Cohort cohort;
    cohort.traits = {trait("a", Bernoulli{0.5, {{"b", {1.0}, 0.0}}}),
                     trait("b", Bernoulli{0.5, {{"a", {1.0}, 0.0}}})};
    CHECK_THROWS_AS(drawing_order(cohort), CyclicTraits);
}

TEST_CASE("The pair that keeps a correlation matrix from being positive definite is named") {
    Cohort cohort;
    cohort.traits = {trait("a", Normal{}), trait("b", Normal{}), trait("c", Normal{})};
    cohort.correlations = {{0, 1, 0.6}, {0, 2, 0.6}, {1, 2, -0.6}};
    auto const pairs = offending_pairs(cohort);
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].smallest_eigenvalue < 0.0);
    cohort.correlations = {{0, 1, 0.9}, {0, 2, 0.9}, {1, 2, 0.7}};
    CHECK(offending_pairs(cohort).empty());
}

TEST_CASE("Real people are taken as listed, or drawn from the list") {
    Cohort cohort;
    cohort.traits = {trait("age", FromPeople{{21.0, 30.0, 52.0}, {}, "age"})};
    cohort.people_rows = 3;
    CHECK(people_of(cohort, 3).traits[0].values == std::vector<float>{21.0F, 30.0F, 52.0F});
    cohort.people_order = PeopleOrder::with_replacement;
    auto const drawn = people_of(cohort, 300).traits[0].values;
    CHECK(std::set<float>(drawn.begin(), drawn.end()) == std::set<float>{21.0F, 30.0F, 52.0F});
}
