#include "analysis/replicates.hpp"
#include "report/text/estimate_text.hpp"
#include "study/report/report_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace study {
namespace {

constexpr std::size_t most_levels = 12;

/// Rows of the points at each value of a factor, by value.
std::map<double, std::vector<Eigen::Index>> rows_by_value(StudyAnswers const& answers,
                                                          Eigen::Index factor) {
    std::map<double, std::vector<Eigen::Index>> rows;
    for (Eigen::Index i = 0; i < answers.values.rows(); ++i) {
        rows[answers.values(i, factor)].push_back(i);
        if (rows.size() > most_levels) {
            return {};
        }
    }
    return rows;
}

/// Over replicates, each of which has met all these points. Undefined where one has not.
analysis::Estimate mean_over(Eigen::MatrixXd const& runs, std::vector<Eigen::Index> const& rows) {
    std::vector<double> means;
    for (Eigen::Index r = 0; r < runs.cols(); ++r) {
        double sum = 0.0;
        for (auto const row : rows) {
            sum += runs(row, r);
        }
        means.push_back(sum / static_cast<double>(rows.size()));
    }
    return analysis::over_replicates(means);
}

report::Finding output_finding(StudyAnswers const& answers, std::size_t output) {
    auto const& runs = answers.runs[output];
    std::vector<double> means;
    double noise = 0.0;
    for (Eigen::Index i = 0; i < runs.rows(); ++i) {
        if (runs.row(i).allFinite()) {
            means.push_back(runs.row(i).mean());
            noise += (runs.row(i).array() - means.back()).square().sum();
        }
    }
    report::Finding finding{.group = answers.outputs[output],
                            .values = {report::plain(means.size())}};
    auto const n = static_cast<double>(means.size());
    auto const all = analysis::over_replicates(means); // for its mean and standard error
    auto const ends = std::minmax_element(means.begin(), means.end());
    bool const none = means.empty();
    finding.values.push_back(report::plain(all.value));
    finding.values.push_back(report::plain(all.standard_error * std::sqrt(n)));
    finding.values.push_back(report::plain(none ? analysis::undefined : *ends.first));
    finding.values.push_back(report::plain(none ? analysis::undefined : *ends.second));
    finding.values.push_back(report::plain(
        runs.cols() > 1 ? std::sqrt(noise / (n * static_cast<double>(runs.cols() - 1)))
                        : analysis::undefined));
    return finding;
}

} // namespace

report::Section output_section(StudyAnswers const& answers) {
    report::Section section{"outputs", "Outputs over the points"};
    section.group_heading = "output";
    section.measures = {{"points", "points", report::Shown::count},
                        {"mean", "mean", report::Shown::statistic},
                        {"standard_deviation", "sd of points", report::Shown::statistic},
                        {"lowest", "lowest", report::Shown::statistic},
                        {"highest", "highest", report::Shown::statistic},
                        {"standard_deviation_of_luck", "sd of luck", report::Shown::statistic}};
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        section.findings.push_back(output_finding(answers, o));
    }
    auto const cells = static_cast<std::uint64_t>(answers.values.rows());
    if (answers.points < cells) {
        section.notes.push_back(fmt::format("Of {} points, which stand for {} combinations of "
                                            "levels: where a factor does not count, "
                                            "all its levels are the same.",
                                            report::count_text(answers.points),
                                            report::count_text(cells)));
    }
    if (answers.missing > 0 || answers.failed > 0) {
        section.notes.push_back(fmt::format(
            "Runs missing: {}, failed: {}. What follows leaves out points, or whole blocks of "
            "them, that lack a run.",
            answers.missing, answers.failed));
    }
    return section;
}

report::Section level_section(StudyAnswers const& answers) {
    report::Section section{"levels",
                            "Mean output at each level of a factor, over all points at it"};
    section.group_heading = "output";
    section.of_heading = "level";
    section.measures = {{"mean", "mean (95% over replicates)", report::Shown::number},
                        {"points", "points", report::Shown::count}};
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        for (std::size_t f = 0; f < answers.factors.size(); ++f) {
            for (auto const& [value, rows] : rows_by_value(answers, static_cast<Eigen::Index>(f))) {
                auto const mean = mean_over(answers.runs[o], rows);
                section.findings.push_back(
                    {.group = answers.outputs[o],
                     .of =
                         fmt::format("{} = {}", answers.factors[f], value_text(answers, f, value)),
                     .values = {mean, report::plain(rows.size())},
                     .note = std::isnan(mean.value) ? "a run is missing or has no number" : ""});
            }
        }
    }
    return section;
}

std::vector<report::Section> leading(std::vector<report::Section> sections, std::size_t most) {
    for (auto& section : sections) {
        std::vector<report::Finding> kept;
        std::size_t here = 0;
        std::size_t cut = 0;
        std::string group;
        for (auto& finding : section.findings) {
            here = finding.group == group ? here + 1 : 0;
            group = finding.group;
            if (here < most) {
                kept.push_back(std::move(finding));
            } else {
                ++cut;
            }
        }
        section.findings = std::move(kept);
        if (cut > 0) {
            section.notes.push_back(fmt::format(
                "The first {} of each output; {} more rows: --format csv or --top.", most, cut));
        }
    }
    return sections;
}

} // namespace study
