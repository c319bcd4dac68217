#include "analysis/sensitivity/linear_fit.hpp"

#include "analysis/estimate.hpp"

#include <Eigen/QR>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace analysis {

LinearFit linear_fit(Eigen::MatrixXd const& factors, Eigen::VectorXd const& output) {
    Eigen::Index const n = factors.rows();
    Eigen::Index const terms = factors.cols() + 1;
    LinearFit fit;
    fit.coefficients = Eigen::VectorXd::Constant(terms, undefined);
    fit.covariance = Eigen::MatrixXd::Constant(terms, terms, undefined);
    fit.residual_variance = fit.r_squared = undefined;
    fit.degrees_of_freedom = static_cast<double>(n - terms);
    if (n <= terms) {
        return fit;
    }
    // Centred, so that a factor's distance from 0 does not make it look collinear.
    Eigen::RowVectorXd const centre = factors.colwise().mean();
    Eigen::MatrixXd const centred = factors.rowwise() - centre;
    Eigen::RowVectorXd const scale = centred.colwise().norm();
    // Of a factor that does not vary the mean may be off by rounding: that is no variation.
    if (!(scale.array() > 1e-12 * factors.colwise().norm().array()).all()) {
        return fit;
    }
    Eigen::MatrixXd const x = centred.array().rowwise() / scale.array();
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(x);
    qr.setThreshold(1e-10);
    if (qr.rank() < terms - 1) {
        return fit;
    }
    double const mean = output.mean();
    Eigen::VectorXd const y = output.array() - mean;
    if (!(y.norm() > 1e-12 * output.norm())) {
        return fit; // nothing to tell, as of a factor that does not vary
    }
    Eigen::VectorXd const slopes = qr.solve(y);
    double const squares = (y - x * slopes).squaredNorm();
    fit.residual_variance = squares / fit.degrees_of_freedom;
    fit.r_squared = 1.0 - squares / y.squaredNorm();
    // Back from centred and scaled factors: b = slope / scale, intercept = mean - centre b.
    Eigen::MatrixXd back = Eigen::MatrixXd::Zero(terms, terms);
    back(0, 0) = 1.0;
    back.bottomRightCorner(terms - 1, terms - 1) = scale.cwiseInverse().transpose().asDiagonal();
    back.topRightCorner(1, terms - 1) = -centre.cwiseQuotient(scale);
    Eigen::VectorXd inner(terms);
    inner << mean, slopes;
    Eigen::MatrixXd inverse = Eigen::MatrixXd::Zero(terms, terms);
    inverse(0, 0) = 1.0 / static_cast<double>(n);
    inverse.bottomRightCorner(terms - 1, terms - 1) =
        (x.transpose() * x).ldlt().solve(Eigen::MatrixXd::Identity(terms - 1, terms - 1));
    fit.coefficients = back * inner;
    fit.covariance = fit.residual_variance * back * inverse * back.transpose();
    return fit;
}

double students_quantile(double level, double degrees_of_freedom) {
    if (!(degrees_of_freedom > 0.0)) {
        return undefined;
    }
    boost::math::students_t const t(degrees_of_freedom);
    return boost::math::quantile(complement(t, (1.0 - level) / 2.0));
}

double students_p_value(double t, double degrees_of_freedom) {
    if (!(degrees_of_freedom > 0.0) || std::isnan(t)) {
        return undefined;
    }
    return 2.0 *
           boost::math::cdf(complement(boost::math::students_t(degrees_of_freedom), std::abs(t)));
}

} // namespace analysis
