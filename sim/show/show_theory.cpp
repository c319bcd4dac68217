#include "sim/show/show.hpp"

#include "core/contract.hpp"
#include "sim/show/map_dot.hpp"
#include "sim/show/map_svg.hpp"
#include "sim/show/names.hpp"
#include "sim/show/relation_words.hpp"
#include "sim/show/theory_sections.hpp"

#include <fmt/format.h>

namespace sim {

namespace {

void write_what_is_left(Page& page, ShownTheory const& shown, agents::SaidBy at_least) {
    page.blank();
    page.paragraph(
        fmt::format("Only relations that rest on {}, or better, count here: {} of {} are "
                    "left (those without a relation of the source behind them stay). "
                    "The {} that were dropped are listed at the end.",
                    in_words(at_least), shown.relations.size(),
                    shown.relations.size() + shown.dropped.size(), shown.dropped.size()));
}

void write_dropped(Page& page, ShownTheory const& shown) {
    page.heading("What was dropped");
    for (auto const& relation : shown.dropped) {
        page.item(fmt::format("{} → {} {:+g} {}", in_words(relation.from),
                              target_in_words(relation), relation.weight.value,
                              provenance(relation.weight)));
    }
}

std::string theory_text(ShownTheory const& shown, ShowTheoryOptions const& options) {
    auto const& theory = shown.theory;
    Page page(options.width);
    page.title(theory.name);
    page.paragraph(theory.describes);
    if (!theory.source.empty()) {
        page.paragraph("Source: " + theory.source);
    }
    if (options.at_least) {
        write_what_is_left(page, shown, *options.at_least);
    }
    write_alliance(page, theory);
    write_map(page, shown);
    write_cycles(page, shown);
    write_paths(page, shown, options.strongest);
    write_support(page, shown);
    write_what_moves_what(page, shown);
    write_events(page, shown);
    write_rates(page, theory);
    write_instruments(page, theory);
    write_left_out(page, theory);
    if (!shown.dropped.empty()) {
        write_dropped(page, shown);
    }
    return page.str();
}

std::string remark(ShownTheory const& shown, ShowTheoryOptions const& options) {
    auto text = fmt::format("{} subthemes, {} influences, spectral radius {:.2f}",
                            shown.theory.subthemes.size(), shown.map.influences().size(),
                            agents::spectral_radius(shown.theory));
    if (options.at_least) {
        text += fmt::format("; only {} or better", in_words(*options.at_least));
    }
    return text;
}

} // namespace

ShownTheory::ShownTheory(agents::Theory const& whole, std::optional<agents::SaidBy> at_least)
    : theory(at_least ? agents::supported_at_least(whole, *at_least) : whole), map(theory) {
    for (auto& relation : agents::relations(whole)) {
        bool const keep = !at_least || agents::kept(relation.weight, *at_least);
        (keep ? relations : dropped).push_back(std::move(relation));
    }
}

std::string show_theory(agents::Theory const& theory, ShowTheoryOptions const& options) {
    ShownTheory const shown(theory, options.at_least);
    switch (options.format) {
    case ShowFormat::text:
        return theory_text(shown, options);
    case ShowFormat::json:
        return theory_json(shown, options);
    case ShowFormat::dot:
        return map_dot(shown.theory, shown.map);
    case ShowFormat::svg:
        return map_svg(shown.theory, remark(shown, options));
    case ShowFormat::csv:
        break;
    }
    HOLDFAST_EXPECT(false && "a theory has no such format");
    return {};
}

} // namespace sim
