#include "analysis/sensitivity/chaos_expansion.hpp"

#include "analysis/experiments/drawn.hpp"
#include "analysis/sensitivity/factor_polynomials.hpp"
#include "analysis/sensitivity/known_points.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace analysis {
namespace {

constexpr double q = 0.75;
constexpr std::size_t most_terms = 2000;
constexpr std::size_t most_together = 12; ///< factors whose products are tried
constexpr Eigen::Index folds = 5;
constexpr Eigen::Index points_for_a_column = 10; ///< for a term that nobody chose
constexpr std::size_t patience = 10; ///< terms without a gain after which nothing more is hoped for

using Polynomials = std::vector<FactorPolynomials>; ///< of all factors

Polynomials polynomials_of(Eigen::MatrixXd const& unit) {
    Polynomials polynomials;
    for (Eigen::Index f = 0; f < unit.cols(); ++f) {
        polynomials.emplace_back(unit.col(f));
    }
    return polynomials;
}

/// All terms of some factors, and of at most so many of them together.
class TermList {
public:
    TermList(Polynomials const& polynomials, std::vector<std::size_t> factors, int degree,
             std::size_t together)
        : polynomials_(polynomials),
          factors_(std::move(factors)),
          budget_(std::pow(static_cast<double>(degree), q) + 1e-9),
          together_(together) {
        extend({}, 0, 0.0);
    }
    [[nodiscard]] std::vector<ChaosTerm> const& terms() const { return terms_; }
    [[nodiscard]] bool too_many() const { return terms_.size() > most_terms; }

private:
    void extend(ChaosTerm const& term, std::size_t from, double spent) {
        if (!term.empty()) {
            terms_.push_back(term);
        }
        if (term.size() == together_) {
            return;
        }
        for (std::size_t f = from; f < factors_.size(); ++f) {
            for (int d = 1; d <= polynomials_[factors_[f]].highest() && !too_many(); ++d) {
                double const cost = spent + std::pow(static_cast<double>(d), q);
                if (cost > budget_) {
                    break;
                }
                auto longer = term;
                longer.push_back({factors_[f], d});
                extend(longer, f + 1, cost);
            }
        }
    }

    Polynomials const& polynomials_;
    std::vector<std::size_t> factors_;
    double budget_;
    std::size_t together_;
    std::vector<ChaosTerm> terms_;
};

/// As high a degree as leaves not too many terms; always the linear ones.
std::vector<ChaosTerm> terms_of(Polynomials const& polynomials,
                                std::vector<std::size_t> const& factors, std::size_t together) {
    for (int degree = FactorPolynomials::most_degree; degree > 1; --degree) {
        TermList const list(polynomials, factors, degree, together);
        if (!list.too_many()) {
            return list.terms();
        }
    }
    return TermList(polynomials, factors, 1, 1).terms();
}

/// The columns of all candidates, a constant before them.
Eigen::MatrixXd columns_of(std::vector<ChaosTerm> const& terms, Polynomials const& polynomials,
                           Eigen::Index points) {
    Eigen::MatrixXd columns =
        Eigen::MatrixXd::Ones(points, static_cast<Eigen::Index>(terms.size()) + 1);
    for (std::size_t t = 0; t < terms.size(); ++t) {
        auto column = columns.col(static_cast<Eigen::Index>(t) + 1).array();
        for (auto const& part : terms[t]) {
            column *= polynomials[part.factor].of_degree(part.degree).array();
        }
    }
    return columns;
}

/// Orthogonal matching pursuit with some of the points; the others tell how well it does.
class Pursuit {
public:
    /// @param columns  must outlive this @param always  columns that are taken first
    /// @param used  1 or 0, shape (points)
    Pursuit(Eigen::MatrixXd const& columns, std::vector<Eigen::Index> const& always,
            Eigen::VectorXd const& output, Eigen::VectorXd used)
        : columns_(columns),
          output_(output),
          used_(std::move(used)),
          free_(Eigen::VectorXd::Ones(columns.cols())) {
        static_cast<void>(takes(0));
        for (auto const column : always) {
            static_cast<void>(takes(column));
        }
    }

    /// What is left at the points used, 0 at the others.
    [[nodiscard]] Eigen::VectorXd left() const { return used_.cwiseProduct(residual_); }

    /// Takes the column most correlated with what is left; false when there is none.
    /// @param products  of the columns and left(), shape (columns)
    bool step(Eigen::VectorXd const& products) {
        Eigen::VectorXd fits = products.cwiseAbs().cwiseProduct(free_);
        double const nothing = 1e-12 * used_.sum() * output_.cwiseAbs().maxCoeff();
        while (2.0 * static_cast<double>(chosen_.size()) < used_.sum()) {
            Eigen::Index at = 0;
            if (!(fits.maxCoeff(&at) > nothing)) {
                return false;
            }
            if (takes(at)) {
                return true;
            }
            fits[at] = 0.0;
        }
        return false;
    }

