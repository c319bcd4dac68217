#include "analysis/sensitivity/partial_rank_correlation.hpp"
#include "analysis/sensitivity/standardised_regression.hpp"
#include "analysis/sensitivity/tornado.hpp"
#include "study/report/ranking.hpp"
#include "study/report/report_sections.hpp"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace study {
namespace {

constexpr double tail = 0.1;

/// Whether a factor has words of which none is between others.
bool unordered(StudyAnswers const& answers, std::size_t factor) {
    return answers.labels[factor].size() > 2;
}

/// What the output is regressed on: factors that have an order as they are, of the others, so that
/// they are allowed for, whether each word but the first is there.
struct Regressors {
    Eigen::MatrixXd values;           ///< shape (rows, columns)
    std::vector<std::size_t> factors; ///< of the first columns
};

Regressors regressors_of(StudyAnswers const& answers, std::vector<Eigen::Index> const& rows) {
    Regressors regressors;
    std::vector<Eigen::VectorXd> columns;
    std::vector<Eigen::VectorXd> words;
    for (std::size_t f = 0; f < answers.factors.size(); ++f) {
        Eigen::VectorXd const values = answers.values(rows, static_cast<Eigen::Index>(f));
        if (!unordered(answers, f)) {
            regressors.factors.push_back(f);
            columns.push_back(values);
            continue;
        }
        for (std::size_t word = 1; word < answers.labels[f].size(); ++word) {
            Eigen::VectorXd const there =
                (values.array() == static_cast<double>(word)).cast<double>();
            if (there.maxCoeff() > 0.0) {
                words.push_back(there);
            }
        }
    }
    columns.insert(columns.end(), words.begin(), words.end());
    regressors.values.resize(static_cast<Eigen::Index>(rows.size()),
                             static_cast<Eigen::Index>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
        regressors.values.col(static_cast<Eigen::Index>(c)) = columns[c];
    }
    return regressors;
}

std::string unordered_note(StudyAnswers const& answers) {
    std::vector<std::string> names;
    for (std::size_t f = 0; f < answers.factors.size(); ++f) {
        if (unordered(answers, f)) {
            names.push_back(answers.factors[f]);
        }
    }
    return names.empty() ? std::string()
                         : fmt::format("{}: words without an order are allowed for, but have no "
                                       "slope.",
                                       fmt::join(names, ", "));
}

report::Section ranks_section() {
    report::Section section{
        "partial_rank_correlation",
        "Partial rank correlations: how steadily the output goes with a factor"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"prcc", "PRCC (95%)", report::Shown::index}, {"p", "p", report::Shown::p}};
    return section;
}

report::Section regression_section() {
    report::Section section{"standardised_regression",
                            "Standardised regression: sd of the output for an sd of the factor"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"coefficient", "coefficient (95%)", report::Shown::index},
                        {"p", "p", report::Shown::p}};
    return section;
}

report::Section tornado_section() {
    report::Section section{
        "tornado", "Tornado: the output at the 10% and the 90% quantile of one factor, the others "
                   "at their means, by linear regression"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"at_low", "factor low", report::Shown::statistic},
                        {"at_high", "high", report::Shown::statistic},
                        {"low", "output at low", report::Shown::statistic},
                        {"high", "at high", report::Shown::statistic},
                        {"swing", "swing (95%)", report::Shown::number}};
    return section;
}

void add_left_out(report::Section& section, std::string const& output, std::size_t left_out) {
    if (left_out > 0) {
        section.notes.push_back(fmt::format("{}: {} points have no number.", output, left_out));
    }
}

template <class Method>
void add_coefficients(report::Section& section, StudyAnswers const& answers, std::size_t output,
                      Regressors const& regressors,
                      std::vector<analysis::Estimate> const& estimates, Method const& method) {
    std::vector<report::Finding> rows;
    for (std::size_t c = 0; c < regressors.factors.size(); ++c) {
        rows.push_back({.group = answers.outputs[output],
                        .of = answers.factors[regressors.factors[c]],
                        .values = {estimates[c], report::plain(method.p[c])}});
    }
    sort_by_size(rows, 0);
    append(section.findings, rows);
    add_left_out(section, answers.outputs[output], method.left_out);
}

void add_bars(report::Section& section, StudyAnswers const& answers, std::size_t output,
              Regressors const& regressors, analysis::Tornado const& tornado) {
    for (auto const& bar : tornado.bars) {
        if (bar.factor >= regressors.factors.size()) {
            continue;
        }
        auto const factor = regressors.factors[bar.factor];
        auto const& labels = answers.labels[factor];
        bool const words = !labels.empty();
        section.findings.push_back(
            {.group = answers.outputs[output],
             .of = answers.factors[factor],
             .values = {report::plain(words ? analysis::undefined : bar.at_low),
                        report::plain(words ? analysis::undefined : bar.at_high), bar.low, bar.high,
                        bar.swing},
             .note = words ? fmt::format("{} to {}", labels.front(), labels.back()) : ""});
    }
}

} // namespace

std::vector<report::Section> regression_sections(StudyAnswers const& answers,
                                                 std::vector<Eigen::Index> const& rows) {
    auto ranks = ranks_section();
    auto regression = regression_section();
    auto tornado = tornado_section();
    auto const regressors = regressors_of(answers, rows);
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        Eigen::VectorXd const output = answers.response(o).mean()(rows);
        auto const correlations = analysis::partial_rank_correlations(regressors.values, output);
        add_coefficients(ranks, answers, o, regressors, correlations.factors, correlations);
        auto const linear = analysis::standardised_regression(regressors.values, output,
                                                              analysis::RegressionOf::values);
        add_coefficients(regression, answers, o, regressors, linear.coefficients, linear);
        if (std::isfinite(linear.r_squared)) {
            regression.notes.push_back(
                fmt::format("{}: R squared {:.2f}{}.", answers.outputs[o], linear.r_squared,
                            linear.r_squared < 0.7 ? "; below about 0.7 it tells little" : ""));
        }
        add_bars(tornado, answers, o, regressors,
                 analysis::tornado_of_regression(regressors.values, output, tail));
    }
    if (auto const note = unordered_note(answers); !note.empty()) {
        for (auto* section : {&ranks, &regression, &tornado}) {
            section->notes.push_back(note);
        }
    }
    return {ranks, regression, tornado};
}

} // namespace study
