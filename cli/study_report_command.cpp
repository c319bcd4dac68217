#include "cli/output.hpp"
#include "cli/section_output.hpp"
#include "cli/study_commands.hpp"
#include "cli/writable.hpp"
#include "core/mistakes.hpp"
#include "core/text_file.hpp"
#include "report/options.hpp"
#include "report/text/estimate_text.hpp"
#include "report/text/text_table.hpp"
#include "study/report/report_sections.hpp"
#include "study/report/study_report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <vector>

namespace cli {
namespace {

struct ReportOptions {
    std::string study;
    std::string folder;
    std::string format = "table";
    std::string svg;
    std::vector<std::string> outputs; ///< names; empty: all
    std::vector<std::string> heat;    ///< names of two factors; empty: those that matter most
    std::vector<std::string> flips;   ///< questions; empty: of every difference its sign
    std::size_t top = 12;
    bool partial = false;
};

/// Places of words in a list of names; tells those that are not there.
std::vector<std::size_t> places_of(std::vector<std::string> const& words,
                                   std::vector<std::string> const& names, char const* option,
                                   core::Mistakes& mistakes) {
    std::vector<std::size_t> places;
    for (auto const& word : words) {
        auto const found = std::find(names.begin(), names.end(), word);
        auto const place = static_cast<std::size_t>(found - names.begin());
        if (std::find(places.begin(), places.end(), place) != places.end()) {
            mistakes.add(report::choice_mistake(
                option, fmt::format("names {} twice", core::excerpt(word)), "each once"));
            continue;
        }
        if (found != names.end()) {
            places.push_back(place);
            continue;
        }
        auto mistake = report::choice_mistake(
            option, fmt::format("\"{}\" is none of the study's", core::excerpt(word)),
            names.size() <= 20 ? fmt::format("{}", fmt::join(names, ", ")) : std::string());
        mistake.suggestion = core::nearest(word, names);
        mistakes.add(mistake);
    }
    return places;
}

/// "difference.restricted_mean@90:human-voice" as a part of a file's name.
std::string for_a_file(std::string text) {
    std::replace_if(
        text.begin(), text.end(),
        [](unsigned char c) { return std::isalnum(c) == 0 && c != '.' && c != '-'; }, '-');
    return text;
}

void write_pictures(study::StudyReport const& report, std::string const& stem) {
    auto const& outputs = report.outputs;
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        auto const name = for_a_file(outputs[o]);
        print_or_write(report::picture::svg(report.rankings[o]),
                       fmt::format("{}-ranking-{}.svg", stem, name));
        if (!report.tornados.empty()) {
            print_or_write(report::picture::svg(report.tornados[o]),
                           fmt::format("{}-tornado-{}.svg", stem, name));
        }
        if (!report.heats.empty()) {
            print_or_write(report::picture::svg(report.heats[o]),
                           fmt::format("{}-heat-{}.svg", stem, name));
        }
    }
    say(fmt::format("Wrote {} pictures, {}-*.svg.\n",
                    outputs.size() + report.tornados.size() + report.heats.size(), stem));
}

std::string report_text(study::StudyReport const& report, std::string const& verdict,
                        std::size_t top) {
    auto const width = report::terminal_width(120);
    auto text = verdict + (verdict.empty() ? "" : "\n") +
                report::sections_text(study::leading(report.sections, top), width);
    for (auto const& heat : report.heats) {
        text += "\n" + report::picture::text(heat, width);
    }
    if (!report.heats.empty()) {
        text += fmt::format("{}\n", study::heat_caption);
    }
    return text;
}

ExitCode report(ReportOptions const& options) {
    study::StudyPlan const plan(options.study);
    auto const answers = study::study_answers(plan, study_folder(options.folder, plan));
    core::Mistakes mistakes;
    study::ReportQuestions questions{places_of(options.outputs, answers.outputs, "--of", mistakes),
                                     places_of(options.heat, answers.factors, "--heat", mistakes),
                                     {}};
    for (auto const& text : options.flips) {
        if (auto flip = study::flip_in(text, answers.outputs, mistakes)) {
            questions.flips.push_back(std::move(*flip));
        }
    }
    mistakes.throw_if_any();
    if (!options.svg.empty()) {
        expect_writable(options.svg + "-ranking.svg");
    }
    if (answers.missing > 0 && !options.partial) {
        say(fmt::format("{} of {} {} missing. Run them: holdfast study run {}. Without them: "
                        "--partial.\n",
                        report::count_text(answers.missing), runs_text(answers.wanted),
                        answers.missing == 1 ? "is" : "are", options.study));
        return ExitCode::failed;
    }
    auto const found = study::study_report(plan, answers, questions);
    if (options.format == "table") {
        print(report_text(found, answers.verdict, options.top));
    } else {
        auto sections = found.sections;
        if (!found.heats.empty()) {
            sections.push_back(found.heat_cells);
        }
        print_sections(sections,
                       {{"study", plan.study().name},
                        {"points", fmt::format("{}", plan.points().size())},
                        {"replicates", fmt::format("{}", plan.study().replicates)},
                        {"missing", fmt::format("{}", answers.missing)},
                        {"failed", fmt::format("{}", answers.failed)},
                        {"verdict", answers.verdict}},
                       options.format);
    }
    if (!options.svg.empty()) {
        write_pictures(found, options.svg);
    }
    return ExitCode::done;
}

} // namespace

void add_study_report(CLI::App& study, Invocation& invocation) {
    auto* const command = study.add_subcommand("report", "Say what moves the outputs, and where");
    auto const options = std::make_shared<ReportOptions>();
    command->add_option("STUDY", options->study, "The study (.yaml)")->required();
    add_study_folder(*command, "--folder", options->folder);
    command->add_option("--of", options->outputs, "Only these outputs; default: all")
        ->type_name("OUTPUT,...")
        ->delimiter(',');
    command
        ->add_option("--heat", options->heat,
                     "Factors of the heat maps; default: the two that matter most")
        ->type_name("ROWS,COLUMNS")
        ->delimiter(',')
        ->expected(2);
    command
        ->add_option("--flip", options->flips,
                     "Where is it true? Default: of every difference its sign, of every hazard "
                     "ratio whether it is below 1")
        ->type_name("\"OUTPUT > NUMBER or OUTPUT\"");
    command->add_option("--top", options->top, "So many rows of each output in tables")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--svg", options->svg,
                     "Also write pictures: STEM-ranking-OUTPUT.svg, STEM-tornado-OUTPUT.svg, "
                     "STEM-heat-OUTPUT.svg")
        ->type_name("STEM");
    command->add_flag("--partial", options->partial, "Also where runs are missing");
    add_format(*command, options->format);
    command->footer("Examples:\n"
                    "  holdfast study report scenarios/studies/voice-by-intent.yaml\n"
                    "  holdfast study report scenarios/studies/voice-by-intent.yaml --of "
                    "difference.restricted_mean@90:human-voice --svg voice\n"
                    "  holdfast study report scenarios/studies/what-matters.yaml --flip "
                    "\"difference.restricted_mean@90:human-voice > "
                    "difference.restricted_mean@90:goal-setting\"");
    command->callback(
        [options, &invocation] { invocation.chosen = [options] { return report(*options); }; });
}

} // namespace cli
