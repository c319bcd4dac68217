#include "sim/cli/section_output.hpp"

#include "core/mistakes.hpp"
#include "sim/cli/output.hpp"
#include "sim/record_file.hpp"
#include "sim/report/text_table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace cli {

void add_format(CLI::App& command, std::string& format) {
    command.add_option("--format", format, "table, json or csv")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->group("Output");
}

void print_sections(std::vector<sim::Section> const& sections, sim::Facts const& facts,
                    std::string const& format, std::string const& picture) {
    if (format == "json") {
        print(sim::sections_json(sections, facts));
    } else if (format == "csv") {
        print(sim::sections_csv(sections));
    } else {
        print(picture + sim::sections_text(sections, sim::terminal_width(120)));
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
