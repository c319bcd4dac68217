#include "sim/show/bars.hpp"
#include "sim/show/drawn_cohort.hpp"
#include "sim/show/names.hpp"
#include "sim/show/page.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sim {

namespace {

/// Three decimals for what is small, one for what is large.
std::string number(double x) {
    return std::abs(x) < 10.0 ? fmt::format("{:.3f}", x) : fmt::format("{:.1f}", x);
}

void write_numbers(Page& page, DrawnCohort const& drawn) {
    report::TextTable table({{"trait", report::Align::left},
                             {"mean", report::Align::right},
                             {"asked", report::Align::right},
                             {"sd", report::Align::right},
                             {"asked", report::Align::right},
                             {"range", report::Align::right},
                             {"", report::Align::left}},
                            2);
    for (auto const& trait : drawn.traits) {
        if (trait.levels.empty()) {
            table.add_row({in_words(trait.trait->name), number(trait.mean),
                           number(trait.asked.mean), number(trait.sd), number(trait.asked.sd),
                           fmt::format("{:.2f} .. {:.2f}", trait.low, trait.high),
                           sparkline(trait.histogram.shares)});
        }
    }
    if (!table.empty()) {
        page.heading("Numbers");
        page.paragraph("Bars: how many people between the 0.5% and the 99.5% quantile.");
        page.table(table);
    }
}

void write_levels(Page& page, DrawnCohort const& drawn) {
    report::TextTable table({{"trait", report::Align::left},
                             {"level", report::Align::left},
                             {"people", report::Align::right},
                             {"asked", report::Align::right},
                             {"", report::Align::left}},
                            2);
    bool any_depends = false;
    for (auto const& trait : drawn.traits) {
        any_depends = any_depends || trait.asked.depends;
        for (std::size_t l = 0; l < trait.levels.size(); ++l) {
            table.add_row({l == 0 ? in_words(trait.trait->name) : "", in_words(trait.levels[l]),
                           fmt::format("{:.1f}%", 100.0 * trait.shares[l]),
                           fmt::format("{:.1f}%{}", 100.0 * trait.asked.shares[l],
                                       trait.asked.depends ? "*" : " "),
                           bar(trait.shares[l], 20)});
        }
    }
    if (!table.empty()) {
        page.heading("Yes or no, and categories");
        page.table(table);
        if (any_depends) {
            page.paragraph("* of who has log odds 0: other traits move it from person to person.",
                           2);
        }
    }
}

void write_correlations(Page& page, DrawnCohort const& drawn) {
    if (drawn.correlations.empty()) {
        return;
    }
    page.heading("Correlations of normal scores");
    report::TextTable table({{"between", report::Align::left},
                             {"asked", report::Align::right},
                             {"realised", report::Align::right},
                             {"difference", report::Align::right}},
                            2);
    bool tied = false;
    for (auto const& pair : drawn.correlations) {
        if (pair.tied && !tied && !table.empty()) {
            table.add_rule();
        }
        tied = pair.tied;
        table.add_row({fmt::format("{}, {}{}", in_words(pair.first), in_words(pair.second),
                                   pair.tied ? "*" : ""),
                       fmt::format("{:+.3f}", pair.asked), fmt::format("{:+.3f}", pair.realised),
                       fmt::format("{:+.3f}", pair.realised - pair.asked)});
    }
    page.table(table);
    page.paragraph(fmt::format("By chance a difference of {:.3f} is usual with {} people.",
                               1.0 / std::sqrt(static_cast<double>(drawn.people.users)),
                               drawn.people.users),
                   2);
    if (tied) {
        page.paragraph("* one of the two is yes/no or a category: many people share one score, so "
                       "that less comes out than was asked.",
                       2);
    }
}

void write_traits(Page& page, DrawnCohort const& drawn) {
    page.heading("What was asked for");
    for (auto const& trait : drawn.traits) {
        auto const& of = *trait.trait;
        page.item(fmt::format("{} [{}]: {}; {}{}", in_words(of.name), of.unit, of.describes,
                              in_words(of.marginal), of.source.empty() ? "" : ". " + of.source));
    }
}

} // namespace

std::string cohort_text(DrawnCohort const& drawn, std::size_t width) {
    Page page(width);
    page.title(drawn.cohort.name);
    page.paragraph(drawn.cohort.describes);
    page.paragraph(
        fmt::format("{} people were drawn with seed {}.", drawn.people.users, drawn.seed));
    write_numbers(page, drawn);
    write_levels(page, drawn);
    write_correlations(page, drawn);
    write_traits(page, drawn);
    return page.str();
}

} // namespace sim
