#include "cli/section_output.hpp"

#include "cli/output.hpp"
#include "core/mistakes.hpp"
#include "report/text/text_table.hpp"
#include "sim/record_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace cli {

void add_format(CLI::App& command, std::string& format) {
    command.add_option("--format", format, "table, json or csv")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->group("Output");
}

void print_sections(std::vector<report::Section> const& sections, report::Facts const& facts,
                    std::string const& format, std::string const& picture) {
    if (format == "json") {
        print(report::sections_json(sections, facts));
    } else if (format == "csv") {
        print(report::sections_csv(sections));
    } else {
        print(picture + report::sections_text(sections, report::terminal_width(120)));
    }
}

std::optional<sim::Record> usable_record(std::string const& path) {
    try {
        return sim::read_record(path);
    } catch (core::IoError const& error) {
        say(fmt::format("{}\n", error.what()));
        return std::nullopt;
    }
}

} // namespace cli
