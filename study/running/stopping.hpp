#pragma once

#include "analysis/selection/best_of.hpp"
#include "study/plan/study_plan.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace study {

/// How many replicates each point of a study takes: all that were asked for, or what `until` finds
/// to be enough. What it says is a function of the outputs alone, by point and replicate: neither
/// the order in which they came nor runs beyond those that were needed change it.
class Stopping {
public:
    /// @param plan  must outlive this
    explicit Stopping(StudyPlan const& plan);

    /// Whether it must be told outputs at all.
    [[nodiscard]] bool watches() const noexcept { return plan_->study().until.has_value(); }
    /// A run that was finished. @param outputs  shape (outputs); empty: it failed
    void add(StudyRun run, std::span<double const> outputs);
    /// Weighs all that was added.
    void decide();

    /// Replicates to run of a point before deciding anew; as many as are known when no more are
    /// needed.
    [[nodiscard]] std::uint32_t wanted(std::uint64_t point) const;
    /// Replicates of a point that its results are made of.
    [[nodiscard]] std::uint32_t counting(std::uint64_t point) const;
    /// Sum of wanted() over the points.
    [[nodiscard]] std::uint64_t runs() const;
    /// Whether `until` was reached at a point; with `best`, for the study.
    [[nodiscard]] bool reached(std::uint64_t point) const;
    /// The choice, of a study that asks for one; systems are points times watched outputs, the
    /// latter fastest.
    [[nodiscard]] std::optional<analysis::BestOf> const& choice() const noexcept { return choice_; }
    /// Systems that were the same as the chosen one in every replicate, as where what varies does
    /// not touch a design.
    [[nodiscard]] std::vector<std::size_t> same_as_best() const;

private:
    struct Point {
        std::vector<double> values; ///< shape (replicates, watched outputs)
        std::vector<bool> known;    ///< shape (replicates)
        std::uint32_t wanted = 0;
        std::uint32_t counting = 0;
        bool reached = false;

        /// Replicates known from the first on without a gap.
        [[nodiscard]] std::uint32_t in_a_row() const;
    };

    void decide_precision(Point& point, double half_width) const;
    void decide_best(UntilBest const& best);
    [[nodiscard]] analysis::BestOf best_so_far(UntilBest const& best) const;
    [[nodiscard]] std::uint32_t common_rows(std::vector<bool> const& in) const;

    StudyPlan const* plan_;
    std::vector<Point> points_; ///< shape (points); empty without `until`
    std::optional<analysis::BestOf> choice_;
};

} // namespace study
