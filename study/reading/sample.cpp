#include "study/reading/sample.hpp"

#include "core/csv.hpp"
#include "core/schema_mapping.hpp"
#include "core/text_file.hpp"
#include "sim/reading/people.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

namespace study::reading {

using namespace core::schema;

namespace {

using How = SampleWritten::How;

constexpr std::uint64_t most_points = analysis::most_experiment_points;

Type<SampleWritten> by_number(How how, std::uint64_t least) {
    return converted<SampleWritten>(count(least, most_points),
                                    [how](std::uint64_t n, Cursor const&) {
                                        SampleWritten sample;
                                        sample.how = how;
                                        sample.points = n;
                                        return sample;
                                    });
}

Type<SampleWritten> saltelli() {
    using S = SampleWritten;
    auto const whole =
        core::schema::Mapping<S>("saltelli sample", "Points for Sobol' indices (Saltelli 2010).")
            .required(
                "blocks", count(1, most_points),
                [](S& s, std::uint64_t n) {
                    s.how = How::saltelli;
                    s.points = n;
                },
                "blocks of factors + 2 points; a power of two is best")
            .defaulted(
                "second_order", "no", word({"no", "yes"}),
                [](S& s, std::size_t x) { s.second_order = x == 1; },
                "whether pairs of factors are asked for: blocks of 2 factors + 2 points")
            .type();
    return short_or_long(by_number(How::saltelli, 1), whole);
}

Type<SampleWritten> morris() {
    using S = SampleWritten;
    auto const whole = core::schema::Mapping<S>("morris sample", "A screening (Morris 1991).")
                           .required(
                               "trajectories", count(1, most_points),
                               [](S& s, std::uint64_t n) {
                                   s.how = How::morris;
                                   s.points = n;
                               },
                               "each of factors + 1 points; 10 to 50 are usual")
                           .defaulted("levels", "4", count_as<std::uint32_t>(2, 65536), &S::levels,
                                      "how many values of each factor; even")
                           .check([](S& s, Cursor const& cursor) {
                               if (s.levels % 2 != 0) {
                                   cursor.at("levels").complain(fmt::format("{} is odd", s.levels),
                                                                "an even number");
                               }
                           })
                           .type();
    return short_or_long(by_number(How::morris, 1), whole);
}

Type<SampleWritten> plackett_burman() {
    using S = SampleWritten;
    auto const short_form =
        converted<S>(word({"once", "folded"}), [](std::size_t x, Cursor const&) {
            S sample;
            sample.how = How::plackett_burman;
            sample.fold_over = x == 1;
            return sample;
        });
    return short_form;
}

Type<SampleWritten> list() {
    return converted<SampleWritten>(located(file_name("table of points")),
                                    [](Located<std::string> file, Cursor const&) {
                                        SampleWritten sample;
                                        sample.how = How::list;
                                        sample.file = std::move(file);
                                        return sample;
                                    });
}

bool two_level(How how) {
    return how == How::plackett_burman || how == How::fractional_factorial;
}

/// Whether a grid would take a whole number twice.
bool repeats(Spread const& spread) {
    for (std::size_t step = 1; spread.whole && step < spread.steps; ++step) {
        auto const last = static_cast<double>(spread.steps - 1);
        auto const number = [&](std::size_t s) {
            return spread.quantile(static_cast<double>(s) / last);
        };
        if (number(step) == number(step - 1)) {
            return true;
        }
    }
    return false;
}

/// Checks factors against a sampling, and makes it.
class SamplingReader {
public:
    SamplingReader(SampleWritten const& written, Study const& study, Cursor const& sample)
        : written_(written), study_(study), sample_(sample), mistakes_(sample.mistakes()) {}

