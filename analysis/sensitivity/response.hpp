#pragma once

#include <Eigen/Core>

namespace analysis {

/// One output at the points of an experiment, with what is known of its noise. The noise of a mean
/// over replicates adds to every square and product that an index is made of; noise_covariance()
/// tells how much is to be taken out.
class Response {
public:
    /// Without noise, or with one that nothing is known of: nothing is taken out.
    [[nodiscard]] static Response exact(Eigen::VectorXd values);
    /// Means over replicates whose luck differs from point to point. @param variance_of_mean
    /// s^2 / replicates at each point, shape (points)
    [[nodiscard]] static Response of_own_luck(Eigen::VectorXd mean,
                                              Eigen::VectorXd variance_of_mean);
    /// Replicate r has the same luck at all points, so that noise is correlated between points,
    /// however that may be. @param replicates  shape (points, replicates), at least two replicates,
    /// which are independent of each other; NaN anywhere: the point failed
    [[nodiscard]] static Response of_common_luck(Eigen::MatrixXd const& replicates);

    /// The same without a replicate; for common luck of at least three.
    [[nodiscard]] Response without(Eigen::Index replicate) const;

    [[nodiscard]] Eigen::Index points() const noexcept { return mean_.size(); }
    [[nodiscard]] Eigen::VectorXd const& mean() const noexcept { return mean_; }
    /// Whether point i has a value.
    [[nodiscard]] bool known(Eigen::Index i) const;
    [[nodiscard]] bool has_noise() const noexcept {
        return variance_of_mean_.size() > 0 || deviations_.size() > 0;
    }
    /// Shape (points, replicates), a replicate less the mean; no columns unless luck is common.
    [[nodiscard]] Eigen::MatrixXd const& deviations() const noexcept { return deviations_; }

    /// Unbiased estimate of the covariance of the means at two points that is noise: for common
    /// luck sum over r of d_ir d_jr / (R (R - 1)), for own luck the variance at i = j and else 0.
    /// A quadratic form sum q_ij mean_i mean_j less sum q_ij noise_covariance(i, j) has the
    /// expectation that it would have without noise.
    [[nodiscard]] double noise_covariance(Eigen::Index i, Eigen::Index j) const;

private:
    Eigen::VectorXd mean_;
    Eigen::VectorXd variance_of_mean_;
    Eigen::MatrixXd deviations_;
};

} // namespace analysis
