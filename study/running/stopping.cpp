#include "study/running/stopping.hpp"

#include "analysis/selection/precision.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace study {
namespace {

/// Runs that a round should have at least, so that threads do not wait for each other.
constexpr std::size_t round_runs = 16;

} // namespace

Stopping::Stopping(StudyPlan const& plan) : plan_(&plan) {
    if (watches()) {
        points_.resize(plan.points().size());
        decide();
    }
}

std::uint32_t Stopping::Point::in_a_row() const {
    return static_cast<std::uint32_t>(std::find(known.begin(), known.end(), false) - known.begin());
}

void Stopping::add(StudyRun run, std::span<double const> outputs) {
    if (!watches()) {
        return;
    }
    auto& point = points_[run.point];
    auto const width = plan_->watched().size();
    if (run.replicate >= point.known.size()) {
        point.known.resize(run.replicate + 1);
        point.values.resize(point.known.size() * width, analysis::undefined);
    }
    point.known[run.replicate] = true;
    for (std::size_t w = 0; w < width && !outputs.empty(); ++w) {
        point.values[run.replicate * width + w] = outputs[plan_->watched()[w]];
    }
}

void Stopping::decide() {
    if (!watches()) {
        return;
    }
    auto const& goal = plan_->study().until->goal;
    if (auto const* best = std::get_if<UntilBest>(&goal)) {
        decide_best(*best);
        return;
    }
    for (auto& point : points_) {
        decide_precision(point, std::get<UntilPrecise>(goal).half_width);
    }
}

void Stopping::decide_precision(Point& point, double half_width) const {
    auto const& study = plan_->study();
    auto const known = point.in_a_row();
    auto const width = plan_->watched().size();
    analysis::PrecisionGoal const goal{half_width, {}, study.until->fewest};
    std::size_t enough = 0;
    std::size_t more = 0;
    bool reached = true;
    for (std::size_t w = 0; w < width; ++w) {
        std::vector<double> values(known);
        for (std::size_t r = 0; r < known; ++r) {
            values[r] = point.values[r * width + w];
        }
        auto const after = analysis::enough_after(values, goal);
        reached = reached && after.has_value();
        enough = std::max(enough, after.value_or(0));
        more = std::max(more, after ? 0 : analysis::precision(values, goal).more);
    }
    point.reached = reached;
    point.counting = reached ? static_cast<std::uint32_t>(enough) : known;
    // The spread that a forecast rests on is uncertain, so no more than as many again at once. A
    // value that is not known keeps every number of replicates from being enough.
    auto const next = known + std::min<std::size_t>(more, std::max<std::size_t>(known, 1));
    point.wanted = static_cast<std::uint32_t>(
        reached ? enough
                : std::min<std::size_t>(study.replicates,
                                        std::max<std::size_t>(next, study.until->fewest)));
}

std::uint32_t Stopping::common_rows(std::vector<bool> const& in) const {
    auto rows = std::numeric_limits<std::uint32_t>::max();
    for (std::size_t p = 0; p < points_.size(); ++p) {
        rows = in[p] ? std::min(rows, points_[p].in_a_row()) : rows;
    }
    return rows;
}

/// As many rows as all that are in have; when some go out by that, the others may have more.
analysis::BestOf Stopping::best_so_far(UntilBest const& best) const {
    auto const width = plan_->watched().size();
    analysis::BestOfGoal const goal{
        best.confidence, best.indifference, plan_->study().until->fewest,
        best.larger ? analysis::Better::larger : analysis::Better::smaller};
    std::vector<bool> in(points_.size(), true);
    for (auto rows = common_rows(in);;) {
        Eigen::MatrixXd values = Eigen::MatrixXd::Constant(
            rows, static_cast<Eigen::Index>(points_.size() * width), analysis::undefined);
        for (std::size_t s = 0; s < points_.size() * width; ++s) {
            auto const& point = points_[s / width];
            for (std::uint32_t r = 0; r < std::min(rows, point.in_a_row()); ++r) {
                values(r, static_cast<Eigen::Index>(s)) = point.values[r * width + s % width];
            }
        }
        auto choice = analysis::best_of(values, goal);
        std::fill(in.begin(), in.end(), false);
        for (auto const system : choice.in) {
            in[system / width] = true;
        }
        auto const longer = common_rows(in);
        if (choice.status != analysis::BestOfStatus::more || longer <= rows) {
            return choice;
        }
        rows = longer;
    }
}

void Stopping::decide_best(UntilBest const& best) {
    auto const width = plan_->watched().size();
    auto choice = best_so_far(best);
    std::vector<bool> in(points_.size(), false);
    for (auto const system : choice.in) {
        in[system / width] = true;
    }
    auto const staying = static_cast<std::size_t>(std::count(in.begin(), in.end(), true));
    // Beyond what all that are in have, not what a point has: some may be another shard's to run.
    auto const at_once = static_cast<std::uint32_t>(
        std::max<std::size_t>(1, round_runs / std::max<std::size_t>(1, staying)));
    auto const next = common_rows(in) + at_once;
    for (std::size_t p = 0; p < points_.size(); ++p) {
        std::size_t spent = 0;
        for (std::size_t w = 0; w < width; ++w) {
            spent = std::max(spent, choice.spent.empty() ? 0 : choice.spent[p * width + w]);
        }
        auto& point = points_[p];
        point.reached = choice.status == analysis::BestOfStatus::chosen;
        point.counting = static_cast<std::uint32_t>(spent);
        bool const more = in[p] && choice.status == analysis::BestOfStatus::more;
        point.wanted =
            more ? std::min(plan_->study().replicates, std::max(next, plan_->study().until->fewest))
                 : point.counting;
    }
    choice_ = std::move(choice);
}

std::vector<std::size_t> Stopping::same_as_best() const {
    std::vector<std::size_t> same;
    if (!choice_ || !choice_->best) {
        return same;
    }
    auto const width = plan_->watched().size();
    auto const best = *choice_->best;
    auto const value = [&](std::size_t system, std::size_t replicate) {
        return points_[system / width].values[replicate * width + system % width];
    };
    for (auto const system : choice_->in) {
        bool equal = system != best;
        for (std::size_t r = 0; equal && r < choice_->spent[best]; ++r) {
            equal = value(system, r) == value(best, r);
        }
        if (equal) {
            same.push_back(system);
        }
    }
    return same;
}

std::uint32_t Stopping::wanted(std::uint64_t point) const {
    return watches() ? points_[point].wanted : plan_->study().replicates;
}

std::uint32_t Stopping::counting(std::uint64_t point) const {
    return watches() ? points_[point].counting : plan_->study().replicates;
}

std::uint64_t Stopping::runs() const {
    if (!watches()) {
        return plan_->runs();
    }
    std::uint64_t runs = 0;
    for (auto const& point : points_) {
        runs += point.wanted;
    }
    return runs;
}

bool Stopping::reached(std::uint64_t point) const {
    return !watches() || points_[point].reached;
}

} // namespace study
