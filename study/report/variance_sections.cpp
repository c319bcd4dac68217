#include "analysis/sensitivity/sobol_indices.hpp"
#include "study/report/ranking.hpp"
#include "study/report/report_sections.hpp"

#include <fmt/format.h>

namespace study {

std::vector<report::Section> sobol_sections(StudyAnswers const& answers,
                                            analysis::SaltelliPoints const& design) {
    report::Section shares{"sobol_indices",
                           "Sobol' indices: the share of the variance due to a factor "
                           "alone, and with all its interactions"};
    shares.group_heading = "output";
    shares.of_heading = "factor";
    shares.measures = {{"first", "first (95%)", report::Shown::index},
                       {"total", "total (95%)", report::Shown::index}};
    shares.notes = {"The noise of luck is taken out where there are replicates. An index may lie "
                    "below 0 by chance: read its interval, a bootstrap over blocks, and from 3 "
                    "replicates on of luck."};
    report::Section pairs{"sobol_interactions", "Sobol' indices of the second order"};
    pairs.group_heading = "output";
    pairs.of_heading = "factors";
    pairs.measures = {{"share", "share (95%)", report::Shown::index}};
    for (std::size_t o = 0; o < answers.outputs.size(); ++o) {
        auto const indices = analysis::sobol_indices(design, answers.response(o));
        std::vector<report::Finding> rows;
        for (std::size_t f = 0; f < indices.first.size(); ++f) {
            rows.push_back({.group = answers.outputs[o],
                            .of = answers.factors[f],
                            .values = {indices.first[f], indices.total[f]}});
        }
        std::vector<report::Finding> together;
        for (auto const& pair : indices.second) {
            together.push_back({.group = answers.outputs[o],
                                .of = fmt::format("{} x {}", answers.factors[pair.first],
                                                  answers.factors[pair.second]),
                                .values = {pair.index}});
        }
        sort_by_size(rows, 1);
        sort_by_size(together, 0);
        append(shares.findings, rows);
        append(pairs.findings, together);
        if (indices.left_out > 0) {
            shares.notes.push_back(fmt::format("{}: {} of {} blocks lack a number.",
                                               answers.outputs[o], indices.left_out,
                                               indices.left_out + indices.blocks));
        }
    }
    std::vector<report::Section> sections{shares};
    if (!pairs.findings.empty()) {
        sections.push_back(pairs);
    }
    return sections;
}

} // namespace study
