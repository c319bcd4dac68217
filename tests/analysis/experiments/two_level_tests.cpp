#include "tests/analysis/experiments/points_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace analysis;

namespace {

/// Signs, shape (runs)(factors).
std::vector<std::vector<int>> signs_of(Experiment const& experiment) {
    std::vector<std::vector<int>> signs;
    for (auto const& point : tests::points_of(experiment)) {
        auto& row = signs.emplace_back();
        for (double const u : point) {
            REQUIRE((u == 0.0 || u == 1.0));
            row.push_back(u > 0.5 ? 1 : -1);
        }
    }
    return signs;
}

/// Sum over runs of the product of two or three columns.
int product(std::vector<std::vector<int>> const& signs, std::vector<std::size_t> const& columns) {
    int sum = 0;
    for (auto const& row : signs) {
        int value = 1;
        for (std::size_t const k : columns) {
            value *= row[k];
        }
        sum += value;
    }
    return sum;
}

/// X'X = n I, and each column sums to 0.
bool is_orthogonal(Experiment const& experiment) {
    auto const signs = signs_of(experiment);
    for (std::size_t a = 0; a < experiment.factors(); ++a) {
        if (product(signs, {a}) != 0) {
            return false;
        }
        for (std::size_t b = a + 1; b < experiment.factors(); ++b) {
            if (product(signs, {a, b}) != 0) {
                return false;
            }
        }
    }
    return true;
}

/// Words by going through all subsets of the factors.
std::vector<std::uint64_t> words_by_force(FractionalFactorial const& design) {
    auto const signs = signs_of(design);
    std::vector<std::uint64_t> words(design.factors() + 1, 0);
    for (unsigned subset = 1; subset < 1U << design.factors(); ++subset) {
        std::vector<std::size_t> columns;
        for (std::size_t k = 0; k < design.factors(); ++k) {
            if ((subset >> k & 1U) != 0) {
                columns.push_back(k);
            }
        }
        bool const constant = std::abs(product(signs, columns)) == static_cast<int>(design.size());
        words[columns.size()] += constant ? 1 : 0;
    }
    return words;
}

} // namespace

TEST_CASE("A full factorial has every combination once, the first factor changing fastest") {
    auto const signs = signs_of(FractionalFactorial::full(3));
    std::vector<std::vector<int>> const yates{{-1, -1, -1}, {1, -1, -1}, {-1, 1, -1}, {1, 1, -1},
                                              {-1, -1, 1},  {1, -1, 1},  {-1, 1, 1},  {1, 1, 1}};
    CHECK(signs == yates);
    CHECK(FractionalFactorial::full(3).resolution() == 0);
}

TEST_CASE("The columns of every fraction are orthogonal and no two runs are the same") {
    for (std::uint64_t const runs : {4U, 8U, 16U, 32U, 64U}) {
        for (std::size_t k = 2; k < runs; ++k) {
            if (!FractionalFactorial::exists(k, runs)) {
                continue;
            }
            FractionalFactorial const design(k, runs);
            INFO(k << " factors in " << runs);
            CHECK(is_orthogonal(design));
            auto const signs = signs_of(design);
            CHECK(std::set(signs.begin(), signs.end()).size() == runs);
        }
    }
}

TEST_CASE("Fractions exist between their base and one factor less than runs") {
    CHECK(FractionalFactorial::exists(7, 8));
    CHECK_FALSE(FractionalFactorial::exists(8, 8));
    CHECK(FractionalFactorial::exists(3, 8));
    CHECK_FALSE(FractionalFactorial::exists(2, 8));
    CHECK_FALSE(FractionalFactorial::exists(5, 12));
    CHECK(FractionalFactorial::exists(10, 1024));
    CHECK_FALSE(FractionalFactorial::exists(11, 1024));
}

TEST_CASE("Fractions have the published resolution") {
    // Box, Hunter & Hunter 2005, table 6.22; Montgomery, table 8.14.
    struct Published {
        std::size_t factors;
        std::uint64_t runs;
        int resolution;
    };
    for (auto const& [factors, runs, resolution] : std::vector<Published>{
             {3, 4, 3},   {4, 8, 4},   {5, 8, 3},   {6, 8, 3},   {7, 8, 3},   {5, 16, 5},
             {6, 16, 4},  {7, 16, 4},  {8, 16, 4},  {9, 16, 3},  {10, 16, 3}, {11, 16, 3},
             {15, 16, 3}, {6, 32, 6},  {7, 32, 4},  {8, 32, 4},  {9, 32, 4},  {10, 32, 4},
             {11, 32, 4}, {15, 32, 4}, {16, 32, 4}, {17, 32, 3}, {7, 64, 7},  {8, 64, 5},
             {9, 64, 4},  {10, 64, 4}, {11, 64, 4}, {32, 64, 4}, {33, 64, 3}, {63, 64, 3}}) {
        INFO(factors << " factors in " << runs);
        CHECK(FractionalFactorial(factors, runs).resolution() == resolution);
    }
}

