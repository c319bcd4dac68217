#include "analysis/replicates.hpp"
#include "study/report/report_pictures.hpp"
#include "study/report/study_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace study {
namespace {

constexpr std::size_t most_values = 12;
constexpr std::size_t parts = 6;

/// Values of a factor in ascending bins.
struct Bins {
    std::vector<double> from; ///< lowest value of each, ascending
    std::vector<std::string> names;

    [[nodiscard]] std::size_t of(double value) const {
        auto const after = std::upper_bound(from.begin(), from.end(), value);
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, after - from.begin())) - 1;
    }
};

Bins bins_of(StudyAnswers const& answers, std::size_t factor) {
    auto const column = answers.values.col(static_cast<Eigen::Index>(factor));
    std::set<double> const distinct(column.begin(), column.end());
    Bins bins;
    if (distinct.size() <= most_values) {
        for (double const value : distinct) {
            bins.from.push_back(value);
            bins.names.push_back(value_text(answers, factor, value));
        }
        return bins;
    }
    std::vector<double> sorted(column.begin(), column.end());
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t p = 0; p < parts; ++p) {
        double const low = sorted[sorted.size() * p / parts];
        double const high = sorted[sorted.size() * (p + 1) / parts - 1];
        bins.from.push_back(low);
        bins.names.push_back(fmt::format("{:.3g} to {:.3g}", low, high));
    }
    return bins;
}

/// The luck of a cell: over replicates where there are any, else over the points in it.
analysis::Estimate mean_of(Eigen::MatrixXd const& runs, std::vector<Eigen::Index> const& rows) {
    std::vector<double> means;
    if (runs.cols() == 1) {
        for (auto const row : rows) {
            means.push_back(runs(row, 0));
        }
        return analysis::over_replicates(means);
    }
    for (Eigen::Index r = 0; r < runs.cols(); ++r) {
        double sum = 0.0;
        for (auto const row : rows) {
            sum += runs(row, r);
        }
        means.push_back(sum / static_cast<double>(rows.size()));
    }
    return analysis::over_replicates(means);
}

} // namespace

double no_difference(std::string const& output) {
    return output.starts_with("difference.")    ? 0.0
           : output.starts_with("hazard_ratio") ? 1.0
                                                : report::picture::not_given;
}

report::Section heat_section() {
    report::Section section{"heat_map", "Mean output by two factors, over the points of a cell"};
    section.group_heading = "output";
    section.of_heading = "cell";
    section.measures = {{"mean", "mean (95%)", report::Shown::number},
                        {"points", "points", report::Shown::count}};
    return section;
}

report::picture::HeatPicture heat_of(StudyAnswers const& answers, std::size_t output,
                                     std::size_t row_factor, std::size_t column_factor,
                                     report::Section& cells) {
    auto const rows = bins_of(answers, row_factor);
    auto const columns = bins_of(answers, column_factor);
    std::vector<std::vector<std::vector<Eigen::Index>>> points(
        rows.from.size(), std::vector<std::vector<Eigen::Index>>(columns.from.size()));
    for (Eigen::Index i = 0; i < answers.values.rows(); ++i) {
        auto const r = rows.of(answers.values(i, static_cast<Eigen::Index>(row_factor)));
        auto const c = columns.of(answers.values(i, static_cast<Eigen::Index>(column_factor)));
        points[r][c].push_back(i);
    }
    report::picture::HeatPicture heat;
    heat.middle = no_difference(answers.outputs[output]);
    auto const& row_name = answers.factors[row_factor];
    auto const& column_name = answers.factors[column_factor];
    heat.row_title = short_name(row_name);
    heat.column_title = short_name(column_name);
    heat.words.title =
        fmt::format("{} by {} and {}", answers.outputs[output], heat.row_title, heat.column_title);
    heat.words.caption = heat_caption;
    heat.value_title = answers.outputs[output];
    heat.rows = rows.names;
    heat.columns = columns.names;
    for (std::size_t r = 0; r < rows.names.size(); ++r) {
        heat.values.emplace_back();
        heat.uncertain.emplace_back();
        for (std::size_t c = 0; c < columns.names.size(); ++c) {
            auto const& there = points[r][c];
            auto const mean =
                there.empty() ? analysis::Estimate{} : mean_of(answers.runs[output], there);
            heat.values.back().push_back(mean.value);
            heat.uncertain.back().push_back(!std::isnan(heat.middle) && !std::isnan(mean.value) &&
                                            !(mean.low > heat.middle) &&
                                            !(mean.high < heat.middle));
            cells.findings.push_back(
                {.group = answers.outputs[output],
                 .of = fmt::format("{} = {}, {} = {}", row_name, heat.rows[r], column_name,
                                   heat.columns[c]),
                 .values = {mean, report::plain(there.size())},
                 .note = std::isnan(mean.value) ? "no point, or one without a number" : ""});
        }
    }
    return heat;
}

} // namespace study
