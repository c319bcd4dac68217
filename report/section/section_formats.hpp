#pragma once

#include "report/section/section.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace report {

class JsonWriter;

/// Facts about the whole, in order: {"file", "lung.csv"}, {"level", "0.95"}.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// Tables with their titles and notes. @param width  columns
[[nodiscard]] std::string sections_text(std::vector<Section> const& sections, std::size_t width);

/// {"facts": {...}, "sections": {NAME: {"title", "notes", "rows": [{"group", "against", "of", "at",
/// MEASURE: number or {"value", "low", "high", "standard_error"}, "note"}]}}}
/// Keys that say nothing are left out.
[[nodiscard]] std::string sections_json(std::vector<Section> const& sections, Facts const& facts);

/// The object of the key "sections" alone, as the value of the key that was written last.
void write_sections(JsonWriter& json, std::vector<Section> const& sections);

/// Tidy: a row for every number, with the columns
/// section,group,against,of,at,quantity,value,low,high,standard_error
[[nodiscard]] std::string sections_csv(std::vector<Section> const& sections);

} // namespace report
