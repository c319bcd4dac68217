#include "analysis/parametric/model_comparison.hpp"
#include "analysis/parametric/parametric_prediction.hpp"
#include "report/survival/model_columns.hpp"
#include "report/survival/regression_sections.hpp"

#include <fmt/format.h>

namespace report {
namespace {

Section comparison_section(std::vector<analysis::ComparedModel> const& models) {
    Section section{"models",
                    "Parametric models in the order of their AIC; differences below about 2 tell "
                    "nothing, and the best of all can still be bad: look at its curve"};
    section.of_heading = "model";
    section.measures = {{"parameters", "parameters", Shown::count},
                        {"log_likelihood", "log likelihood", Shown::statistic},
                        {"aic", "AIC", Shown::statistic},
                        {"aic_difference", "above the best", Shown::statistic},
                        {"bic", "BIC", Shown::statistic}};
    for (auto const& model : models) {
        section.findings.push_back(
            {.of = analysis::name_of(model.fit.model),
             .values = {plain(model.fit.coefficients.size()), plain(model.fit.log_likelihood),
                        plain(model.fit.aic), plain(model.aic_difference), plain(model.fit.bic)},
             .note = model.fit.reason});
    }
    return section;
}

Section coefficient_section(analysis::ParametricFit const& fit) {
    Section section{"model",
                    fmt::format("Coefficients of the {} model", analysis::name_of(fit.model))};
    section.of_heading = "parameter";
    section.measures = {{"coefficient", "coefficient", Shown::number},
                        {"z", "z", Shown::statistic},
                        {"p", "p", Shown::p}};
    for (auto const& coefficient : fit.coefficients) {
        section.findings.push_back(
            {.of = coefficient.name,
             .values = {coefficient.estimate, plain(coefficient.z), plain(coefficient.p)}});
    }
    return section;
}

/// Survival by the model at the times, for each group; only without other covariates, of which
/// there is no value to predict for.
Section prediction_section(SurvivalSample const& sample, SurvivalQuestions const& questions,
                           analysis::ParametricFit const& fit) {
    Section section{"model_survival",
                    fmt::format("Survival by the {} model; beyond the last time, {}, it is "
                                "extrapolation",
                                analysis::name_of(fit.model), sample.last_time)};
    section.measures = {{"survival", "survival, %", Shown::share}};
    for (std::size_t g = 0; g < sample.groups.size(); ++g) {
        analysis::ParametricProfile profile;
        profile.location.assign(sample.groups.size() - 1, 0);
        if (g > 0) {
            profile.location[g - 1] = 1;
        }
        analysis::ParametricPrediction const predicted(fit, profile);
        for (double const time : questions.times) {
            section.findings.push_back({.group = sample.data.groups.names[g],
                                        .at = time,
                                        .values = {predicted.survival(time)}});
        }
    }
    return section;
}

} // namespace

std::vector<Section> model_sections(SurvivalSample const& sample,
                                    SurvivalQuestions const& questions) {
    analysis::ParametricOptions options;
    options.level = questions.level;
    if (!sample.data.table.cluster.empty()) {
        options.errors = analysis::ParametricErrors::robust;
    }
    auto const columns = model_columns(sample.data);
    auto const models =
        analysis::compare_models(sample.data.table, questions.models, {columns, {}}, options);
    std::vector<Section> sections{comparison_section(models)};
    auto const& best = models.front().fit;
    if (best.status == analysis::FitStatus::converged) {
        sections.push_back(coefficient_section(best));
        if (sample.data.covariates.values.cols() == 0) {
            sections.push_back(prediction_section(sample, questions, best));
        }
    }
    return sections;
}

} // namespace report
