#include "study/report/study_report.hpp"

#include "study/report/report_pictures.hpp"
#include "study/report/report_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace study {
namespace {

/// Points that lie in the unit cube on their own: of Saltelli's blocks only A and B.
std::vector<Eigen::Index> spread_rows(StudyPlan const& plan) {
    auto const* experiment = std::get_if<analysis::Experiment>(&plan.study().sampling);
    auto const* saltelli =
        experiment == nullptr ? nullptr : experiment->as<analysis::SaltelliPoints>();
    std::uint64_t const block = saltelli == nullptr ? 1 : saltelli->rows_a_block();
    std::vector<Eigen::Index> rows;
    for (std::uint64_t i = 0; i < plan.points().size(); ++i) {
        if (i % block < 2) {
            rows.push_back(static_cast<Eigen::Index>(i));
        }
    }
    return rows;
}

void add(std::vector<report::Section>& sections, std::vector<report::Section> more) {
    std::move(more.begin(), more.end(), std::back_inserter(sections));
}

/// What the points allow; the section that ranks the factors stands first.
std::vector<report::Section> influence_sections(StudyPlan const& plan,
                                                StudyAnswers const& answers) {
    auto const& sampling = plan.study().sampling;
    if (std::holds_alternative<Grid>(sampling)) {
        auto sections = grid_sections(answers, plan.points().grid_levels());
        sections.push_back(level_section(answers));
        return sections;
    }
    if (auto const* experiment = std::get_if<analysis::Experiment>(&sampling)) {
        if (experiment->as<analysis::MorrisPoints>() != nullptr) {
            return {morris_section(plan.study(), answers)};
        }
        if (experiment->as<analysis::PlackettBurman>() != nullptr ||
            experiment->as<analysis::FractionalFactorial>() != nullptr) {
            return {two_level_section(answers, *experiment)};
        }
        if (auto const* saltelli = experiment->as<analysis::SaltelliPoints>()) {
            auto sections = sobol_sections(answers, *saltelli);
            sections.push_back(shapley_section(plan, answers, spread_rows(plan)));
            add(sections, regression_sections(answers, spread_rows(plan)));
            return sections;
        }
        std::vector<report::Section> sections{shapley_section(plan, answers, spread_rows(plan))};
        add(sections, regression_sections(answers, spread_rows(plan)));
        return sections;
    }
    return regression_sections(answers, spread_rows(plan));
}

/// Names of the factors of an output, the most important first, as a section ranks them.
std::vector<std::string> ranked(report::Section const& section, std::string const& output) {
    std::vector<std::string> names;
    for (auto const& finding : section.findings) {
        if (finding.group == output) {
            names.push_back(finding.of);
        }
    }
    return names;
}

std::vector<std::size_t> leading_factors(StudyAnswers const& answers,
                                         report::Section const& section, std::size_t output) {
    std::vector<std::size_t> factors;
    for (auto const& name : ranked(section, answers.outputs[output])) {
        auto const found = std::find(answers.factors.begin(), answers.factors.end(), name);
        if (found != answers.factors.end() && factors.size() < 2) {
            factors.push_back(static_cast<std::size_t>(found - answers.factors.begin()));
        }
    }
    return factors;
}

} // namespace

StudyReport study_report(StudyPlan const& plan, StudyAnswers const& all,
                         ReportQuestions const& questions) {
    auto const answers = questions.outputs.empty() ? all : all.only(questions.outputs);
    StudyReport report;
    report.outputs = answers.outputs;
    report.heat_cells = heat_section();
    auto influence = influence_sections(plan, answers);
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        report.rankings.push_back(ranking_of(influence.front(), answers.outputs[o]));
        for (auto const& section : influence) {
            if (section.name == "tornado") {
                report.tornados.push_back(tornado_of(section, answers.outputs[o]));
            }
        }
        auto const factors = questions.heat.empty() ? leading_factors(answers, influence.front(), o)
                                                    : questions.heat;
        if (factors.size() == 2) {
            report.heats.push_back(heat_of(answers, o, factors[0], factors[1], report.heat_cells));
        }
    }
    report.sections.push_back(output_section(answers));
    add(report.sections, std::move(influence));
    add(report.sections, questions.flips.empty()
                             ? flip_sections(answers, usual_flips(answers.outputs))
                             : flip_sections(all, questions.flips));
    return report;
}

} // namespace study
