#pragma once

#include "report/section/section_formats.hpp"
#include "sim/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cli {

/// Declares --format table|json|csv.
void add_format(CLI::App& command, std::string& format);

/// Prints sections in that format. @param picture  put above the tables, which are for people
void print_sections(std::vector<report::Section> const& sections, report::Facts const& facts,
                    std::string const& format, std::string const& picture = "");

/// The results that the user named; none, and said why, when they cannot be used.
[[nodiscard]] std::optional<sim::Record> usable_record(std::string const& path);

} // namespace cli
