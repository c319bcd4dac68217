#include "analysis/regions/decision_tree.hpp"
#include "analysis/regions/prim_box.hpp"
#include "study/report/flip.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace study {
namespace {

/// Fewer points on one side are not worth looking for.
constexpr std::size_t fewest_of_a_side = 5;

/// 1, 0 or NaN at each point.
std::vector<double> answers_of(StudyAnswers const& answers, Flip const& flip) {
    auto const left = answers.response(flip.output).mean();
    std::vector<double> yes(static_cast<std::size_t>(left.size()));
    Eigen::VectorXd const right = flip.other ? answers.response(*flip.other).mean()
                                             : Eigen::VectorXd::Constant(left.size(), flip.number);
    for (Eigen::Index i = 0; i < left.size(); ++i) {
        bool const known = std::isfinite(left[i]) && std::isfinite(right[i]);
        bool const holds = flip.above ? left[i] > right[i] : left[i] < right[i];
        yes[static_cast<std::size_t>(i)] = !known ? analysis::undefined : holds ? 1.0 : 0.0;
    }
    return yes;
}

/// "kind is rich or plain": levels that are words, whose numbers lie in a range.
std::string words_text(StudyAnswers const& answers, analysis::FactorRange const& range) {
    std::vector<std::string> words;
    auto const& labels = answers.labels[range.factor];
    for (std::size_t l = 0; l < labels.size(); ++l) {
        auto const value = static_cast<double>(l);
        if (range.holds(value)) {
            words.push_back(labels[l]);
        }
    }
    return fmt::format("{} is {}", answers.factors[range.factor], fmt::join(words, " or "));
}

std::string range_text(StudyAnswers const& answers, analysis::FactorRange const& range) {
    auto const& name = answers.factors[range.factor];
    if (!answers.labels[range.factor].empty()) {
        return words_text(answers, range);
    }
    if (std::isinf(range.at_least)) {
        return fmt::format("{} < {:.4g}", name, range.below);
    }
    if (std::isinf(range.below)) {
        return fmt::format("{} >= {:.4g}", name, range.at_least);
    }
    return fmt::format("{:.4g} <= {} < {:.4g}", range.at_least, name, range.below);
}

std::string ranges_text(StudyAnswers const& answers,
                        std::vector<analysis::FactorRange> const& ranges) {
    std::string text;
    for (auto const& range : ranges) {
        text += (text.empty() ? "" : " and ") + range_text(answers, range);
    }
    return text.empty() ? "anywhere" : text;
}

void add_tree(report::Section& section, StudyAnswers const& answers, Flip const& flip,
              std::vector<double> const& yes) {
    auto const tree = analysis::decision_tree(answers.values, yes, {});
    for (auto const& leaf : tree.leaves) {
        section.findings.push_back({.group = flip.text,
                                    .of = ranges_text(answers, leaf.conditions),
                                    .values = {leaf.outcome, report::plain(leaf.points)}});
    }
    section.notes.push_back(
        tree.leaves.size() == 1
            ? fmt::format("{}: no condition stood up to the cross-validation.", flip.text)
            : fmt::format("{}: wrong at {:.0f}% of points not used in growing; the commoner answer "
                          "alone at {:.0f}%.",
                          flip.text, 100.0 * tree.wrong, 100.0 * tree.guess_wrong));
}

/// A box of the factors whose ranges stand up: with many factors chance alone restricts some, so
/// that the half whose ranges do least is left out, and the box sought again, until all do much.
analysis::Prim plain_box(Eigen::MatrixXd const& values, std::vector<double> const& yes) {
    constexpr double most_p = 0.001;
    std::vector<Eigen::Index> kept(static_cast<std::size_t>(values.cols()));
    std::iota(kept.begin(), kept.end(), Eigen::Index{0});
    while (true) {
        auto prim = analysis::prim_box(values(Eigen::all, kept), yes, {});
        auto ranges = prim.restrictions;
        std::sort(ranges.begin(), ranges.end(),
                  [](auto const& a, auto const& b) { return a.p < b.p; });
        if (ranges.empty() || ranges.back().p < most_p) {
            for (auto& range : prim.box.ranges) {
                range.factor = static_cast<std::size_t>(kept[range.factor]);
            }
            return prim;
        }
        if (ranges.size() == 1) {
            prim.box.ranges.clear();
            return prim;
        }
        ranges.resize(ranges.size() / 2);
        std::vector<Eigen::Index> best;
        for (auto const& range : ranges) {
            best.push_back(kept[range.factor]);
        }
        kept = std::move(best);
    }
}

void add_box(report::Section& section, StudyAnswers const& answers, Flip const& flip,
             std::vector<double> yes, bool rarer_is_yes) {
    if (!rarer_is_yes) {
        for (double& answer : yes) {
            answer = 1.0 - answer;
        }
    }
    auto const prim = plain_box(answers.values, yes);
    auto const question = fmt::format("{}: {}", flip.text, rarer_is_yes ? "yes" : "no");
    if (prim.box.ranges.empty()) {
        section.notes.push_back(question + ": no range of any factor stands out.");
        return;
    }
    section.findings.push_back(
        {.group = question,
         .of = ranges_text(answers, prim.box.ranges),
         .values = {prim.box.density, report::plain(100.0 * prim.box.coverage),
                    report::plain(prim.box.points)}});
}

report::Section tree_section() {
    report::Section section{"flip_tree", "Where the answer flips: a tree over the points"};
    section.group_heading = "question";
    section.of_heading = "where";
    section.measures = {{"share", "% yes (95%)", report::Shown::share},
                        {"points", "points", report::Shown::count}};
    return section;
}

report::Section box_section() {
    report::Section section{
        "flip_box", "Where the rarer answer is frequent: a box (PRIM), of ranges each of which "
                    "chance alone would hardly make (p < 0.001)"};
    section.group_heading = "question";
    section.of_heading = "where";
    section.measures = {{"density", "% of that answer (95%)", report::Shown::share},
                        {"coverage", "% of all of them", report::Shown::statistic},
                        {"points", "points", report::Shown::count}};
    return section;
}

} // namespace

std::vector<report::Section> flip_sections(StudyAnswers const& answers,
                                           std::vector<Flip> const& flips) {
    auto trees = tree_section();
    auto boxes = box_section();
    for (auto const& flip : flips) {
        auto const yes = answers_of(answers, flip);
        auto const ones = static_cast<std::size_t>(std::count(yes.begin(), yes.end(), 1.0));
        auto const zeros = static_cast<std::size_t>(std::count(yes.begin(), yes.end(), 0.0));
        if (std::min(ones, zeros) < fewest_of_a_side) {
            trees.notes.push_back(fmt::format(
                "{}: yes at {} of {} points, {}.", flip.text, ones, ones + zeros,
                ones == 0 || zeros == 0
                    ? std::string("so there is no flip to look for")
                    : fmt::format("and fewer than {} on a side are too few to look where it flips",
                                  fewest_of_a_side)));
            continue;
        }
        add_tree(trees, answers, flip, yes);
        add_box(boxes, answers, flip, yes, ones <= zeros);
    }
    std::vector<report::Section> sections;
    if (!flips.empty()) {
        trees.notes.emplace_back("Limits know nothing of the search that found a place: they are "
                                 "too narrow.");
        sections.push_back(trees);
    }
    if (!boxes.findings.empty() || !boxes.notes.empty()) {
        sections.push_back(boxes);
    }
    return sections;
}

} // namespace study
