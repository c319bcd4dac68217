#include "report/survival/survival_findings.hpp"

#include "report/survival/contrast_sections.hpp"
#include "report/survival/curve_sections.hpp"
#include "report/survival/recurrent_sections.hpp"
#include "report/survival/regression_sections.hpp"

#include <iterator>
#include <utility>

namespace report {
namespace {

void append(std::vector<Section>& sections, std::vector<Section> more) {
    sections.insert(sections.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

void describe(std::vector<Section>& sections, SurvivalSample const& sample,
              SurvivalQuestions const& questions) {
    sections.push_back(sample_section(sample, questions));
    sections.push_back(survival_section(sample, questions));
    sections.push_back(quantile_section(sample, questions));
    if (sample.data.causes.size() > 1) {
        sections.push_back(incidence_section(sample, questions));
    }
}

void contrast(std::vector<Section>& sections, SurvivalSample const& sample,
              SurvivalQuestions const& questions) {
    sections.push_back(equality_section(sample, questions));
    if (sample.groups.size() > 2) {
        sections.push_back(pairwise_section(sample, questions));
    }
    if (sample.data.causes.size() > 1) {
        sections.push_back(gray_section(sample));
    }
    sections.push_back(restricted_mean_section(sample, questions));
    sections.push_back(fixed_time_section(sample, questions));
    append(sections, paired_sections(sample, questions));
}

void regress(std::vector<Section>& sections, SurvivalSample const& sample,
             SurvivalQuestions const& questions, Extent extent) {
    bool const covariates = sample.data.covariates.values.cols() > 0;
    if (covariates || (extent == Extent::everything && sample.data.groups.divided())) {
        append(sections, cox_sections(sample, questions));
    }
    if (questions.cause > 0 && (covariates || sample.data.groups.divided()) &&
        sample.data.causes.size() > 1) {
        append(sections, fine_gray_sections(sample, questions));
    }
    if (!questions.periods.empty() && sample.data.groups.divided()) {
        sections.push_back(period_ratio_section(sample, questions));
    }
    if (!questions.models.empty()) {
        append(sections, model_sections(sample, questions));
    }
}

std::vector<Section> once_only_findings(SurvivalSample const& sample,
                                        SurvivalQuestions const& questions, Extent extent) {
    std::vector<Section> sections;
    if (extent == Extent::everything) {
        describe(sections, sample, questions);
    }
    if (!questions.still_in.empty()) {
        sections.push_back(conditional_section(sample, questions, questions.still_in));
    }
    if (!questions.periods.empty()) {
        sections.push_back(hazard_section(sample, questions, questions.periods));
    }
    bool const grouped = sample.data.groups.divided();
    if (grouped && (extent == Extent::everything || questions.contrasts_asked)) {
        contrast(sections, sample, questions);
    }
    regress(sections, sample, questions, extent);
    return sections;
}

} // namespace

std::vector<Section> survival_findings(SurvivalSample const& sample,
                                       SurvivalQuestions const& questions, Extent extent) {
    auto sections = questions.recurrent ? recurrent_sections(sample, questions)
                                        : once_only_findings(sample, questions, extent);
    if (sample.data.groups.divided()) {
        for (auto& section : sections) {
            section.group_heading = sample.data.groups.column;
        }
    }
    return sections;
}

} // namespace report