    Sampling read() {
        if (written_.how == How::list) {
            return listed();
        }
        auto const before = mistakes_.count();
        for (auto const& factor : study_.factors) {
            check(factor);
        }
        if (written_.how == How::grid || mistakes_.count() > before || study_.factors.empty()) {
            return Grid{};
        }
        return experiment();
    }

private:
    void check(Factor const& factor) {
        bool const grid = written_.how == How::grid;
        bool const to_the_ends = grid || written_.how == How::morris || two_level(written_.how);
        if (!factor.levels.empty()) {
            if (two_level(written_.how) && factor.levels.size() != 2) {
                complain(factor, fmt::format("has {} levels", factor.levels.size()),
                         "two levels, or a range: its ends are taken");
            }
        } else if (grid && repeats(factor.spread)) {
            complain(factor, "its steps take the same whole number more than once",
                     "no more `steps` than there are numbers");
        } else if (grid && factor.spread.steps == 0) {
            complain(factor, "a grid needs to know how many numbers of it to take",
                     "`steps`, a list of `values`, or another `sample`");
        } else if (to_the_ends && !factor.spread.bounded()) {
            complain(factor, "has no ends for these points to reach", "low and high");
        }
    }

    void complain(Factor const& factor, std::string problem, std::string allowed) {
        mistakes_.add(
            {factor.place, "vary." + factor.name, std::move(problem), std::move(allowed), ""});
    }

    Sampling experiment() {
        auto const factors = study_.factors.size();
        auto const seed = study_.seed;
        switch (written_.how) {
        case How::random:
            return analysis::Experiment(analysis::RandomPoints(written_.points, factors, seed));
        case How::latin_hypercube:
            return analysis::Experiment(analysis::LatinHypercube(written_.points, factors, seed));
        case How::sobol:
            if (expect_factors(analysis::SobolPoints::most_factors)) {
                return analysis::Experiment(analysis::SobolPoints(written_.points, factors, seed,
                                                                  analysis::Scrambling::owen));
            }
            break;
        case How::saltelli:
            if (expect_factors(analysis::SaltelliPoints::most_factors)) {
                auto const order =
                    written_.second_order ? analysis::SecondOrder::yes : analysis::SecondOrder::no;
                return analysis::Experiment(
                    analysis::SaltelliPoints(written_.points, factors, order, seed));
            }
            break;
        case How::morris:
            return analysis::Experiment(
                analysis::MorrisPoints(written_.points, written_.levels, factors, seed));
        case How::plackett_burman:
            if (expect_factors(analysis::PlackettBurman::most_factors)) {
                auto const fold =
                    written_.fold_over ? analysis::FoldOver::yes : analysis::FoldOver::no;
                return analysis::Experiment(analysis::PlackettBurman(factors, fold));
            }
            break;
        case How::fractional_factorial:
            if (expect_runs()) {
                return analysis::Experiment(
                    analysis::FractionalFactorial(factors, written_.points));
            }
            break;
        case How::grid:
        case How::list:
            break;
        }
        return Grid{};
    }

    bool expect_factors(std::size_t most) {
        if (study_.factors.size() <= most) {
            return true;
        }
        sample_.complain(fmt::format("the study has {} factors", study_.factors.size()),
                         fmt::format("at most {} factors", most));
        return false;
    }

    bool expect_runs() {
        auto const factors = study_.factors.size();
        if (analysis::FractionalFactorial::exists(factors, written_.points)) {
            return true;
        }
        std::vector<std::uint64_t> there;
        for (std::uint64_t runs = 2; runs <= most_points && there.size() < 5; runs *= 2) {
            if (analysis::FractionalFactorial::exists(factors, runs)) {
                there.push_back(runs);
            }
        }
        sample_.complain(
            fmt::format("there is no design of {} runs for {} factors", written_.points, factors),
            there.empty() ? "fewer factors, or plackett_burman"
                          : fmt::format("{}", fmt::join(there, ", ")));
        return false;
    }

