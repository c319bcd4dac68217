#include "analysis/contrasts/log_rank_sums.hpp"

#include "analysis/contrasts/risk_scan.hpp"
#include "core/contract.hpp"

#include <vector>

namespace analysis {

namespace {

using Eigen::Index;

/// Adds up one stratum after another. Flat arrays and plain loops: with two groups and one weight,
/// Eigen's dynamic blocks would cost more than the arithmetic, at each of millions of times.
class Adder {
public:
    Adder(std::size_t groups, std::span<LogRankWeight const> weights)
        : groups_(groups),
          weights_(weights),
          now_(weights.size()),
          observed_(groups * weights.size()),
          expected_(observed_.size()),
          covariance_(observed_.size() * observed_.size()),
          share_(groups) {}

    void start_stratum() { survival_ = 1; }

    void add(RiskSet const& set) {
        double const n = set.all_at_risk;
        double const d = set.all_events;
        for (std::size_t w = 0; w < weights_.size(); ++w) {
            now_[w] = weight_at(weights_[w], survival_, n);
            for (std::size_t k = 0; k < groups_; ++k) {
                observed_[w * groups_ + k] += now_[w] * set.events[k];
                expected_[w * groups_ + k] += now_[w] * (d * (set.at_risk[k] / n));
            }
        }
        if (n > 1 && n > d) {
            add_covariance(set, n, d);
        }
        survival_ *= (n - d) / n;
    }

    /// All but the rows.
    [[nodiscard]] LogRankSums sums() const {
        auto const groups = static_cast<Index>(groups_);
        auto const weights = static_cast<Index>(weights_.size());
        auto const both = groups * weights;
        LogRankSums sums;
        sums.observed = Eigen::Map<Eigen::MatrixXd const>(observed_.data(), groups, weights);
        sums.expected = Eigen::Map<Eigen::MatrixXd const>(expected_.data(), groups, weights);
        Eigen::Map<Eigen::MatrixXd const> const lower(covariance_.data(), both, both);
        sums.covariance = lower.selfadjointView<Eigen::Lower>();
        return sums;
    }

private:
    /// Only what is on or below the diagonal, the first index being the faster.
    void add_covariance(RiskSet const& set, double n, double d) {
        for (std::size_t k = 0; k < groups_; ++k) {
            share_[k] = set.at_risk[k] / n;
        }
        auto const size = observed_.size();
        for (std::size_t w = 0; w < weights_.size(); ++w) {
            for (std::size_t v = w; v < weights_.size(); ++v) {
                double const scale = now_[w] * now_[v];
                for (std::size_t l = 0; l < groups_; ++l) {
                    double* const column = &covariance_[(w * groups_ + l) * size + v * groups_];
                    for (std::size_t k = v == w ? l : 0; k < groups_; ++k) {
                        double const alone = k == l ? 1 - share_[l] : -share_[l];
                        column[k] += scale * (d * share_[k] * alone * (n - d) / (n - 1));
                    }
                }
            }
        }
    }

    std::size_t groups_;
    std::span<LogRankWeight const> weights_;
    std::vector<double> now_; ///< shape (weights), at the present time
    std::vector<double> observed_;
    std::vector<double> expected_;
    std::vector<double> covariance_;
    std::vector<double> share_;
    double survival_ = 1;
};

Eigen::VectorXd rows_of_groups(EventTable const& table, Grouping const& groups) {
    Eigen::VectorXd rows = Eigen::VectorXd::Zero(static_cast<Index>(groups.groups));
    for (std::size_t i = 0; i < table.size(); ++i) {
        rows[groups.of[i]] += table.weight_of(i);
    }
    return rows;
}

} // namespace

Eigen::MatrixXd LogRankSums::covariance_of(std::size_t weight, std::size_t other) const {
    auto const groups = observed.rows();
    return covariance.block(static_cast<Index>(weight) * groups, static_cast<Index>(other) * groups,
                            groups, groups);
}

LogRankSums log_rank_sums(EventTable const& table, Grouping const& groups, Grouping const& strata,
                          std::span<LogRankWeight const> weights) {
    HOLDFAST_EXPECT(groups.groups >= 1 && groups.of.size() == table.size());
    RiskScan scan(table, groups, strata);
    Adder adder(groups.groups, weights);
    for (std::size_t stratum = 0; stratum < scan.strata(); ++stratum) {
        scan.start(stratum);
        adder.start_stratum();
        while (scan.next()) {
            adder.add(scan.set());
        }
    }
    auto sums = adder.sums();
    sums.rows = rows_of_groups(table, groups);
    return sums;
}

} // namespace analysis
