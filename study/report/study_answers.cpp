#include "study/report/study_answers.hpp"

#include "study/running/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace study {
namespace {

/// Rows of a list may leave a factor out.
void fill_with_means(Eigen::MatrixXd& values) {
    for (Eigen::Index f = 0; f < values.cols(); ++f) {
        double sum = 0.0;
        double known = 0.0;
        for (Eigen::Index i = 0; i < values.rows(); ++i) {
            if (!std::isnan(values(i, f))) {
                sum += values(i, f);
                known += 1.0;
            }
        }
        for (Eigen::Index i = 0; i < values.rows(); ++i) {
            values(i, f) = std::isnan(values(i, f)) ? sum / std::max(1.0, known) : values(i, f);
        }
    }
}

void add_factors(StudyPlan const& plan, StudyAnswers& answers) {
    auto const& factors = plan.study().factors;
    for (auto const& factor : factors) {
        answers.factors.push_back(factor.name);
        answers.labels.emplace_back();
        if (!factor.numeric()) {
            for (auto const& level : factor.levels) {
                answers.labels.back().push_back(level.label);
            }
        }
    }
    auto const cells = static_cast<Eigen::Index>(plan.points().cells());
    answers.values.resize(cells, static_cast<Eigen::Index>(factors.size()));
    for (Eigen::Index i = 0; i < cells; ++i) {
        auto const numbers = plan.points().numbers(static_cast<std::uint64_t>(i));
        for (std::size_t f = 0; f < numbers.size(); ++f) {
            answers.values(i, static_cast<Eigen::Index>(f)) = numbers[f];
        }
    }
    fill_with_means(answers.values);
}

/// Replicates that every point has, so that all points have met the same luck.
void keep_common_replicates(StudyAnswers& answers, StudyPlan const& plan,
                            Stopping const& stopping) {
    auto common = plan.study().replicates;
    for (std::uint64_t p = 0; p < plan.points().size(); ++p) {
        common = std::min(common, std::max(1U, stopping.counting(p)));
    }
    for (auto& runs : answers.runs) {
        runs = runs.leftCols(static_cast<Eigen::Index>(common)).eval();
    }
    answers.verdict +=
        fmt::format("What follows is of the {} replicates that every point has.\n", common);
}

/// What is known of points, for cells.
void spread_over_cells(StudyAnswers& answers, Points const& points) {
    if (points.cells() == points.size()) {
        return;
    }
    std::vector<Eigen::Index> rows;
    for (std::uint64_t cell = 0; cell < points.cells(); ++cell) {
        rows.push_back(static_cast<Eigen::Index>(points.point_of(cell)));
    }
    for (auto& runs : answers.runs) {
        runs = runs(rows, Eigen::all).eval();
    }
}

} // namespace

StudyAnswers StudyAnswers::only(std::vector<std::size_t> const& places) const {
    StudyAnswers some = *this;
    some.outputs.clear();
    some.runs.clear();
    for (auto const place : places) {
        some.outputs.push_back(outputs[place]);
        some.runs.push_back(runs[place]);
    }
    return some;
}

analysis::Response StudyAnswers::response(std::size_t output) const {
    auto const& lucks = runs[output];
    return lucks.cols() > 1 ? analysis::Response::of_common_luck(lucks)
                            : analysis::Response::exact(lucks.col(0));
}

StudyAnswers study_answers(StudyPlan const& plan, StudyFolder const& folder) {
    StudyAnswers answers;
    add_factors(plan, answers);
    answers.outputs = plan.measurement().names();
    answers.runs.assign(
        answers.outputs.size(),
        Eigen::MatrixXd::Constant(static_cast<Eigen::Index>(plan.points().size()),
                                  static_cast<Eigen::Index>(plan.study().replicates),
                                  std::numeric_limits<double>::quiet_NaN()));
    auto const stopping = folder.state(plan).stopping;
    answers.points = plan.points().size();
    answers.wanted = stopping.runs();
    answers.missing = answers.wanted;
    answers.verdict = verdict_text(plan, stopping);
    folder.read(plan, stopping, [&](RunResult const& result) {
        --answers.missing;
        answers.failed += result.failure.empty() ? 0U : 1U;
        for (std::size_t o = 0; o < result.outputs.size(); ++o) {
            answers.runs[o](static_cast<Eigen::Index>(result.run.point),
                            static_cast<Eigen::Index>(result.run.replicate)) = result.outputs[o];
        }
    });
    if (stopping.watches()) {
        keep_common_replicates(answers, plan, stopping);
    }
    spread_over_cells(answers, plan.points());
    return answers;
}

std::string value_text(StudyAnswers const& answers, std::size_t factor, double value) {
    auto const& labels = answers.labels[factor];
    if (!labels.empty()) {
        return value == std::floor(value) ? labels[static_cast<std::size_t>(value)]
                                          : std::string("(left out)");
    }
    constexpr std::size_t short_enough = 9;
    auto const exact = fmt::format("{}", value);
    return exact.size() <= short_enough ? exact : fmt::format("{:.4g}", value);
}

} // namespace study
