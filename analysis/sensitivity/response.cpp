#include "analysis/sensitivity/response.hpp"

#include "core/contract.hpp"

#include <cmath>
#include <utility>

namespace analysis {

Response Response::exact(Eigen::VectorXd values) {
    Response response;
    response.mean_ = std::move(values);
    return response;
}

Response Response::of_own_luck(Eigen::VectorXd mean, Eigen::VectorXd variance_of_mean) {
    HOLDFAST_EXPECT(mean.size() == variance_of_mean.size());
    Response response;
    response.mean_ = std::move(mean);
    response.variance_of_mean_ = std::move(variance_of_mean);
    return response;
}

Response Response::of_common_luck(Eigen::MatrixXd const& replicates) {
    HOLDFAST_EXPECT(replicates.cols() >= 2);
    Response response;
    response.mean_ = replicates.rowwise().mean();
    response.deviations_ = replicates.colwise() - response.mean_;
    return response;
}

Response Response::without(Eigen::Index replicate) const {
    auto const left = deviations_.cols() - 1;
    HOLDFAST_EXPECT(left >= 2 && replicate >= 0 && replicate <= left);
    Eigen::MatrixXd replicates(points(), left);
    replicates.leftCols(replicate) = deviations_.leftCols(replicate);
    replicates.rightCols(left - replicate) = deviations_.rightCols(left - replicate);
    replicates.colwise() += mean_;
    return of_common_luck(replicates);
}

bool Response::known(Eigen::Index i) const {
    return std::isfinite(mean_[i]);
}

double Response::noise_covariance(Eigen::Index i, Eigen::Index j) const {
    if (deviations_.size() > 0) {
        auto const replicates = static_cast<double>(deviations_.cols());
        return deviations_.row(i).dot(deviations_.row(j)) / (replicates * (replicates - 1.0));
    }
    return i == j && variance_of_mean_.size() > 0 ? variance_of_mean_[i] : 0.0;
}

} // namespace analysis
