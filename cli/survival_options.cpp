#include "cli/survival_options.hpp"

#include "cli/output.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace cli {

void add_questions(CLI::App& command, report::SurvivalWords& words) {
    auto const group = "What is asked";
    command
        .add_option("--test", words.tests,
                    "Test of equal hazards: log-rank, peto, gehan, tarone-ware, or fh:RHO,GAMMA; "
                    "may be given several times; the first one also tests the pairs")
        ->group(group);
    command
        .add_option("--tau", words.tau,
                    "Time to which restricted means go; default: to which all groups are followed")
        ->group(group);
    command
        .add_option("--still-in", words.still_in,
                    "Times: also the survival of those who are still in after them")
        ->delimiter(',')
        ->group(group);
    command
        .add_option("--periods", words.periods,
                    "Times that divide the follow-up: also hazards and hazard ratios by period")
        ->delimiter(',')
        ->group(group);
    command
        .add_option("--landmark", words.landmark,
                    "Only those still at risk after this time: for groups formed by what is known "
                    "then")
        ->group(group);
    command
        .add_option("--of-cause", words.cause,
                    "The cause that the regressions are about: its hazard (Cox) and its cumulative "
                    "incidence (Fine and Gray)")
        ->group(group);
    command
        .add_option("--ties", words.ties, "Cox: events at the same time: efron, breslow or exact")
        ->capture_default_str()
        ->check(CLI::IsMember({"efron", "breslow", "exact"}))
        ->group(group);
    command
        .add_option("--model", words.models,
                    "Parametric models: all, or exponential, weibull, log-normal, log-logistic, "
                    "generalised-gamma, gompertz, each also with a cured fraction "
                    "(weibull-cure), or beta-geometric")
        ->delimiter(',')
        ->group(group);
}

void add_pictures(CLI::App& command, PictureOptions& options) {
    command
        .add_option("--svg", options.svg,
                    "Also write pictures to files that begin so: NAME-survival.svg, ...")
        ->group("Output");
    command.add_option("--unit", options.unit, "Unit of time, for titles and axes")
        ->capture_default_str()
        ->group("Output");
}

void write_svgs(std::string const& begin, std::vector<report::NamedSvg> const& pictures) {
    for (auto const& [name, svg] : pictures) {
        auto const path = fmt::format("{}-{}.svg", begin, name);
        print_or_write(svg, path);
        say(fmt::format("wrote {}\n", path));
    }
}

} // namespace cli
