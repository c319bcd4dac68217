#include "analysis/sensitivity/morris_effects.hpp"
#include "analysis/sensitivity/two_level_effects.hpp"
#include "sim/study_report/ranking.hpp"
#include "sim/study_report/report_sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sim {
namespace {

std::string name_of(StudyAnswers const& answers, analysis::EffectTerm const& term) {
    return term.main()
               ? answers.factors[term.first]
               : fmt::format("{} x {}", answers.factors[term.first], answers.factors[term.second]);
}

std::string aliases_of(StudyAnswers const& answers, analysis::TwoLevelEffect const& effect) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t a = 0; a < std::min(shown, effect.same_as.size()); ++a) {
        auto const& alias = effect.same_as[a];
        text += fmt::format("{}{}{}", a == 0 ? "same as " : ", ", alias.share < 0.0 ? "-" : "",
                            name_of(answers, alias.term));
    }
    if (effect.same_as.size() > shown) {
        text += fmt::format(" and {} more", effect.same_as.size() - shown);
    }
    if (text.empty() && effect.partly_aliased > 0.0) {
        text = fmt::format("up to {:.2f} of others' pairs", effect.partly_aliased);
    }
    return text;
}

Eigen::MatrixXd unit_of(analysis::Experiment const& design, StudyAnswers const& answers) {
    Eigen::MatrixXd unit(answers.values.rows(), answers.values.cols());
    std::vector<double> row(answers.factors.size());
    for (Eigen::Index i = 0; i < unit.rows(); ++i) {
        design.point(static_cast<std::uint64_t>(i), row);
        for (std::size_t f = 0; f < row.size(); ++f) {
            unit(i, static_cast<Eigen::Index>(f)) = row[f];
        }
    }
    return unit;
}

char const* error_note(analysis::EffectError error) {
    switch (error) {
    case analysis::EffectError::replicates:
        return "Intervals are Student's over the replicates.";
    case analysis::EffectError::lenth:
        return "Without replicates: intervals from Lenth's pseudo standard error, which takes most "
               "effects to be nothing.";
    case analysis::EffectError::none:
        break;
    }
    return "There is nothing to take intervals from: ask for replicates.";
}

} // namespace

Section morris_section(StudyAnswers const& answers, analysis::MorrisPoints const& design) {
    Section section{"morris", "Elementary effects (Morris), over a factor's whole range"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"mu_star", "mu* (95%)", Shown::number},
                        {"mu", "mu (95%)", Shown::number},
                        {"sigma", "sigma (95%)", Shown::number},
                        {"noise_floor", "mu* of noise", Shown::statistic}};
    section.notes = {
        "mu*: how much it matters; mu: in which direction; sigma: how much that depends "
        "on the other factors. What is not above mu* of noise is luck."};
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const effects = analysis::morris_effects(design, answers.response(o));
        std::vector<Finding> rows;
        for (std::size_t f = 0; f < effects.factors.size(); ++f) {
            auto const& effect = effects.factors[f];
            rows.push_back({.group = answers.outputs[o],
                            .of = answers.factors[f],
                            .values = {effect.mean_absolute, effect.mean, effect.spread,
                                       plain(effect.noise_floor)}});
        }
        sort_by_size(rows, 0);
        append(section.findings, rows);
        if (effects.left_out > 0) {
            section.notes.push_back(fmt::format("{}: {} of {} trajectories lack a number.",
                                                answers.outputs[o], effects.left_out,
                                                effects.left_out + effects.trajectories));
        }
    }
    return section;
}

Section two_level_section(StudyAnswers const& answers, analysis::Experiment const& design) {
    Section section{"two_level_effects",
                    "Effects from the low to the high level, and interactions of two factors"};
    section.group_heading = "output";
    section.of_heading = "effect";
    section.measures = {{"effect", "effect (95%)", Shown::number}, {"p", "p", Shown::p}};
    auto const unit = unit_of(design, answers);
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const effects = analysis::two_level_effects(unit, answers.response(o));
        std::vector<Finding> rows;
        for (auto const& effect : effects.effects) {
            rows.push_back({.group = answers.outputs[o],
                            .of = name_of(answers, effect.term),
                            .values = {effect.effect, plain(effect.p)},
                            .note = aliases_of(answers, effect)});
        }
        sort_by_size(rows, 0);
        append(section.findings, rows);
        if (effects.left_out > 0) {
            section.notes.push_back(
                fmt::format("{}: {} of {} points have no number, and without them "
                            "effects cannot be told apart.",
                            answers.outputs[o], effects.left_out, unit.rows()));
        } else if (o == 0) {
            section.notes.emplace_back(error_note(effects.error));
        }
    }
    return section;
}

} // namespace sim
