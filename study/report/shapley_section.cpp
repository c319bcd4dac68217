#include "analysis/sensitivity/shapley_effects.hpp"
#include "study/report/ranking.hpp"
#include "study/report/report_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace study {
namespace {

/// Places of points in the unit cube; of levels the middle of their part. Shape (rows, factors).
Eigen::MatrixXd unit_of(StudyPlan const& plan, std::vector<Eigen::Index> const& rows) {
    auto const& factors = plan.study().factors;
    auto const& design = std::get<analysis::Experiment>(plan.study().sampling);
    Eigen::MatrixXd unit(static_cast<Eigen::Index>(rows.size()),
                         static_cast<Eigen::Index>(factors.size()));
    std::vector<double> point(factors.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        design.point(static_cast<std::uint64_t>(rows[i]), point);
        for (std::size_t f = 0; f < factors.size(); ++f) {
            auto const levels = static_cast<double>(factors[f].levels.size());
            double const place =
                levels > 0.0
                    ? (std::min(levels - 1.0, std::floor(point[f] * levels)) + 0.5) / levels
                    : point[f];
            unit(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(f)) = place;
        }
    }
    return unit;
}

report::Section shapley_heading() {
    report::Section section{"shapley_effects",
                            "Shapley effects: the share of the variance due to a factor, that of "
                            "interactions in equal parts; and Sobol' indices. By polynomials"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"shapley", "Shapley (95%)", report::Shown::index},
                        {"first", "first (95%)", report::Shown::index},
                        {"total", "total (95%)", report::Shown::index}};
    return section;
}

} // namespace

report::Section shapley_section(StudyPlan const& plan, StudyAnswers const& answers,
                                std::vector<Eigen::Index> const& rows) {
    auto section = shapley_heading();
    section.notes.emplace_back("What the polynomials do not tell is luck, jumps and finer shape. "
                               "Intervals are of the sample of points, at these lucks.");
    auto const unit = unit_of(plan, rows);
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const mean = answers.response(o).mean();
        Eigen::VectorXd const output = mean(rows);
        auto const effects = analysis::shapley_effects(unit, output);
        std::vector<report::Finding> found;
        for (std::size_t f = 0; f < effects.shapley.size(); ++f) {
            found.push_back({.group = answers.outputs[o],
                             .of = answers.factors[f],
                             .values = {effects.shapley[f], effects.first[f], effects.total[f]}});
        }
        sort_by_size(found, 0);
        append(section.findings, found);
        section.notes.push_back(fmt::format(
            "{}: {} {:.0f}% of the variance at points not used{}{}", answers.outputs[o],
            effects.terms == 1 ? "1 term tells" : fmt::format("{} terms tell", effects.terms),
            100.0 * std::max(0.0, effects.q2),
            effects.q2 < 0.7 ? ": the shares are those of a part of it" : "",
            effects.left_out > 0 ? fmt::format("; {} points have no number.", effects.left_out)
                                 : "."));
    }
    return section;
}

} // namespace study
