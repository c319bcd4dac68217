#include "analysis/cox/fine_gray.hpp"
#include "report/survival/model_columns.hpp"
#include "report/survival/regression_sections.hpp"

#include <fmt/format.h>

namespace report {

std::vector<Section> fine_gray_sections(SurvivalSample const& sample,
                                        SurvivalQuestions const& questions) {
    auto const& data = sample.data;
    Section section{
        "fine_gray",
        fmt::format("Subdistribution hazard ratios of {} (Fine and Gray): above 1, the covariate "
                    "raises the probability of this cause while others compete",
                    data.causes[static_cast<std::size_t>(questions.cause) - 1])};
    section.of_heading = "covariate";
    section.measures = {{"hazard_ratio", "hazard ratio", Shown::ratio},
                        {"coefficient", "its logarithm", Shown::number},
                        {"z", "z", Shown::statistic},
                        {"p", "p", Shown::p}};
    if (!data.table.entry.empty() || !data.table.weight.empty()) {
        section.notes.emplace_back("Not defined for rows that enter late or have weights.");
        return {section};
    }
    analysis::FineGrayOptions options;
    options.cause = questions.cause;
    options.level = questions.level;
    if (!data.table.cluster.empty()) {
        options.errors = analysis::FineGrayErrors::weights_known;
    }
    auto const fit = analysis::fine_gray(data.table, model_columns(data), options);
    if (fit.status != analysis::FitStatus::converged) {
        section.notes.push_back(fmt::format("No fit: {}.", fit.reason));
        return {section};
    }
    for (std::size_t k = 0; k < fit.coefficients.size(); ++k) {
        auto const& coefficient = fit.coefficients[k];
        section.findings.push_back({.of = coefficient.name,
                                    .values = {fit.hazard_ratio(k), coefficient.estimate,
                                               plain(coefficient.z), plain(coefficient.p)}});
    }
    return {section};
}

} // namespace report
