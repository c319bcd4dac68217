#include "core/contract.hpp"
#include "report/text/json_writer.hpp"
#include "sim/show/bars.hpp"
#include "sim/show/design_words.hpp"
#include "sim/show/names.hpp"
#include "sim/show/page.hpp"
#include "sim/show/show.hpp"

#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sim {

namespace {

void write_features(Page& page, agents::Design const& design, agents::Theory const& theory) {
    page.heading("Features");
    report::TextTable table({{"feature", report::Align::left},
                             {"", report::Align::left},
                             {"", report::Align::right},
                             {"", report::Align::left}},
                            2);
    std::vector<std::string> absent;
    for (std::size_t f = 0; f < theory.features.size(); ++f) {
        auto const& feature = theory.features[f];
        double const degree = design.features[f];
        if (degree == 0.0) {
            absent.push_back(in_words(feature.name));
        } else {
            table.add_row({in_words(feature.name), bar(degree, 20), fmt::format("{:.2f}", degree),
                           feature.describes});
        }
    }
    if (!table.empty()) {
        page.table(table);
    }
    if (!absent.empty()) {
        page.paragraph(fmt::format("Absent: {}.", fmt::join(absent, ", ")), 2);
    }
}

void write_availability(Page& page, agents::Design const& design) {
    page.heading("When it can be used");
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        page.labelled(agents::day_part_names[p],
                      fmt::format("{} {:.0f}% of attempts get through",
                                  bar(design.availability[p], 20), 100.0 * design.availability[p]),
                      2, 14);
    }
    page.paragraph(design.reliability == 1.0 ? "It never fails for a whole day."
                                             : fmt::format("It works for a user on {:g}% of days.",
                                                           100.0 * design.reliability),
                   2);
    page.heading("Prompts");
    page.paragraph(in_words(design.prompts), 2);
}

/// "From day 14 on, for good."
std::string sentence(std::string words) {
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words + ".";
}

void write_stages(Page& page, agents::Design const& design, agents::Theory const& theory) {
    if (design.stages.empty()) {
        return;
    }
    page.heading("Stages");
    page.paragraph("Every morning, who is in none enters the first of these whose rule holds.", 2);
    for (auto const& stage : design.stages) {
        page.paragraph(stage.name, 2);
        page.paragraph(sentence(in_words(stage.when) + ", " + end_in_words(stage)), 4);
        auto const changes = differences(stage, design, theory);
        for (auto const& change : changes) {
            page.paragraph(change.what == "prompts"
                               ? "prompts: " + change.here
                               : fmt::format("{}: {} instead of {}", in_words(change.what),
                                             change.here, change.there),
                           4);
        }
        if (changes.empty()) {
            page.paragraph("Changes nothing: the design is like that already.", 4);
        }
    }
}

void write_differences(Page& page, agents::Design const& design, agents::Design const& extended,
                       agents::Theory const& theory) {
    page.heading("What differs from " + extended.name);
    auto const found = differences(design, extended, theory);
    report::TextTable table({{"what", report::Align::left},
                             {"there", report::Align::right},
                             {"here", report::Align::right}},
                            2);
    auto const in_sentences = [](DesignDifference const& difference) {
        return difference.what == "prompts" || difference.what == "stages";
    };
    for (auto const& difference : found) {
        if (!in_sentences(difference)) {
            table.add_row({in_words(difference.what), difference.there, difference.here});
        }
    }
    if (!table.empty()) {
        page.table(table);
    }
    for (auto const& difference : found) {
        if (in_sentences(difference)) {
            page.paragraph(difference.what + " there: " + difference.there, 2);
            page.paragraph(difference.what + " here: " + difference.here, 2);
        }
    }
    if (found.empty()) {
        page.paragraph("Nothing but the name.", 2);
    }
}

std::string design_text(agents::Design const& design, agents::Theory const& theory,
                        agents::Design const* extended, std::size_t width) {
    Page page(width);
    page.title(design.name);
    page.paragraph(design.describes);
    if (!design.extends.empty()) {
        page.paragraph("Extends " + design.extends);
    }
    write_features(page, design, theory);
    write_availability(page, design);
    write_stages(page, design, theory);
    if (extended != nullptr) {
        write_differences(page, design, *extended, theory);
    }
    return page.str();
}

void prompts_json(report::JsonWriter& json, agents::Prompts const& prompts) {
    json.key("prompts").begin_object().member("policy", name_of(prompts.policy));
    json.member("in_words", in_words(prompts)).key("at").begin_array();
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        if (prompts.at[p]) {
            json.value(agents::day_part_names[p]);
        }
    }
    json.end_array().member("probability", prompts.probability);
    json.member("threshold", prompts.threshold).member("idle_days", prompts.idle_days);
    json.member("prompts_a_day", prompts.prompts_a_day);
    json.key("prior").begin_object();
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        json.key(agents::day_part_names[p]).begin_object();
        json.member("answered", prompts.prior_answered[p]);
        json.member("ignored", prompts.prior_ignored[p]).end_object();
    }
    json.end_object().member("forgetting", prompts.forgetting);
    json.member("cap_a_day", prompts.cap_a_day);
    json.member("stop_after_ignored", prompts.stop_after_ignored).end_object();
}

void stages_json(report::JsonWriter& json, agents::Design const& design,
                 agents::Theory const& theory) {
    json.key("stages").begin_array();
    for (auto const& stage : design.stages) {
        json.begin_object().member("name", stage.name).member("when", in_words(stage.when));
        json.member("until", end_in_words(stage)).key("changes").begin_array();
        for (auto const& change : differences(stage, design, theory)) {
            json.begin_object().member("what", change.what);
            json.member("here", change.here).member("there", change.there).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

std::string design_json(agents::Design const& design, agents::Theory const& theory,
                        agents::Design const* extended) {
    report::JsonWriter json;
    json.begin_object().member("name", design.name).member("describes", design.describes);
    json.member("extends", design.extends).key("features").begin_object();
    for (std::size_t f = 0; f < theory.features.size(); ++f) {
        json.member(theory.features[f].name, design.features[f]);
    }
    json.end_object().key("availability").begin_object();
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        json.member(agents::day_part_names[p], design.availability[p]);
    }
    json.end_object().member("reliability", design.reliability);
    prompts_json(json, design.prompts);
    stages_json(json, design, theory);
    json.key("differs").begin_array();
    if (extended != nullptr) {
        for (auto const& difference : differences(design, *extended, theory)) {
            json.begin_object().member("what", difference.what);
            json.member("here", difference.here).member("there", difference.there).end_object();
        }
    }
    return json.end_array().end_object().str();
}

} // namespace

std::string show_design(agents::Design const& design, agents::Theory const& theory,
                        agents::Design const* extended, ShowFormat format, std::size_t width) {
    HOLDFAST_EXPECT(design.features.size() == theory.features.size());
    HOLDFAST_EXPECT(format == ShowFormat::text || format == ShowFormat::json);
    return format == ShowFormat::json ? design_json(design, theory, extended)
                                      : design_text(design, theory, extended, width);
}

} // namespace sim
