#include "analysis/contrasts/normal_rectangle.hpp"

#include "core/contract.hpp"

#include <Eigen/LU>

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace analysis {

namespace {

constexpr int most_dimensions = 4;
/// Beyond here the normal density is left out: 2e-19 of the whole.
constexpr double far = 9;
constexpr double rounding = 1e-10;

/// One of the half spaces normal . x <= bound that enclose a polytope.
struct HalfSpace {
    std::array<double, most_dimensions> normal{};
    double bound = 0;
};
using Polytope = std::vector<HalfSpace>;

double normal_between(double low, double high) {
    // The same tail on both sides, so that two numbers near 1 are never subtracted.
    if (low > 0) {
        return normal_between(-high, -low);
    }
    double const root = std::numbers::sqrt2;
    return high > low ? 0.5 * (std::erfc(-high / root) - std::erfc(-low / root)) : 0;
}

double density(double x) {
    return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
}

/// What is left of the polytope where a coordinate, the highest it has, is x.
Polytope slice(Polytope const& polytope, int coordinate, double x) {
    auto cut = polytope;
    for (auto& half : cut) {
        auto& along = half.normal[static_cast<std::size_t>(coordinate)];
        half.bound -= along * x;
        along = 0;
    }
    return cut;
}

double measure_of_interval(Polytope const& polytope) {
    double low = -far;
    double high = far;
    for (auto const& half : polytope) {
        double const slope = half.normal[0];
        if (slope > 0) {
            high = std::min(high, half.bound / slope);
        } else if (slope < 0) {
            low = std::max(low, half.bound / slope);
        } else if (half.bound < 0) {
            return 0;
        }
    }
    return normal_between(low, high);
}

template <int Dimensions>
bool contains(Polytope const& polytope, Eigen::Matrix<double, Dimensions, 1> const& x) {
    return std::all_of(polytope.begin(), polytope.end(), [&x](HalfSpace const& half) {
        double at = 0;
        for (int i = 0; i < Dimensions; ++i) {
            at += half.normal[static_cast<std::size_t>(i)] * x[i];
        }
        return at <= half.bound + 1e-7; // a corner too many costs a cut, one too few the accuracy
    });
}

/// Calls use(corner) for the corners of the polytope: where as many of its planes as it has
/// dimensions meet within it.
template <int Dimensions, typename Use>
void for_each_corner(Polytope const& polytope, Use const& use) {
    using Vector = Eigen::Matrix<double, Dimensions, 1>;
    std::array<std::size_t, static_cast<std::size_t>(Dimensions)> chosen{};
    auto const meet = [&](auto const& self, std::size_t depth, std::size_t from) -> void {
        if (depth == Dimensions) {
            Eigen::Matrix<double, Dimensions, Dimensions> normals;
            Vector bounds;
            for (int i = 0; i < Dimensions; ++i) {
                auto const& half = polytope[chosen[static_cast<std::size_t>(i)]];
                for (int j = 0; j < Dimensions; ++j) {
                    normals(i, j) = half.normal[static_cast<std::size_t>(j)];
                }
                bounds[i] = half.bound;
            }
            if (std::abs(normals.determinant()) > rounding) {
                Vector const corner = normals.inverse() * bounds;
                if (contains<Dimensions>(polytope, corner)) {
                    use(corner);
                }
            }
            return;
        }
        for (std::size_t next = from; next < polytope.size(); ++next) {
            chosen[depth] = next;
            self(self, depth + 1, next + 1);
        }
    };
    meet(meet, 0, 0);
}

/// The last coordinates of the corners, ascending, each once.
template <int Dimensions>
std::vector<double> cuts(Polytope const& polytope) {
    std::vector<double> cut;
    for_each_corner<Dimensions>(
        polytope, [&cut](auto const& corner) { cut.push_back(corner[Dimensions - 1]); });
    std::sort(cut.begin(), cut.end());
    auto const end =
        std::unique(cut.begin(), cut.end(), [](double a, double b) { return b - a < rounding; });
    cut.erase(end, cut.end());
    return cut;
}

/// Gauss-Legendre's rule, on halves until the rule of half the points, whose error is the larger by
/// far, comes close.
template <typename Function>
double integral(Function const& of, double from, double to, int depth) {
    constexpr double tolerance = 1e-9; // of the coarse rule; that of the fine one is about 1e-10
    double const coarse = boost::math::quadrature::gauss<double, 7>::integrate(of, from, to);
    double const fine = boost::math::quadrature::gauss<double, 15>::integrate(of, from, to);
    if (depth == 0 || std::abs(fine - coarse) <= tolerance) {
        return fine;
    }
    double const middle = 0.5 * (from + to);
    return integral(of, from, middle, depth - 1) + integral(of, middle, to, depth - 1);
}

template <int Dimensions>
double measure(Polytope const& polytope) {
    if constexpr (Dimensions == 1) {
        return measure_of_interval(polytope);
    } else {
        auto const of = [&polytope](double x) {
            return density(x) * measure<Dimensions - 1>(slice(polytope, Dimensions - 1, x));
        };
        constexpr int depth = 12;
        auto const cut = cuts<Dimensions>(polytope);
        double sum = 0;
        for (std::size_t i = 1; i < cut.size(); ++i) {
            sum += integral(of, cut[i - 1], cut[i], depth);
        }
        return sum;
    }
}

/// L of Z = L x by Cholesky with pivots, which stops when nothing is left of the variance.
/// @return shape (k, rank)
Eigen::MatrixXd factor(Eigen::MatrixXd left) {
    constexpr double no_variance = 1e-11;
    Eigen::MatrixXd factors(left.rows(), 0);
    Eigen::Index pivot = 0;
    while (left.diagonal().maxCoeff(&pivot) > no_variance) {
        Eigen::VectorXd const column = left.col(pivot) / std::sqrt(left(pivot, pivot));
        factors.conservativeResize(Eigen::NoChange, factors.cols() + 1);
        factors.rightCols(1) = column;
        left -= column * column.transpose();
    }
    return factors;
}

void add(Polytope& polytope, Eigen::RowVectorXd const& normal, double bound) {
    if (std::isfinite(bound)) {
        HalfSpace half{.bound = bound};
        std::copy(normal.begin(), normal.end(), half.normal.begin());
        polytope.push_back(half);
    }
}

Polytope rectangle(Eigen::MatrixXd const& factors, Eigen::VectorXd const& low,
                   Eigen::VectorXd const& high) {
    Polytope polytope;
    for (Eigen::Index j = 0; j < factors.rows(); ++j) {
        add(polytope, factors.row(j), high[j]);
        add(polytope, -factors.row(j), -low[j]);
    }
    for (Eigen::Index x = 0; x < factors.cols(); ++x) {
        Eigen::RowVectorXd const axis = Eigen::RowVectorXd::Unit(factors.cols(), x);
        add(polytope, axis, far);
        add(polytope, -axis, far);
    }
    return polytope;
}

} // namespace

double normal_rectangle(Eigen::MatrixXd const& correlation, Eigen::VectorXd const& low,
                        Eigen::VectorXd const& high) {
    HOLDFAST_EXPECT(correlation.rows() == low.size() && low.size() == high.size());
    // The first pivot comes last: it is cut first, and by then the others are enclosed best.
    Eigen::MatrixXd const factors = factor(correlation).rowwise().reverse();
    HOLDFAST_EXPECT(factors.cols() >= 1 && factors.cols() <= most_dimensions);
    auto const polytope = rectangle(factors, low, high);
    switch (factors.cols()) {
    case 1:
        return measure<1>(polytope);
    case 2:
        return measure<2>(polytope);
    case 3:
        return measure<3>(polytope);
    default:
        return measure<4>(polytope);
    }
}

} // namespace analysis
