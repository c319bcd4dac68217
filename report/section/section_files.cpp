#include "core/csv_writer.hpp"
#include "report/section/section_formats.hpp"
#include "report/text/json_writer.hpp"

#include <cmath>
#include <sstream>

namespace report {
namespace {

void write_text(JsonWriter& json, char const* key, std::string const& text) {
    if (!text.empty()) {
        json.member(key, text);
    }
}

void write_value(JsonWriter& json, Measure const& measure, analysis::Estimate const& estimate) {
    if (!has_limits(measure.shown)) {
        json.member(measure.name, estimate.value);
        return;
    }
    json.key(measure.name)
        .begin_object()
        .member("value", estimate.value)
        .member("low", estimate.low)
        .member("high", estimate.high)
        .member("standard_error", estimate.standard_error)
        .end_object();
}

void write_finding(JsonWriter& json, Section const& section, Finding const& finding) {
    json.begin_object();
    write_text(json, "group", finding.group);
    write_text(json, "against", finding.against);
    write_text(json, "of", finding.of);
    if (!std::isnan(finding.at)) {
        json.member("at", finding.at);
    }
    for (std::size_t m = 0; m < section.measures.size(); ++m) {
        write_value(json, section.measures[m], finding.values[m]);
    }
    write_text(json, "note", finding.note);
    json.end_object();
}

void write_section(JsonWriter& json, Section const& section) {
    json.key(section.name).begin_object().member("title", section.title);
    json.key("notes").begin_array();
    for (auto const& note : section.notes) {
        json.value(note);
    }
    json.end_array().key("rows").begin_array();
    for (auto const& finding : section.findings) {
        write_finding(json, section, finding);
    }
    json.end_array().end_object();
}

} // namespace

void write_sections(JsonWriter& json, std::vector<Section> const& sections) {
    json.begin_object();
    for (auto const& section : sections) {
        write_section(json, section);
    }
    json.end_object();
}

std::string sections_json(std::vector<Section> const& sections, Facts const& facts) {
    JsonWriter json;
    json.begin_object().key("facts").begin_object();
    for (auto const& [name, value] : facts) {
        json.member(name, value);
    }
    write_sections(json.end_object().key("sections"), sections);
    return json.end_object().str();
}

std::string sections_csv(std::vector<Section> const& sections) {
    std::ostringstream out;
    core::CsvWriter csv(out);
    for (auto const* name : {"section", "group", "against", "of", "at", "measure", "value", "low",
                             "high", "standard_error"}) {
        csv.cell(name);
    }
    csv.end_row();
    for (auto const& section : sections) {
        for (auto const& finding : section.findings) {
            for (std::size_t m = 0; m < section.measures.size(); ++m) {
                auto const& value = finding.values[m];
                csv.cell(section.name).cell(finding.group).cell(finding.against).cell(finding.of);
                csv.cell(finding.at).cell(section.measures[m].name);
                csv.cell(value.value).cell(value.low).cell(value.high).cell(value.standard_error);
                csv.end_row();
            }
        }
    }
    return out.str();
}

} // namespace report
