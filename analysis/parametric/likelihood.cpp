#include "analysis/parametric/likelihood.hpp"

#include "analysis/estimate.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace analysis {

namespace {

constexpr std::size_t block_length = 8192;

/// What a row's parameters are made of: parameter k of the family is the sum over its coefficients
/// j of design[j] theta[j].
class RowDesign {
public:
    explicit RowDesign(Problem const& problem)
        : problem_(problem), design_(problem.parameters(), 1.0), of_(problem.parameters(), 0) {
        std::size_t const first = problem.first_ancillary();
        for (std::size_t k = 0; k < problem.ancillaries(); ++k) {
            of_[first + k] = 1 + k;
        }
        for (std::size_t j = problem.cure_intercept(); j < of_.size(); ++j) {
            of_[j] = 1 + problem.ancillaries();
        }
    }

    void go_to(std::size_t row) {
        copy(problem_.location, row, 1);
        if (problem_.model.cure == Cure::mixture) {
            copy(problem_.cure, row, problem_.cure_intercept() + 1);
        }
    }

    [[nodiscard]] std::size_t size() const { return design_.size(); }
    [[nodiscard]] double design(std::size_t j) const { return design_[j]; }
    /// Which of the row's parameters coefficient j belongs to.
    [[nodiscard]] std::size_t of(std::size_t j) const { return of_[j]; }

    template <std::size_t N>
    [[nodiscard]] std::array<double, N> parameters(Eigen::VectorXd const& at) const {
        std::array<double, N> p{};
        for (std::size_t j = 0; j < size(); ++j) {
            p[of_[j]] += design_[j] * at[static_cast<Eigen::Index>(j)];
        }
        return p;
    }

private:
    void copy(StandardisedDesign const& from, std::size_t row, std::size_t to) {
        auto const columns = from.columns();
        double const* const values = from.values.data() + row * columns;
        std::copy(values, values + columns, design_.data() + to);
    }

    Problem const& problem_;
    std::vector<double> design_;
    std::vector<std::size_t> of_;
};

/// Adds weight times a row's derivatives by its own parameters to those by the coefficients. Only
/// the Hessian's lower triangle.
template <std::size_t N>
void add(Dual<N> const& row, double weight, RowDesign const& design, LogLikelihood& sum) {
    sum.value += weight * row.value;
    for (std::size_t i = 0; i < design.size(); ++i) {
        auto const k = design.of(i);
        auto const to = static_cast<Eigen::Index>(i);
        double const x = weight * design.design(i);
        sum.gradient[to] += x * row.first[k];
        for (std::size_t j = 0; j <= i; ++j) {
            // coefficients are in the order of their parameters, so that of(j) <= k
            sum.hessian(to, static_cast<Eigen::Index>(j)) +=
                x * design.design(j) * row.second[k * (k + 1) / 2 + design.of(j)];
        }
    }
}

LogLikelihood zero(std::size_t parameters) {
    auto const size = static_cast<Eigen::Index>(parameters);
    return {0, Eigen::VectorXd::Zero(size), Eigen::MatrixXd::Zero(size, size)};
}

template <class Model>
Dual<Model::parameters> row_derivatives(Problem const& problem, std::size_t row, RowDesign& design,
                                        Eigen::VectorXd const& at) {
    design.go_to(row);
    auto const p = active<Model>(design.parameters<Model::parameters>(at));
    return log_probability<Model>(p, problem.rows[row]);
}

template <class Model>
LogLikelihood block_sum(Problem const& problem, Eigen::VectorXd const& at, std::size_t block) {
    RowDesign design(problem);
    auto sum = zero(problem.parameters());
    auto const end = std::min(problem.rows.size(), (block + 1) * block_length);
    for (std::size_t row = block * block_length; row < end; ++row) {
        add(row_derivatives<Model>(problem, row, design, at), problem.rows[row].weight, design,
            sum);
    }
    return sum;
}

} // namespace

LogLikelihood log_likelihood(Problem const& problem, Eigen::VectorXd const& at,
                             core::LoopOptions const& options) {
    std::vector<LogLikelihood> blocks((problem.rows.size() + block_length - 1) / block_length);
    auto const body = [&](std::size_t block, std::size_t /*worker*/) {
        blocks[block] = with_model(problem.model, [&]<class Model>(Model) {
            return block_sum<Model>(problem, at, block);
        });
    };
    auto sum = zero(problem.parameters());
    if (core::for_each_block(blocks.size(), options, body) < blocks.size()) {
        sum.value = undefined; // interrupted
        return sum;
    }
    for (auto const& block : blocks) {
        sum.value += block.value;
        sum.gradient += block.gradient;
        sum.hessian += block.hessian;
    }
    sum.hessian.triangularView<Eigen::StrictlyUpper>() = sum.hessian.transpose();
    return sum;
}

Eigen::MatrixXd scores(Problem const& problem, Eigen::VectorXd const& at) {
    return with_model(problem.model, [&]<class Model>(Model) {
        RowDesign design(problem);
        auto const rows = problem.rows.size();
        Eigen::MatrixXd result(static_cast<Eigen::Index>(rows), at.size());
        for (std::size_t row = 0; row < rows; ++row) {
            auto const derivatives = row_derivatives<Model>(problem, row, design, at);
            for (std::size_t j = 0; j < design.size(); ++j) {
                result(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(j)) =
                    problem.rows[row].weight * design.design(j) * derivatives.first[design.of(j)];
            }
        }
        return result;
    });
}

} // namespace analysis
