#include "core/csv_writer.hpp"
#include "report/text/json_writer.hpp"
#include "sim/show/drawn_cohort.hpp"

#include <fmt/format.h>

#include <sstream>

namespace sim {

namespace {

void numbers(report::JsonWriter& json, DrawnTrait const& trait) {
    json.key("asked").begin_object().member("mean", trait.asked.mean);
    json.member("sd", trait.asked.sd).end_object();
    json.key("realised").begin_object().member("mean", trait.mean).member("sd", trait.sd);
    json.member("low", trait.low).member("high", trait.high);
    json.key("histogram").begin_object().key("edges").begin_array();
    for (double const edge : trait.histogram.edges) {
        json.value(edge);
    }
    json.end_array().key("shares").begin_array();
    for (double const share : trait.histogram.shares) {
        json.value(share);
    }
    json.end_array().end_object().end_object();
}

void shares(report::JsonWriter& json, std::string_view key, std::vector<std::string> const& levels,
            std::vector<double> const& shares) {
    json.key(key).begin_object();
    for (std::size_t l = 0; l < levels.size(); ++l) {
        json.member(levels[l], shares[l]);
    }
    json.end_object();
}

} // namespace

std::string cohort_json(DrawnCohort const& drawn) {
    report::JsonWriter json;
    json.begin_object().member("name", drawn.cohort.name);
    json.member("describes", drawn.cohort.describes);
    json.member("people", std::uint64_t{drawn.people.users}).member("seed", drawn.seed);
    json.key("traits").begin_array();
    for (auto const& trait : drawn.traits) {
        json.begin_object().member("name", trait.trait->name).member("unit", trait.trait->unit);
        json.member("describes", trait.trait->describes).member("source", trait.trait->source);
        json.member("marginal", in_words(trait.trait->marginal));
        json.member("depends_on_others", trait.asked.depends);
        if (trait.levels.empty()) {
            numbers(json, trait);
        } else {
            shares(json, "asked", trait.levels, trait.asked.shares);
            shares(json, "realised", trait.levels, trait.shares);
        }
        json.end_object();
    }
    json.end_array().key("correlations").begin_array();
    for (auto const& pair : drawn.correlations) {
        json.begin_object().key("between").begin_array().value(pair.first).value(pair.second);
        json.end_array().member("asked", pair.asked).member("realised", pair.realised);
        json.member("kind", pair.tied ? "tied" : "continuous").end_object();
    }
    return json.end_array().end_object().str();
}

std::string cohort_csv(DrawnCohort const& drawn) {
    std::ostringstream out;
    core::CsvWriter csv(out);
    csv.cell("user");
    for (auto const& column : drawn.people.traits) {
        csv.cell(column.name);
    }
    csv.end_row();
    for (std::size_t i = 0; i < drawn.people.users; ++i) {
        csv.cell(std::uint64_t{i});
        for (auto const& column : drawn.people.traits) {
            float const value = column.values[i];
            // As single precision, since its digits as a double would suggest more than was drawn.
            column.levels.empty() ? csv.cell(fmt::format("{}", value))
                                  : csv.cell(column.levels[static_cast<std::size_t>(value)]);
        }
        csv.end_row();
    }
    return std::move(out).str();
}

} // namespace sim
