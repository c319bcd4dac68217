#include "analysis/sensitivity/partial_rank_correlation.hpp"
#include "analysis/sensitivity/standardised_regression.hpp"
#include "analysis/sensitivity/tornado.hpp"
#include "sim/study_report/ranking.hpp"
#include "sim/study_report/report_sections.hpp"

#include <fmt/format.h>

namespace sim {
namespace {

constexpr double tail = 0.1;

struct Taken {
    Eigen::MatrixXd values; ///< shape (rows, factors)
    Eigen::VectorXd output; ///< shape (rows)
};

Taken taken_of(StudyAnswers const& answers, std::size_t output,
               std::vector<Eigen::Index> const& rows) {
    Taken taken;
    auto const mean = answers.response(output).mean();
    auto const n = static_cast<Eigen::Index>(rows.size());
    taken.values.resize(n, answers.values.cols());
    taken.output.resize(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        auto const row = rows[static_cast<std::size_t>(i)];
        taken.values.row(i) = answers.values.row(row);
        taken.output[i] = mean[row];
    }
    return taken;
}

Section ranks_section() {
    Section section{"partial_rank_correlation",
                    "Partial rank correlations: how steadily the output goes with a factor"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"prcc", "PRCC (95%)", Shown::index}, {"p", "p", Shown::p}};
    return section;
}

Section regression_section() {
    Section section{"standardised_regression",
                    "Standardised regression: sd of the output for an sd of the factor"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"coefficient", "coefficient (95%)", Shown::index}, {"p", "p", Shown::p}};
    return section;
}

Section tornado_section() {
    Section section{"tornado",
                    "Tornado: the output at the 10% and the 90% quantile of one factor, the others "
                    "at their means, by linear regression"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"at_low", "factor low", Shown::statistic},
                        {"at_high", "high", Shown::statistic},
                        {"low", "output at low", Shown::statistic},
                        {"high", "at high", Shown::statistic},
                        {"swing", "swing (95%)", Shown::number}};
    return section;
}

void add_left_out(Section& section, std::string const& output, std::size_t left_out) {
    if (left_out > 0) {
        section.notes.push_back(fmt::format("{}: {} points have no number.", output, left_out));
    }
}

template <class Method>
void add_coefficients(Section& section, StudyAnswers const& answers, std::size_t output,
                      std::vector<analysis::Estimate> const& estimates, Method const& method) {
    std::vector<Finding> rows;
    for (std::size_t f = 0; f < estimates.size(); ++f) {
        rows.push_back({.group = answers.outputs[output],
                        .of = answers.factors[f],
                        .values = {estimates[f], plain(method.p[f])}});
    }
    sort_by_size(rows, 0);
    append(section.findings, rows);
    add_left_out(section, answers.outputs[output], method.left_out);
}

void add_bars(Section& section, StudyAnswers const& answers, std::size_t output,
              analysis::Tornado const& tornado) {
    for (auto const& bar : tornado.bars) {
        section.findings.push_back(
            {.group = answers.outputs[output],
             .of = answers.factors[bar.factor],
             .values = {plain(bar.at_low), plain(bar.at_high), bar.low, bar.high, bar.swing}});
    }
}

} // namespace

std::vector<Section> regression_sections(StudyAnswers const& answers,
                                         std::vector<Eigen::Index> const& rows) {
    auto ranks = ranks_section();
    auto regression = regression_section();
    auto tornado = tornado_section();
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const taken = taken_of(answers, o, rows);
        auto const correlations = analysis::partial_rank_correlations(taken.values, taken.output);
        add_coefficients(ranks, answers, o, correlations.factors, correlations);
        auto const linear = analysis::standardised_regression(taken.values, taken.output,
                                                              analysis::RegressionOf::values);
        add_coefficients(regression, answers, o, linear.coefficients, linear);
        regression.notes.push_back(fmt::format("{}: R squared {:.2f}; below about 0.7 it tells "
                                               "little.",
                                               answers.outputs[o], linear.r_squared));
        add_bars(tornado, answers, o,
                 analysis::tornado_of_regression(taken.values, taken.output, tail));
    }
    return {ranks, regression, tornado};
}

} // namespace sim
