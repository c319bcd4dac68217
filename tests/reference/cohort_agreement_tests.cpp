#include "tests/reference/same_people.hpp"
#include "tests/reference/world.hpp"

#include <catch2/catch.hpp>

using reference::difference_of_people;
using reference::just;

namespace {

agents::Trait trait(std::string const& name, agents::Marginal const& marginal) {
    return {name, "", "", "", marginal};
}

/// Every marginal, truncated on either side and both; log odds on numbers, levels and indicators,
/// also of traits that come later.
agents::Cohort every_marginal() {
    agents::Cohort cohort;
    cohort.name = "every marginal";
    cohort.traits = {
        trait("constant", agents::Constant{0.25}),
        trait(
            "depends",
            agents::Bernoulli{0.3, {{"mood.tense", just(1.5), 0.2}, {"uniform", just(-1.0), 0.5}}}),
        trait("uniform", agents::Uniform{-2.0, 3.0}),
        trait("normal", agents::Normal{10.0, 4.0}),
        trait("normal_from", agents::Normal{10.0, 4.0, 9.0}),
        trait("normal_to", agents::Normal{10.0, 4.0, -agents::unbounded, 8.0}),
        trait("normal_within", agents::Normal{40.0, 15.0, 18.0, 90.0}),
        trait("lognormal", agents::Lognormal{20.0, 0.9}),
        trait("lognormal_within", agents::Lognormal{20.0, 0.9, 1.0, 60.0}),
        trait("beta", agents::Beta{2.0, 5.0}),
        trait("beta_bent", agents::Beta{0.4, 0.6}),
        trait("bernoulli", agents::Bernoulli{0.2, {}}),
        trait("mood",
              agents::Categorical{{"calm", "tense", "low"},
                                  {0.5, 0.3, 0.2},
                                  {{{"bernoulli", just(0.8), 0.0}},
                                   {},
                                   {{"age", just(0.05), 40.0}, {"beta", just(-1.0), 0.3}}}}),
        trait("plain_levels", agents::Categorical{{"a", "b", "c", "d"}, {0.1, 0.2, 0.3, 0.4}, {}}),
        trait("age", agents::Empirical{{19.0, 23.5, 31.0, 44.0, 44.0, 67.0}, "x.csv", "age"}),
    };
    cohort.correlations = {{2, 3, 0.5},   {3, 6, -0.4},  {6, 9, 0.3}, {1, 12, 0.2},
                           {12, 14, 0.6}, {4, 11, -0.7}, {7, 8, 0.9}, {13, 2, 0.1}};
    return cohort;
}

agents::Cohort real_people(agents::PeopleOrder order) {
    agents::Cohort cohort;
    cohort.name = "real people";
    cohort.people_rows = 5;
    cohort.people_order = order;
    cohort.traits = {
        trait("age", agents::FromPeople{{20.0, 30.0, 40.0, 50.0, 60.0}, {}, "age"}),
        trait("gender", agents::FromPeople{{0.0, 1.0, 1.0, 2.0, 0.0}, {"w", "m", "x"}, "gender"}),
        trait("drawn",
              agents::Bernoulli{0.5, {{"gender.m", just(1.0), 0.0}, {"age", just(0.05), 40.0}}}),
    };
    return cohort;
}

} // namespace

TEST_CASE("people drawn from every marginal are those of the reference") {
    CHECK(difference_of_people(every_marginal(), 1, 4000) == "");
    CHECK(difference_of_people(every_marginal(), 0xFEDCBA9876543210ULL, 4000) == "");
}

TEST_CASE("real people are those of the reference, listed or drawn again and again") {
    CHECK(difference_of_people(real_people(agents::PeopleOrder::as_listed), 3, 5) == "");
    CHECK(difference_of_people(real_people(agents::PeopleOrder::with_replacement), 3, 3000) == "");
}
