#pragma once

#include "core/mistakes.hpp"
#include "sim/reading/variations.hpp"
#include "study/plan/output.hpp"
#include "study/plan/points.hpp"
#include "study/study.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace study {

/// A run of a study: a point, and which of its lucks.
struct StudyRun {
    std::uint64_t point = 0;
    std::uint32_t replicate = 0; ///< 0 .. replicates - 1
};

/// A study that can be run: its points, what is measured, and the scenario that is varied.
class StudyPlan {
public:
    /// Reads the study's file and all that it names. Throws core::ConfigError with every mistake,
    /// but those that only some points make.
    explicit StudyPlan(std::string const& path);

    [[nodiscard]] Study const& study() const noexcept { return *study_; }
    [[nodiscard]] Points const& points() const noexcept { return points_; }
    [[nodiscard]] Measurement const& measurement() const noexcept { return measurement_; }
    [[nodiscard]] sim::Scenario const& base() const noexcept { return base_; }
    /// The outputs by which `until` decides, as places in the measurement.
    [[nodiscard]] std::vector<std::size_t> const& watched() const noexcept { return watched_; }
    /// Points times replicates; with `until` the most that there can be.
    [[nodiscard]] std::uint64_t runs() const noexcept {
        return points_.size() * study_->replicates;
    }
    /// Equal where equal numbers of points mean equal runs.
    [[nodiscard]] std::string const& fingerprint() const noexcept { return fingerprint_; }

    /// The scenario of a point, keeping what is measured; its replicate is the first one's. Throws
    /// core::ConfigError.
    [[nodiscard]] sim::Variation at(std::uint64_t point, sim::Variations& variations) const;

private:
    std::unique_ptr<Study const> study_; ///< stays where it is when this moves
    Points points_;
    Measurement measurement_;
    sim::Scenario base_;
    std::vector<std::size_t> watched_;
    std::string fingerprint_;
};

} // namespace study