    /// Squared errors at the points that were not used, 0 at the others.
    [[nodiscard]] Eigen::VectorXd errors() const {
        return (1.0 - used_.array()) * residual_.array().square();
    }
    /// Columns taken, the constant left out.
    [[nodiscard]] std::vector<std::size_t> taken() const {
        std::vector<std::size_t> terms;
        for (std::size_t c = 1; c < chosen_.size(); ++c) {
            terms.push_back(static_cast<std::size_t>(chosen_[c]) - 1);
        }
        return terms;
    }

private:
    /// Fits with one more column, unless it is a sum of those that were taken.
    bool takes(Eigen::Index column) {
        free_[column] = 0.0;
        auto const size = static_cast<Eigen::Index>(chosen_.size());
        Eigen::VectorXd const weighted = used_.cwiseProduct(columns_.col(column));
        Eigen::MatrixXd gram(size + 1, size + 1);
        gram.topLeftCorner(size, size) = gram_;
        for (Eigen::Index c = 0; c < size; ++c) {
            gram(c, size) = gram(size, c) =
                weighted.dot(columns_.col(chosen_[static_cast<std::size_t>(c)]));
        }
        gram(size, size) = weighted.dot(columns_.col(column));
        Eigen::LDLT<Eigen::MatrixXd> const solver(gram);
        if (solver.vectorD().minCoeff() < 1e-8 * used_.sum()) {
            return false;
        }
        chosen_.push_back(column);
        gram_ = std::move(gram);
        products_.conservativeResize(size + 1);
        products_[size] = weighted.dot(output_);
        Eigen::VectorXd const coefficients = solver.solve(products_);
        residual_ = output_;
        for (Eigen::Index c = 0; c <= size; ++c) {
            residual_ -= coefficients[c] * columns_.col(chosen_[static_cast<std::size_t>(c)]);
        }
        return true;
    }

