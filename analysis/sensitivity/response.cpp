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
