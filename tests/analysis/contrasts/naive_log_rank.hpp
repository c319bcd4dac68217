#pragma once

#include "analysis/data/event_table.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <vector>

namespace tests::naive {

struct LogRankSums {
    Eigen::VectorXd excess;
    Eigen::MatrixXd covariance;
};

/// Plain log-rank sums, counting everybody anew at every time, at each stratum; a weight is that
/// many copies.
inline LogRankSums log_rank(analysis::EventTable const& table, analysis::Grouping const& groups,
                            analysis::Grouping const& strata) {
    auto const size = static_cast<Eigen::Index>(groups.groups);
    LogRankSums sums{Eigen::VectorXd::Zero(size), Eigen::MatrixXd::Zero(size, size)};
    for (int stratum = 0; stratum < static_cast<int>(std::max<std::size_t>(1, strata.groups));
         ++stratum) {
        auto times = table.time;
        std::sort(times.begin(), times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
        for (double const t : times) {
            Eigen::VectorXd n = Eigen::VectorXd::Zero(size);
            Eigen::VectorXd d = Eigen::VectorXd::Zero(size);
            for (std::size_t i = 0; i < table.size(); ++i) {
                bool const inside = strata.groups == 0 || strata.of[i] == stratum;
                bool const entered = table.entry.empty() || table.entry[i] < t;
                double const weight = table.weight.empty() ? 1 : table.weight[i];
                if (inside && entered && table.time[i] >= t) {
                    n[groups.of[i]] += weight;
                    d[groups.of[i]] += table.time[i] == t && table.status[i] != 0 ? weight : 0;
                }
            }
            if (d.sum() > 0) {
                Eigen::VectorXd const share = n / n.sum();
                sums.excess += d - d.sum() * share;
                if (n.sum() > 1) {
                    sums.covariance +=
                        d.sum() * (n.sum() - d.sum()) / (n.sum() - 1) *
                        (Eigen::MatrixXd(share.asDiagonal()) - share * share.transpose());
                }
            }
        }
    }
    return sums;
}

} // namespace tests::naive
