#include "analysis/parametric/design.hpp"

#include "core/contract.hpp"

#include <cmath>

namespace analysis {

namespace {

/// Constant but for rounding: its deviation stays 0.
bool is_constant(double deviation, double mean) {
    constexpr double rounding = 1e-13;
    return !(deviation > rounding * std::abs(mean));
}

void standardise_column(StandardisedDesign& design, Eigen::Index j) {
    auto column = design.values.col(j);
    double const mean = column.mean();
    column.array() -= mean;
    double const deviation = std::sqrt(column.squaredNorm() / static_cast<double>(column.size()));
    design.mean[j] = mean;
    design.deviation[j] = is_constant(deviation, mean) ? 0 : deviation;
    column /= deviation;
}

} // namespace

StandardisedDesign standardise(Covariates const& covariates, std::size_t rows) {
    auto const columns = covariates.values.cols();
    HOLDFAST_EXPECT(columns == 0 || static_cast<std::size_t>(covariates.values.rows()) == rows);
    HOLDFAST_EXPECT(static_cast<std::size_t>(columns) == covariates.names.size());
    StandardisedDesign design{covariates.values, Eigen::VectorXd(columns),
                              Eigen::VectorXd(columns)};
    for (Eigen::Index j = 0; j < columns; ++j) {
        standardise_column(design, j);
    }
    return design;
}

std::optional<std::size_t> collinear(StandardisedDesign const& design) {
    constexpr double small = 1e-11;
    auto const columns = design.values.cols();
    auto const rows = static_cast<double>(design.values.rows());
    Eigen::MatrixXd const correlation = design.values.transpose() * design.values / rows;
    // Cholesky's factor column by column: its diagonal is what the columns before leave unexplained
    Eigen::MatrixXd factor = Eigen::MatrixXd::Zero(columns, columns);
    for (Eigen::Index j = 0; j < columns; ++j) {
        double const left = correlation(j, j) - factor.row(j).head(j).squaredNorm();
        if (design.deviation[j] == 0 || !(left > small)) {
            return static_cast<std::size_t>(j);
        }
        factor(j, j) = std::sqrt(left);
        for (Eigen::Index i = j + 1; i < columns; ++i) {
            double const common = factor.row(i).head(j).dot(factor.row(j).head(j));
            factor(i, j) = (correlation(i, j) - common) / factor(j, j);
        }
    }
    return std::nullopt;
}

} // namespace analysis
