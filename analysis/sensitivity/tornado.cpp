#include "analysis/sensitivity/tornado.hpp"

#include "analysis/sensitivity/known_points.hpp"
#include "analysis/sensitivity/linear_fit.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// R's quantile type 7.
double quantile(std::vector<double> values, double p) {
    std::sort(values.begin(), values.end());
    double const place = p * static_cast<double>(values.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    auto const above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

std::vector<double> list_of(Eigen::VectorXd const& values) {
    return {values.begin(), values.end()};
}

Estimate students(double value, double error, double degrees_of_freedom, Level level) {
    double const half = students_quantile(level.value, degrees_of_freedom) * error;
    return {value, value - half, value + half, error};
}

void sort_bars(std::vector<TornadoBar>& bars) {
    std::stable_sort(bars.begin(), bars.end(), [](TornadoBar const& a, TornadoBar const& b) {
        auto const length = [](TornadoBar const& bar) {
            return std::isnan(bar.swing.value) ? -1.0 : std::abs(bar.swing.value);
        };
        return length(a) > length(b);
    });
}

/// The regression's output where one factor is x and the others are at their means.
Estimate predicted(LinearFit const& fit, Eigen::RowVectorXd const& means, Eigen::Index factor,
                   double x, Level level) {
    Eigen::VectorXd at(means.size() + 1);
    at << 1.0, means.transpose();
    at[factor + 1] = x;
    double const variance = at.dot(fit.covariance * at);
    return students(at.dot(fit.coefficients), std::sqrt(variance), fit.degrees_of_freedom, level);
}

} // namespace

Tornado tornado_of_regression(Eigen::MatrixXd const& factors, Eigen::VectorXd const& output,
                              double tail, Level level) {
    HOLDFAST_EXPECT(tail > 0.0 && tail < 0.5);
    auto const known = known_points(factors, output);
    Tornado tornado;
    tornado.left_out = known.left_out;
    if (known.output.size() == 0) {
        return tornado;
    }
    auto const fit = linear_fit(known.factors, known.output);
    Eigen::RowVectorXd const means = known.factors.colwise().mean();
    tornado.middle = known.output.mean();
    tornado.r_squared = fit.r_squared;
    for (Eigen::Index k = 0; k < factors.cols(); ++k) {
        TornadoBar bar;
        bar.factor = static_cast<std::size_t>(k);
        bar.at_low = quantile(list_of(known.factors.col(k)), tail);
        bar.at_high = quantile(list_of(known.factors.col(k)), 1.0 - tail);
        bar.low = predicted(fit, means, k, bar.at_low, level);
        bar.high = predicted(fit, means, k, bar.at_high, level);
        double const range = bar.at_high - bar.at_low;
        bar.swing = students(fit.coefficients[k + 1] * range,
                             std::sqrt(fit.covariance(k + 1, k + 1)) * range,
                             fit.degrees_of_freedom, level);
        tornado.bars.push_back(bar);
    }
    sort_bars(tornado.bars);
    return tornado;
}

} // namespace analysis
