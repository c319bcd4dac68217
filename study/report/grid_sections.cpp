#include "analysis/sensitivity/grid_indices.hpp"
#include "study/report/ranking.hpp"
#include "study/report/report_sections.hpp"

#include <fmt/format.h>

namespace study {
namespace {

std::string noise_note(bool without_noise) {
    return without_noise ? "The noise of luck is taken out, so that an index may lie below 0: read "
                           "its interval, Student's over the replicates."
                         : "Of these lucks, their noise left in: from 3 replicates on it is taken "
                           "out, and there are intervals.";
}

} // namespace

std::vector<report::Section> grid_sections(StudyAnswers const& answers,
                                           std::vector<std::size_t> const& levels) {
    report::Section shares{"grid_indices",
                           "Shares of the variance over the grid: of a factor alone, and "
                           "with all its interactions"};
    shares.group_heading = "output";
    shares.of_heading = "factor";
    shares.measures = {{"first", "first (95%)", report::Shown::index},
                       {"total", "total (95%)", report::Shown::index}};
    report::Section pairs{"grid_interactions",
                          "Shares of the variance that two factors have together"};
    pairs.group_heading = "output";
    pairs.of_heading = "factors";
    pairs.measures = {{"share", "share (95%)", report::Shown::index}};
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const indices = analysis::grid_indices(levels, answers.runs[o]);
        std::vector<report::Finding> mains;
        for (std::size_t f = 0; f < answers.factors.size(); ++f) {
            mains.push_back({.group = answers.outputs[o],
                             .of = answers.factors[f],
                             .values = {indices.first[f], indices.total[f]}});
        }
        std::vector<report::Finding> together;
        for (auto const& pair : indices.pairs) {
            together.push_back({.group = answers.outputs[o],
                                .of = fmt::format("{} x {}", answers.factors[pair.first],
                                                  answers.factors[pair.second]),
                                .values = {pair.index}});
        }
        sort_by_size(mains, 1);
        sort_by_size(together, 0);
        append(shares.findings, mains);
        append(pairs.findings, together);
        if (o == 0) {
            shares.notes.push_back(noise_note(indices.without_noise));
        }
    }
    std::vector<report::Section> sections{shares};
    if (!pairs.findings.empty()) {
        sections.push_back(pairs);
    }
    return sections;
}

} // namespace study
