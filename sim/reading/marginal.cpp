#include "sim/reading/marginal.hpp"

#include "sim/reading/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace sim::reading {

using namespace core::schema;
using namespace agents;

namespace {

Type<std::vector<Term>> log_odds(CohortContext& context) {
    return map_of(trait_name(TraitRole::term, context.trait_uses), term(), &Term::name);
}

/// Tells bounds that are upside down.
void check_order(double low, double high, Cursor const& cursor) {
    if (low >= high) {
        cursor.at("low").complain(fmt::format("{} is not below high, {}", low, high));
    }
}

/// Bounds that leave out what lies within six standard deviations leave out everybody.
void check_overlap(double score_low, double score_high, Cursor const& cursor) {
    if (score_low > 6.0 || score_high < -6.0) {
        cursor.complain("nobody lies between low and high",
                        "they must hold some of what is within 6 standard deviations");
    }
}

Type<Constant> constant() {
    return converted<Constant>(number(), [](double x, Cursor const&) { return Constant{x}; });
}

Type<Uniform> uniform() {
    return Mapping<Uniform>("uniform", "Every value between two numbers alike.")
        .required("low", number(), &Uniform::low, "the lowest value")
        .required("high", number(), &Uniform::high, "the highest value")
        .check([](Uniform& u, Cursor const& cursor) { check_order(u.low, u.high, cursor); })
        .type();
}

Type<Normal> normal() {
    return Mapping<Normal>("normal", "A normal distribution, cut off at low and high.")
        .required("mean", number(), &Normal::mean, "before it is cut off")
        .required("sd", number(positive), &Normal::sd, "standard deviation before it is cut off")
        .optional("low", "no bound", number(), &Normal::low, "the lowest value")
        .optional("high", "no bound", number(), &Normal::high, "the highest value")
        .check([](Normal& n, Cursor const& cursor) {
            check_order(n.low, n.high, cursor);
            check_overlap((n.low - n.mean) / n.sd, (n.high - n.mean) / n.sd, cursor);
        })
        .type();
}

Type<Lognormal> lognormal() {
    return Mapping<Lognormal>("lognormal", "A lognormal distribution, cut off at low and high.")
        .required("median", number(positive), &Lognormal::median, "before it is cut off")
        .required("sigma", number({0.0, 5.0, true}), &Lognormal::sigma,
                  "standard deviation of the logarithm")
        .optional("low", "no bound", number(not_negative), &Lognormal::low, "the lowest value")
        .optional("high", "no bound", number(positive), &Lognormal::high, "the highest value")
        .check([](Lognormal& l, Cursor const& cursor) {
            check_order(l.low, l.high, cursor);
            auto const score = [&l](double x) { return std::log(x / l.median) / l.sigma; };
            check_overlap(score(l.low), score(l.high), cursor);
        })
        .type();
}

/// Either mean and sd, or alpha and beta.
struct BetaWritten {
    std::optional<double> mean;
    std::optional<double> sd;
    std::optional<double> alpha;
    std::optional<double> beta;