TEST_CASE("Fractions have the published numbers of short words") {
    // Chen, Sun & Wu 1993, tables 1 to 3: words of lengths 3, 4, 5.
    struct Published {
        std::size_t factors;
        std::uint64_t runs;
        std::vector<std::uint64_t> words;
    };
    for (auto const& [factors, runs, words] : std::vector<Published>{{9, 16, {4, 14, 8}},
                                                                     {12, 16, {16, 39, 48}},
                                                                     {7, 32, {0, 1, 2}},
                                                                     {8, 32, {0, 3, 4}},
                                                                     {9, 32, {0, 6, 8}},
                                                                     {10, 32, {0, 10, 16}},
                                                                     {13, 32, {0, 55, 0}},
                                                                     {8, 64, {0, 0, 2}},
                                                                     {11, 64, {0, 4, 14}},
                                                                     {14, 64, {0, 22, 40}},
                                                                     {20, 64, {0, 125, 256}}}) {
        INFO(factors << " factors in " << runs);
        auto const lengths = FractionalFactorial(factors, runs).word_lengths();
        CHECK(std::vector(lengths.begin() + 3, lengths.begin() + 6) == words);
    }
}

TEST_CASE("Word lengths are those counted over all products of columns") {
    for (auto const& design : {FractionalFactorial(7, 16), FractionalFactorial(9, 16),
                               FractionalFactorial(8, 64), FractionalFactorial(4, 16)}) {
        CHECK(design.word_lengths() == words_by_force(design));
    }
}

TEST_CASE("With four factors in eight runs pairs of interactions cannot be told apart") {
    // The word is ABCD, by hand.
    auto const sets = FractionalFactorial(4, 8).alias_sets();
    std::vector<std::vector<EffectTerm>> const expected{
        {{0, 0}},         {{1, 1}},         {{2, 2}},        {{3, 3}},
        {{0, 1}, {2, 3}}, {{0, 2}, {1, 3}}, {{0, 3}, {1, 2}}};
    CHECK(sets == expected);
}

TEST_CASE("With three factors in four runs each is mistaken for the others' interaction") {
    auto const sets = FractionalFactorial(3, 4).alias_sets();
    std::vector<std::vector<EffectTerm>> const expected{
        {{0, 0}, {1, 2}}, {{1, 1}, {0, 2}}, {{2, 2}, {0, 1}}};
    CHECK(sets == expected);
}

TEST_CASE("Aliases are the terms whose columns are equal up to sign") {
    FractionalFactorial const design(7, 16);
    auto const signs = signs_of(design);
    auto const columns = [](EffectTerm const& term) {
        return term.main() ? std::vector{term.first} : std::vector{term.first, term.second};
    };
    auto const sets = design.alias_sets();
    for (auto const& set : sets) {
        for (auto const& other : sets) {
            auto both = columns(set.front());
            auto const more = columns(other.back());
            both.insert(both.end(), more.begin(), more.end());
            CHECK(std::abs(product(signs, both)) == (&set == &other ? 16 : 0));
        }
    }
}

TEST_CASE("Plackett and Burman's designs are orthogonal for every number of factors") {
    for (std::size_t k = 1; k <= PlackettBurman::most_factors; ++k) {
        INFO(k << " factors");
        PlackettBurman const design(k);
        CHECK(is_orthogonal(design));
        CHECK(is_orthogonal(PlackettBurman(k, FoldOver::yes)));
        CHECK(design.size() > k);
        CHECK((design.size() <= k + 4 || k < 16));
    }
}

TEST_CASE("Twelve, twenty and twenty-four runs begin with the rows that were printed") {
    auto const first_row = [](std::size_t factors) {
        auto const signs = signs_of(PlackettBurman(factors));
        std::string row;
        for (int const sign : signs.front()) {
            row += sign > 0 ? '+' : '-';
        }
        return row;
    };
    CHECK(first_row(11) == "++-+++---+-");
    CHECK(first_row(19) == "++--++++-+-+----++-");
    CHECK(first_row(23) == "+++++-+-++--++--+-+----");
}

TEST_CASE("In twelve runs a main effect is mistaken for others' interactions by a third") {
    auto const signs = signs_of(PlackettBurman(11));
    for (std::size_t a = 0; a < 11; ++a) {
        for (std::size_t b = a + 1; b < 11; ++b) {
            for (std::size_t c = b + 1; c < 11; ++c) {
                CHECK(std::abs(product(signs, {a, b, c})) == 4);
            }
        }
    }
}

TEST_CASE("Folded over, main effects are free of interactions of two") {
    PlackettBurman const design(11, FoldOver::yes);
    CHECK(design.size() == 24);
    auto const signs = signs_of(design);
    for (std::size_t a = 0; a < 11; ++a) {
        for (std::size_t b = a + 1; b < 11; ++b) {
            for (std::size_t c = b + 1; c < 11; ++c) {
                CHECK(product(signs, {a, b, c}) == 0);
            }
        }
    }
}
