#include "study/running/verdict.hpp"

#include "report/text/estimate_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace study {
namespace {

/// "point 4 (voice 1, intent 0.3), restricted_mean@90:human-voice"
std::string system_text(StudyPlan const& plan, std::size_t system) {
    constexpr std::size_t most_factors = 6;
    auto const& watched = plan.watched();
    auto const point = system / watched.size();
    auto const values = plan.points().values(point);
    std::string factors;
    for (std::size_t f = 0; f < std::min(most_factors, values.size()); ++f) {
        factors += fmt::format("{}{} {}", f == 0 ? "" : ", ", plan.study().factors[f].name,
                               values[f].empty() ? "-" : values[f]);
    }
    return fmt::format("point {} ({}), {}", point, factors,
                       plan.measurement().outputs[watched[system % watched.size()]].name);
}

std::string precision_text(StudyPlan const& plan, Stopping const& stopping, double half_width) {
    auto const points = plan.points().size();
    std::uint64_t reached = 0;
    std::uint64_t at_the_end = 0;
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t most = 0;
    for (std::uint64_t p = 0; p < points; ++p) {
        auto const count = stopping.counting(p);
        if (stopping.reached(p)) {
            ++reached;
            least = std::min(least, count);
            most = std::max(most, count);
        } else {
            at_the_end += count >= plan.study().replicates ? 1U : 0U;
        }
    }
    auto text = fmt::format("Known to within ±{:g} at {} of {} points", half_width,
                            report::count_text(reached), report::count_text(points));
    text += reached == 0    ? std::string()
            : least == most ? fmt::format(", after {} replicates", least)
                            : fmt::format(", after {} to {} replicates", least, most);
    return text + (at_the_end == 0
                       ? std::string(".\n")
                       : fmt::format("; not at {}, which have had all {} replicates: ask for more, "
                                     "or for less precision.\n",
                                     report::count_text(at_the_end), plan.study().replicates));
}

/// Who cannot be told from the one that was chosen.
std::string ties_text(StudyPlan const& plan, std::vector<std::size_t> const& same) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, same.size()); ++i) {
        text += fmt::format("{}{}", i == 0 ? "The same in every replicate: " : "; ",
                            system_text(plan, same[i]));
    }
    if (same.size() > shown) {
        text += fmt::format("; and {} more", report::count_text(same.size() - shown));
    }
    return text + (text.empty() ? "" : ".\n");
}

std::string choice_text(StudyPlan const& plan, Stopping const& stopping, UntilBest const& best) {
    auto const& choice = *stopping.choice();
    std::uint64_t spent = 0;
    auto const watched = plan.watched().size();
    for (std::size_t s = 0; s < choice.spent.size(); s += watched) {
        spent += *std::max_element(choice.spent.begin() + static_cast<std::ptrdiff_t>(s),
                                   choice.spent.begin() + static_cast<std::ptrdiff_t>(s + watched));
    }
    auto const systems = plan.points().size() * watched;
    auto const runs =
        fmt::format("{} runs, up to {} replicates", report::count_text(spent), choice.replicates);
    switch (choice.status) {
    case analysis::BestOfStatus::chosen:
        return fmt::format(
            "Best of {}: {}. Where it is at least {:g} better than all others, it is "
            "found with a chance of {:g} or more. {}.\n{}",
            report::count_text(systems), system_text(plan, *choice.best), best.indifference,
            best.confidence, runs, ties_text(plan, stopping.same_as_best()));
    case analysis::BestOfStatus::more:
        return choice.best
                   ? fmt::format("Not decided: {} of {} are still in, ahead {}. {}.\n",
                                 report::count_text(choice.in.size()), report::count_text(systems),
                                 system_text(plan, *choice.best), runs)
                   : std::string("Not decided: no replicate is there of all points yet.\n");
    case analysis::BestOfStatus::missing:
        break;
    }
    return fmt::format("Not to be decided: one that is still in has no number in replicate {}.\n",
                       choice.replicates);
}

} // namespace

std::string verdict_text(StudyPlan const& plan, Stopping const& stopping) {
    if (!plan.study().until) {
        return "";
    }
    auto const& goal = plan.study().until->goal;
    if (auto const* best = std::get_if<UntilBest>(&goal)) {
        return choice_text(plan, stopping, *best);
    }
    return precision_text(plan, stopping, std::get<UntilPrecise>(goal).half_width);
}

} // namespace study
