#include "study/plan/study_plan.hpp"

#include "core/digest.hpp"
#include "sim/reading/files.hpp"
#include "study/reading/study_file.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace study {
namespace {

std::unique_ptr<Study const> read_study(std::string const& path) {
    core::Mistakes mistakes;
    sim::reading::Files files(mistakes);
    Study study;
    if (auto* const file = files.open(path)) {
        study = study::reading::read_study_file(*file, files);
    }
    mistakes.throw_if_any();
    return std::make_unique<Study const>(std::move(study));
}

void expect_size(Study const& study, Points const& all, core::Mistakes& mistakes) {
    auto const points = all.size();
    bool const conditional =
        std::holds_alternative<Grid>(study.sampling) && has_conditions(study.factors);
    if (conditional && all.cells() > most_cells_with_conditions) {
        mistakes.add({{study.path, 0, 0},
                      "sample",
                      "the grid has too many combinations, those where factors do not count "
                      "included",
                      fmt::format("at most {} where there is a `when`; or `sample: {{sobol: ..}}`",
                                  most_cells_with_conditions),
                      ""});
    } else if (points == 0) {
        mistakes.add({{study.path, 0, 0}, "sample", "the study has no points", "", ""});
    } else if (points > most_points || points * study.replicates > most_points) {
        mistakes.add({{study.path, 0, 0},
                      "sample",
                      "the study has more than 2^31 runs",
                      "fewer levels, points or replicates",
                      ""});
    }
}

void add_all(core::ConfigError const& error, core::Mistakes& mistakes) {
    for (auto const& mistake : error.mistakes()) {
        mistakes.add(mistake);
    }
}

/// A choice weighs each pair of systems.
void expect_few_systems(Study const& study, std::uint64_t systems, core::Mistakes& mistakes) {
    constexpr std::uint64_t most = 2000;
    if (std::holds_alternative<UntilBest>(study.until->goal) && systems > most) {
        mistakes.add({study.until->place, "until.best",
                      fmt::format("there are {} to choose from, points times designs", systems),
                      fmt::format("at most {}; `of` may name one design", most), ""});
    }
}

/// The outputs that `until` names, for each design where it names none.
std::vector<std::size_t> watched_by(Study const& study, std::uint64_t points,
                                    Measurement const& measurement, core::Mistakes& mistakes) {
    std::vector<std::size_t> watched;
    if (!study.until) {
        return watched;
    }
    auto const names = measurement.names();
    auto const& of = study.until->of.empty() ? study.outputs.front().text : study.until->of;
    for (std::size_t o = 0; o < names.size(); ++o) {
        if (names[o] == of || names[o].starts_with(of + ":")) {
            watched.push_back(o);
        }
    }
    if (watched.empty() && mistakes.empty()) {
        auto known = names;
        for (auto const& output : study.outputs) {
            known.push_back(output.text);
        }
        mistakes.add({study.until->place, "until.of",
                      fmt::format("\"{}\" is no output of the study", of), "one of `outputs`",
                      core::nearest(of, known)});
    }
    expect_few_systems(study, points * watched.size(), mistakes);
    return watched;
}

/// The study's own replicates, and no more kept than is measured.
void prepare(sim::Scenario& scenario, Measurement const& measurement) {
    scenario.keep = measurement.keep(scenario);
    scenario.replicates = 1;
}

/// A day that is measured must be lived at every point.
void expect_days(Measurement const& measurement, sim::Scenario const& scenario) {
    core::Mistakes mistakes;
    for (auto const& output : measurement.outputs) {
        if (output.day && *output.day > scenario.horizon_days) {
            mistakes.add({output.place, "outputs",
                          fmt::format("day {} is measured, and there are points that end on day {}",
                                      *output.day, scenario.horizon_days),
                          "a day that all points reach", ""});
        }
    }
    mistakes.throw_if_any();
}

/// What else is wrong, as far as some points show it, so that it is told at once.
void add_mistakes_of_points(Points const& points, sim::Variations& variations,
                            core::Mistakes& mistakes) {
    auto const looked_at = std::min<std::uint64_t>(points.size(), 20);
    for (std::uint64_t i = 0; i < looked_at; ++i) {
        try {
            static_cast<void>(variations.with(points.overrides(i * points.size() / looked_at)));
        } catch (core::ConfigError const& error) {
            add_all(error, mistakes);
        }
    }
}

} // namespace

StudyPlan::StudyPlan(std::string const& path) : study_(read_study(path)), points_(*study_) {
    core::Mistakes mistakes;
    expect_size(*study_, points_, mistakes);
    sim::Variations variations(study_->scenario);
    try {
        auto base = variations.with(study_->fixed);
        base_ = std::move(base.scenario);
        fingerprint_ = core::digest_of(study_->fingerprint + base.fingerprint + study_->attrition);
        measurement_ = read_measurement(*study_, base_, mistakes);
        watched_ = watched_by(*study_, points_.size(), measurement_, mistakes);
    } catch (core::ConfigError const& error) {
        add_all(error, mistakes);
    }
    if (!mistakes.empty()) {
        add_mistakes_of_points(points_, variations, mistakes);
    }
    mistakes.throw_if_any();
    prepare(base_, measurement_);
}

sim::Variation StudyPlan::at(std::uint64_t point, sim::Variations& variations) const {
    auto varied = variations.with(points_.overrides(point));
    // Outputs of the same run are others under another attrition.
    varied.fingerprint = core::digest_of(varied.fingerprint + study_->attrition);
    expect_days(measurement_, varied.scenario);
    prepare(varied.scenario, measurement_);
    return varied;
}

} // namespace study