    [[nodiscard]] Beta parameters() const {
        if (alpha) {
            return {*alpha, *beta};
        }
        // The method of moments.
        double const size = *mean * (1.0 - *mean) / (*sd * *sd) - 1.0;
        return {*mean * size, (1.0 - *mean) * size};
    }
};

void check_beta(BetaWritten& written, Cursor const& cursor) {
    bool const moments = written.mean && written.sd && !written.alpha && !written.beta;
    bool const shapes = written.alpha && written.beta && !written.mean && !written.sd;
    if (!moments && !shapes) {
        cursor.complain("is given neither by mean and sd nor by alpha and beta",
                        "one of these pairs");
        return;
    }
    auto const [alpha, beta] = written.parameters();
    if (!(alpha >= 0.01 && alpha <= 1e4 && beta >= 0.01 && beta <= 1e4)) {
        cursor.at("sd").complain(
            fmt::format(
                "no beta distribution on 0 to 1 has this mean and sd (alpha {:.4g}, beta {:.4g})",
                alpha, beta),
            "alpha and beta 0.01 to 10000");
    }
}

Type<Beta> beta() {
    constexpr Interval shape{0.01, 1e4};
    constexpr Interval inside{0.0, 1.0, true, true};
    auto const written =
        Mapping<BetaWritten>("beta",
                             "A beta distribution on 0 to 1, by mean and sd or by alpha and beta.")
            .optional(
                "mean", "alpha and beta", number(inside),
                [](BetaWritten& b, double x) { b.mean = x; }, "its mean")
            .optional(
                "sd", "alpha and beta", number({0.0, 0.5, true}),
                [](BetaWritten& b, double x) { b.sd = x; }, "its standard deviation")
            .optional(
                "alpha", "mean and sd", number(shape),
                [](BetaWritten& b, double x) { b.alpha = x; }, "its first shape")
            .optional(
                "beta", "mean and sd", number(shape), [](BetaWritten& b, double x) { b.beta = x; },
                "its second shape")
            .check(check_beta)
            .type();
    return converted<Beta>(written, [](BetaWritten const& b, Cursor const&) {
        bool const whole = (b.alpha && b.beta) || (!b.alpha && b.mean && b.sd);
        return whole ? b.parameters() : Beta{};
    });
}

void check_bernoulli(Bernoulli& bernoulli, Cursor const& cursor) {
    double const p = bernoulli.probability;
    if (!bernoulli.log_odds.empty() && (p <= 0.0 || p >= 1.0)) {
        cursor.at("probability")
            .complain(fmt::format("{} has no log odds that could depend on traits", p),
                      "more than 0, less than 1");
    }
}

Type<Bernoulli> bernoulli(CohortContext& context) {
    auto const plain = converted<Bernoulli>(number(unit_interval), [](double p, Cursor const&) {
        return Bernoulli{p, {}};
    });
    return short_or_long(
        plain,
        Mapping<Bernoulli>(
            "bernoulli",
            "1 with a probability, otherwise 0. A plain number may stand for it: the probability.")
            .required("probability", number(unit_interval), &Bernoulli::probability,
                      "where all terms of log_odds are 0")
            .optional("log_odds", "none", log_odds(context), &Bernoulli::log_odds,
                      "weights of other traits, added to the log odds")
            .check(check_bernoulli)
            .type());
}

struct Level {
    std::string name;
    double probability = 0.0;
};

struct LevelOdds {
    Located<std::string> level;
    std::vector<Term> terms;
};

struct CategoricalWritten {
    std::vector<Level> levels;
    std::vector<LevelOdds> log_odds;
};

void check_sum(CategoricalWritten& written, Cursor const& cursor) {
    double sum = 0.0;
    for (auto const& level : written.levels) {
        sum += level.probability;
    }
    if (std::abs(sum - 1.0) > 1e-6) {
        cursor.at("levels").complain(fmt::format("the probabilities add up to {:.6g}", sum),
                                     "they must add up to 1");
    }
}

Categorical to_categorical(CategoricalWritten const& written, Cursor const& cursor) {
    Categorical categorical;
    for (auto const& [name, probability] : written.levels) {
        categorical.levels.push_back(name);
        categorical.probabilities.push_back(probability);
    }
    auto const& levels = categorical.levels;
    categorical.log_odds.resize(levels.size());
    for (auto const& [level, terms] : written.log_odds) {
        auto const found = std::find(levels.begin(), levels.end(), level.value);
        if (found == levels.end()) {
            auto const odds = cursor.at("log_odds");
            complain_of_unknown(odds.key_of(*odds.node().find(level.value)), "level", level.value,
                                levels, "the trait has");
            continue;
        }
        categorical.log_odds[static_cast<std::size_t>(found - levels.begin())] = terms;
    }
    return categorical;
}

Type<Categorical> categorical(CohortContext& context) {
    auto const level = converted<Level>(number({0.0, 1.0, true}), [](double p, Cursor const&) {
        return Level{{}, p};
    });
    auto const odds =
        converted<LevelOdds>(log_odds(context), [](std::vector<Term> terms, Cursor const&) {
            return LevelOdds{{}, std::move(terms)};
        });
    auto const written =
        Mapping<CategoricalWritten>("categorical", "One of several levels.")
            .required("levels", map_of(identifier("level"), level, &Level::name, {2, 64}),
                      &CategoricalWritten::levels,
                      "their probabilities where all terms of log_odds are 0; they add up to 1")
            .optional("log_odds", "none",
                      map_of(located(identifier("level")), odds, &LevelOdds::level),
                      &CategoricalWritten::log_odds,
                      "for each level weights of other traits, added to the log of its odds")
            .check(check_sum)
            .type();
    return converted<Categorical>(written, to_categorical);
}

struct CsvWritten {
    std::string file;
    std::string column;
};

Type<Empirical> empirical(CohortContext& context) {
    auto const written =
        Mapping<CsvWritten>("empirical",
                            "The numbers in a column of a CSV file, each as likely as the others.")
            .required("file", file_name("CSV file"), &CsvWritten::file, "where they stand")
            .required("column", text(), &CsvWritten::column, "its name in the first line")
            .type();
    return converted<Empirical>(written, [&context](CsvWritten csv, Cursor const& cursor) {
        Empirical trait{{}, std::move(csv.file), std::move(csv.column)};
        if (trait.file.empty() || trait.column.empty()) {
            return trait;
        }
        if (auto const table = open_csv(cursor.at("file"), context.path)) {
            if (auto column = numbers_of(*table, cursor.at("column"))) {
                trait.sorted = std::move(column->values);
                std::sort(trait.sorted.begin(), trait.sorted.end());
            }
        }
        return trait;
    });
}

Type<FromPeople> from_people(CohortContext& context) {
    auto const written =
        Mapping<CsvWritten>("from people",
                            "The value that the user's row of the cohort's file of people has.")
            .required("column", text(), &CsvWritten::column,
                      "its name in the first line; words make a category")
            .type();
    return converted<FromPeople>(written, [&context](CsvWritten csv, Cursor const& cursor) {
        FromPeople trait{{}, {}, std::move(csv.column)};
        if (!context.people.named) {
            cursor.complain("the cohort names no file of people", "people: {file: ...}");
        }
        if (context.people.table && cursor.has("column")) {
            if (auto column = values_of(*context.people.table, cursor.at("column"))) {
                trait.rows = std::move(column->values);
                trait.levels = std::move(column->levels);
            }
        }
        return trait;
    });
}

} // namespace

std::vector<std::string> const& marginal_keys() {
    static std::vector<std::string> const keys{"constant",    "uniform",   "normal",
                                               "lognormal",   "beta",      "bernoulli",
                                               "categorical", "empirical", "people"};
    return keys;
}

void add_marginals(Mapping<Trait>& record, CohortContext& context) {
    auto const put = [](Trait& trait, auto marginal) { trait.marginal = std::move(marginal); };
    record.alternative("constant", constant(), put, "everybody the same")
        .alternative("uniform", uniform(), put, "between two numbers")
        .alternative("normal", normal(), put, "normally distributed")
        .alternative("lognormal", lognormal(), put, "lognormally distributed")
        .alternative("beta", beta(), put, "beta distributed, 0 to 1")
        .alternative("bernoulli", bernoulli(context), put, "0 or 1")
        .alternative("categorical", categorical(context), put, "one of several levels")
        .alternative("empirical", empirical(context), put, "drawn from a column of a CSV file")
        .alternative("people", from_people(context), put, "that of a real person");
}

} // namespace sim::reading