    Sampling listed() {
        Listed listed;
        auto const table = sim::reading::open_csv(sample_.at("list"), study_.path);
        if (!table) {
            return listed;
        }
        listed.file = table->file();
        std::vector<std::size_t> columns;
        std::vector<std::string> names;
        for (auto const& factor : study_.factors) {
            names.push_back(factor.name);
            if (auto const column = table->column(factor.name, mistakes_)) {
                columns.push_back(*column);
            }
        }
        for (auto const& name : table->header()) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                mistakes_.add({{table->file(), 1, 0},
                               name,
                               "is no factor of the study",
                               fmt::format("{}", fmt::join(names, ", ")),
                               core::nearest(name, names)});
            }
        }
        for (std::size_t row = 0; columns.size() == names.size() && row < table->rows(); ++row) {
            listed.rows.push_back(row_of(*table, row, columns));
            listed.lines.push_back(table->place(row, 0).line);
        }
        return listed;
    }

    std::vector<std::string> row_of(core::CsvTable const& table, std::size_t row,
                                    std::vector<std::size_t> const& columns) {
        std::vector<std::string> values;
        for (std::size_t f = 0; f < columns.size(); ++f) {
            auto const& factor = study_.factors[f];
            auto const cell = table.cell(row, columns[f]);
            bool const known =
                cell.empty() || (factor.levels.empty() ? core::number_in(cell).has_value()
                                                       : level_of(factor, cell).has_value());
            if (!known && mistakes_.count() < 20) {
                mistakes_.add({table.place(row, columns[f]), factor.name,
                               fmt::format("\"{}\" is not allowed here", core::excerpt(cell)),
                               factor.levels.empty() ? "a number" : labels_of(factor), ""});
            }
            values.emplace_back(cell);
        }
        return values;
    }

    SampleWritten const& written_;
    Study const& study_;
    Cursor const& sample_;
    core::Mistakes& mistakes_;
};

} // namespace

Type<SampleWritten> sample_type() {
    using S = SampleWritten;
    auto const whole = [](S& sample, S read) { sample = std::move(read); };
    auto short_form = converted<S>(text(), [](std::string const& word, Cursor const& cursor) {
        if (word != "grid") {
            cursor.complain(fmt::format("\"{}\" is not all of a sample", core::excerpt(word)),
                            "grid; the others say how many, as in {latin_hypercube: 100}");
        }
        return S{};
    });
    short_form.shape = word({"grid"}).shape;
    auto const long_form =
        core::schema::Mapping<S>("sample", "Which points of the factors are run.")
            .alternative("list", list(), whole,
                         "a CSV file with a column for each factor and a row for each point")
            .alternative("random", by_number(How::random, 1), whole, "so many independent points")
            .alternative("latin_hypercube", by_number(How::latin_hypercube, 1), whole,
                         "so many points, one in each part of every factor's range")
            .alternative("sobol", by_number(How::sobol, 1), whole,
                         "so many points of a scrambled Sobol' sequence; a power of two is best")
            .alternative("saltelli", saltelli(), whole, "so many blocks, for Sobol' indices")
            .alternative("morris", morris(), whole,
                         "so many trajectories, for a screening of many factors")
            .alternative("plackett_burman", plackett_burman(), whole,
                         "two levels of each factor in hardly more runs than factors; folded: "
                         "twice as many, and main effects free of pairs")
            .alternative("fractional_factorial", by_number(How::fractional_factorial, 2), whole,
                         "two levels of each factor in so many runs, a power of two")
            .type();
    return short_or_long(short_form, long_form);
}

Sampling sampling_of(SampleWritten const& written, Study const& study, Cursor const& sample) {
    return SamplingReader(written, study, sample).read();
}

std::string labels_of(Factor const& factor) {
    constexpr std::size_t shown = 10;
    std::vector<std::string> labels;
    for (auto const& level : factor.levels) {
        labels.push_back(level.label);
    }
    bool const many = labels.size() > shown;
    labels.resize(std::min(labels.size(), shown));
    return fmt::format("{}{}", fmt::join(labels, ", "), many ? ", ..." : "");
}

std::optional<std::size_t> level_of(Factor const& factor, std::string_view label) {
    auto const found = std::find_if(factor.levels.begin(), factor.levels.end(),
                                    [label](Level const& level) { return level.label == label; });
    return found == factor.levels.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - factor.levels.begin()));
}

} // namespace study::reading
