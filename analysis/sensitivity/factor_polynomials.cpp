#include "analysis/sensitivity/factor_polynomials.hpp"

#include "core/contract.hpp"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace analysis {
namespace {

constexpr std::size_t most_levels = 15;

/// The different values, ascending.
std::vector<double> different(Eigen::VectorXd const& values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

/// Polynomials of degree 0 .. L - 1 at L levels, the mean of the square of each being 1.
Eigen::MatrixXd orthonormal_at(Eigen::VectorXd const& levels) {
    auto const size = levels.size();
    Eigen::MatrixXd plain(size, size);
    for (Eigen::Index d = 0; d < size; ++d) {
        plain.col(d) = levels.unaryExpr([d](double u) { return legendre(static_cast<int>(d), u); });
    }
    Eigen::HouseholderQR<Eigen::MatrixXd> const qr(plain);
    Eigen::MatrixXd const q = qr.householderQ();
    // A polynomial has the sign of Legendre's.
    Eigen::VectorXd const signs = qr.matrixQR().diagonal().cwiseSign();
    return std::sqrt(static_cast<double>(size)) * q * signs.asDiagonal();
}

} // namespace

double legendre(int degree, double unit) {
    double const x = 2.0 * unit - 1.0;
    double before = 1.0;
    double value = x;
    for (int d = 1; d < degree; ++d) {
        double const next = ((2.0 * d + 1.0) * x * value - d * before) / (d + 1.0);
        before = value;
        value = next;
    }
    return (degree == 0 ? 1.0 : value) * std::sqrt(2.0 * degree + 1.0);
}

FactorPolynomials::FactorPolynomials(Eigen::VectorXd unit) : unit_(std::move(unit)) {
    auto const values = different(unit_);
    if (values.size() > most_levels ||
        2 * static_cast<Eigen::Index>(values.size()) > unit_.size()) {
        return;
    }
    levels_ =
        Eigen::Map<Eigen::VectorXd const>(values.data(), static_cast<Eigen::Index>(values.size()));
    at_levels_ = orthonormal_at(levels_);
    highest_ = static_cast<int>(values.size()) - 1;
}

Eigen::VectorXd FactorPolynomials::of_degree(int degree) const {
    HOLDFAST_EXPECT(degree >= 1 && degree <= highest_);
    if (levels_.size() == 0) {
        return unit_.unaryExpr([degree](double u) { return legendre(degree, u); });
    }
    return unit_.unaryExpr([&](double u) {
        auto const level = std::lower_bound(levels_.begin(), levels_.end(), u) - levels_.begin();
        return at_levels_(level, degree);
    });
}

} // namespace analysis
