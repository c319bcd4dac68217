#pragma once

#include "analysis/experiments/experiment.hpp"

#include <vector>

namespace tests {

/// All points in order; shape (points)(factors).
inline std::vector<std::vector<double>> points_of(analysis::Experiment const& experiment) {
    std::vector<std::vector<double>> points(experiment.size(),
                                            std::vector<double>(experiment.factors()));
    for (std::uint64_t i = 0; i < experiment.size(); ++i) {
        experiment.point(i, points[i]);
    }
    return points;
}

} // namespace tests
