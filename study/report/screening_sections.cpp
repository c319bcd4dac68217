#include "analysis/sensitivity/luck.hpp"
#include "analysis/sensitivity/morris_effects.hpp"
#include "analysis/sensitivity/two_level_effects.hpp"
#include "core/csv.hpp"
#include "study/report/ranking.hpp"
#include "study/report/report_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace study {
namespace {

std::string name_of(study::StudyAnswers const& answers, analysis::EffectTerm const& term) {
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

/// The least and the largest number of a factor with levels.
std::pair<double, double> ends_of(Factor const& factor) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (auto const& level : factor.levels) {
        low = std::min(low, *core::number_in(level.label));
        high = std::max(high, *core::number_in(level.label));
    }
    return {low, high};
}

/// Where in what it may be each factor is, 0 and 1 the ends: of numbers that are chosen from a few
/// by the number, of words 1 in the upper half of places, since they have no distance; of other
/// spreads the probability. Shape (points, factors).
Eigen::MatrixXd places_of(Study const& study, StudyAnswers const& answers) {
    auto places = unit_of(std::get<analysis::Experiment>(study.sampling), answers);
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
        auto const& factor = study.factors[f];
        auto const column = static_cast<Eigen::Index>(f);
        bool const words = !factor.numeric();
        if (words) {
            places.col(column) = (places.col(column).array() >= 0.5).cast<double>();
        } else if (!factor.levels.empty() || factor.spread.whole) {
            auto const [low, high] = factor.levels.empty()
                                         ? std::pair(factor.spread.low, factor.spread.high)
                                         : ends_of(factor);
            places.col(column) =
                (answers.values.col(column).array() - low) / (high > low ? high - low : 1.0);
        }
    }
    return places;
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

report::Section morris_section(Study const& study, StudyAnswers const& answers) {
    auto const& design =
        *std::get<analysis::Experiment>(study.sampling).as<analysis::MorrisPoints>();
    auto const places = places_of(study, answers);
    report::Section section{"morris", "Elementary effects (Morris), over a factor's whole range"};
    section.group_heading = "output";
    section.of_heading = "factor";
    section.measures = {{"mu_star", "mu* (95%)", report::Shown::number},
                        {"mu", "mu (95%)", report::Shown::number},
                        {"sigma", "sigma (95%)", report::Shown::number},
                        {"noise_floor", "mu* of noise", report::Shown::statistic}};
    section.notes = {
        "mu*: how much it matters; mu: in which direction; sigma: how much that depends "
        "on the other factors."};
    auto const replicates = answers.runs.empty() ? 0 : answers.runs.front().cols();
    section.notes.emplace_back(
        replicates < 2 ? "Without replicates nothing is known of luck: it is in all of these."
        : replicates < analysis::fewest_lucks
            ? "What is not above mu* of noise is luck. Intervals hold luck from 3 replicates on."
            : "What is not above mu* of noise is luck.");
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const effects = analysis::morris_effects(design, places, answers.response(o));
        std::vector<report::Finding> rows;
        for (std::size_t f = 0; f < effects.factors.size(); ++f) {
            auto const& effect = effects.factors[f];
            rows.push_back({.group = answers.outputs[o],
                            .of = answers.factors[f],
                            .values = {effect.mean_absolute, effect.mean, effect.spread,
                                       report::plain(effect.noise_floor)}});
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

report::Section two_level_section(StudyAnswers const& answers, analysis::Experiment const& design) {
    report::Section section{
        "two_level_effects",
        "Effects from the low to the high level, and interactions of two factors"};
    section.group_heading = "output";
    section.of_heading = "effect";
    section.measures = {{"effect", "effect (95%)", report::Shown::number},
                        {"p", "p", report::Shown::p}};
    auto const unit = unit_of(design, answers);
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const effects = analysis::two_level_effects(unit, answers.response(o));
        std::vector<report::Finding> rows;
        for (auto const& effect : effects.effects) {
            rows.push_back({.group = answers.outputs[o],
                            .of = name_of(answers, effect.term),
                            .values = {effect.effect, report::plain(effect.p)},
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
        if (std::isfinite(effects.simultaneous_margin)) {
            section.notes.push_back(fmt::format("{}: beyond ±{:.3g} an effect stands out from all.",
                                                answers.outputs[o], effects.simultaneous_margin));
        }
    }
    return section;
}

} // namespace study