    Eigen::MatrixXd const& columns_;
    Eigen::VectorXd const& output_;
    Eigen::VectorXd used_;
    Eigen::VectorXd free_; ///< 1: may still be taken, shape (columns)
    std::vector<Eigen::Index> chosen_;
    Eigen::MatrixXd gram_;
    Eigen::VectorXd products_;
    Eigen::VectorXd residual_; ///< at all points
};

/// How many chosen terms tell most at points that were not used in choosing them, and what they
/// leave.
struct Length {
    std::size_t terms = 0; ///< beside those that are always there
    double error = 1.0;    ///< as a share of the variance
};

/// The fold of each point, drawn: rows in the order of a grid would make folds of whole levels.
std::vector<Eigen::Index> folds_of(Eigen::Index points) {
    auto const word = [](Eigen::Index i) {
        return first_of(words_of(1, Drawn::folds, 0, 0, static_cast<std::uint64_t>(i)));
    };
    std::vector<Eigen::Index> order(static_cast<std::size_t>(points));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::sort(order.begin(), order.end(),
              [&](Eigen::Index a, Eigen::Index b) { return word(a) < word(b); });
    std::vector<Eigen::Index> fold(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        fold[static_cast<std::size_t>(order[place])] = static_cast<Eigen::Index>(place) % folds;
    }
    return fold;
}

/// One for each fold, which it does not use.
std::vector<Pursuit> pursuits_of(Eigen::MatrixXd const& columns,
                                 std::vector<Eigen::Index> const& always,
                                 Eigen::VectorXd const& output) {
    auto const fold_of = folds_of(output.size());
    std::vector<Pursuit> pursuits;
    for (Eigen::Index fold = 0; fold < folds; ++fold) {
        Eigen::VectorXd used(output.size());
        for (Eigen::Index i = 0; i < output.size(); ++i) {
            used[i] = fold_of[static_cast<std::size_t>(i)] == fold ? 0.0 : 1.0;
        }
        pursuits.emplace_back(columns, always, output, std::move(used));
    }
    return pursuits;
}

/// A step of each; false when none could.
bool step_all(std::vector<Pursuit>& pursuits, Eigen::MatrixXd const& columns) {
    Eigen::MatrixXd left(columns.rows(), folds);
    for (Eigen::Index fold = 0; fold < folds; ++fold) {
        left.col(fold) = pursuits[static_cast<std::size_t>(fold)].left();
    }
    // One product for all: the columns are too many for the cache to be read again for each.
    Eigen::MatrixXd const products = columns.transpose() * left;
    bool stepped = false;
    for (Eigen::Index fold = 0; fold < folds; ++fold) {
        stepped = pursuits[static_cast<std::size_t>(fold)].step(products.col(fold)) || stepped;
    }
    return stepped;
}

/// The squared error at each point of the pursuit that did not use it.
Eigen::VectorXd errors_of(std::vector<Pursuit> const& pursuits) {
    Eigen::VectorXd errors = pursuits.front().errors();
    for (std::size_t p = 1; p < pursuits.size(); ++p) {
        errors += pursuits[p].errors();
    }
    return errors;
}

/// Whether errors are larger than others by no more than the standard error of their difference.
bool as_small(Eigen::VectorXd const& errors, Eigen::VectorXd const& than) {
    Eigen::ArrayXd const more = errors - than;
    double const mean = more.mean();
    auto const n = static_cast<double>(more.size());
    double const variance = (more - mean).square().sum() / (n - 1.0);
    return mean <= std::sqrt(variance / n);
}

Length length_of(Eigen::MatrixXd const& columns, std::vector<Eigen::Index> const& always,
                 Eigen::VectorXd const& output) {
    double const variance = (output.array() - output.mean()).square().sum();
    if (!(variance > 0.0)) {
        return {};
    }
    auto pursuits = pursuits_of(columns, always, output);
    std::vector<Eigen::VectorXd> errors{errors_of(pursuits)};
    std::size_t best = 0;
    while (errors.size() <= best + patience && step_all(pursuits, columns)) {
        errors.push_back(errors_of(pursuits));
        // Less than that is rounding.
        if (errors.back().sum() < errors[best].sum() - 1e-12 * variance) {
            best = errors.size() - 1;
        }
    }
    std::size_t length = 0;
    while (length < best && !as_small(errors[length], errors[best])) {
        ++length;
    }
    return {length, errors[length].sum() / variance};
}

std::vector<std::size_t> chosen_of(Eigen::MatrixXd const& columns,
                                   std::vector<Eigen::Index> const& always,
                                   Eigen::VectorXd const& output, std::size_t terms) {
    Pursuit pursuit(columns, always, output, Eigen::VectorXd::Ones(output.size()));
    for (std::size_t t = 0; t < terms && pursuit.step(columns.transpose() * pursuit.left()); ++t) {
    }
    return pursuit.taken();
}

/// The factors of the first terms chosen, at most so many.
std::vector<std::size_t> leading_factors(std::vector<ChaosTerm> const& terms,
                                         std::vector<std::size_t> const& chosen) {
    std::set<std::size_t> factors;
    for (auto const term : chosen) {
        if (factors.size() < most_together) {
            factors.insert(terms[term].front().factor);
        }
    }
    return {factors.begin(), factors.end()};
}

/// Terms to choose from: of many factors, products only of those that matter on their own.
std::vector<ChaosTerm> candidates_of(Polynomials const& polynomials,
                                     Eigen::VectorXd const& output) {
    std::vector<std::size_t> all(polynomials.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (all.size() <= most_together) {
        return terms_of(polynomials, all, all.size());
    }
    auto terms = terms_of(polynomials, all, 1);
    auto const columns = columns_of(terms, polynomials, output.size());
    auto const single = chosen_of(columns, {}, output, length_of(columns, {}, output).terms);
    auto const together = leading_factors(terms, single);
    for (auto const& term : terms_of(polynomials, together, together.size())) {
        if (term.size() > 1) {
            terms.push_back(term);
        }
    }
    return terms;
}

/// Columns of every factor's polynomials of degree 1, and 2, as far as there are points enough.
std::vector<Eigen::Index> always_there(std::vector<ChaosTerm> const& terms,
                                       Polynomials const& polynomials, Eigen::Index points) {
    auto const varying =
        std::count_if(polynomials.begin(), polynomials.end(),
                      [](FactorPolynomials const& factor) { return factor.highest() > 0; });
    auto const affordable = points / (points_for_a_column * std::max<Eigen::Index>(1, varying));
    std::vector<Eigen::Index> columns;
    for (std::size_t t = 0; t < terms.size(); ++t) {
        auto const& term = terms[t];
        if (term.size() == 1 && term[0].degree <= std::min<Eigen::Index>(2, affordable)) {
            columns.push_back(static_cast<Eigen::Index>(t) + 1);
        }
    }
    return columns;
}

} // namespace

ChaosExpansion chaos_expansion(Eigen::MatrixXd const& unit, Eigen::VectorXd const& output) {
    auto const known = known_points(unit, output);
    ChaosExpansion expansion;
    expansion.left_out = known.left_out;
    expansion.output = known.output;
    constexpr Eigen::Index fewest_points = 8;
    if (known.output.size() < fewest_points) {
        return expansion;
    }
    auto const polynomials = polynomials_of(known.factors);
    auto const terms = candidates_of(polynomials, known.output);
    auto const columns = columns_of(terms, polynomials, known.output.size());
    auto const always = always_there(terms, polynomials, known.output.size());
    auto const length = length_of(columns, always, known.output);
    auto const chosen = chosen_of(columns, always, known.output, length.terms);
    expansion.q2 = 1.0 - length.error;
    expansion.basis.resize(columns.rows(), static_cast<Eigen::Index>(chosen.size()) + 1);
    expansion.basis.col(0) = columns.col(0);
    for (std::size_t t = 0; t < chosen.size(); ++t) {
        expansion.terms.push_back(terms[chosen[t]]);
        expansion.basis.col(static_cast<Eigen::Index>(t) + 1) =
            columns.col(static_cast<Eigen::Index>(chosen[t]) + 1);
    }
    return expansion;
}

} // namespace analysis
